// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/editor/schedule_page.h"

#include <gtest/gtest.h>

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QSignalSpy>
#include <QTest>
#include <fstream>

#include "app/studio/editor/schedule_gallery.h"
#include "core/base/atomic_file.h"
#include "tests/app/studio/waiting.h"
#include "tests/support/temporary_folder.h"

namespace imprint::studio {
namespace {

class SchedulePageTest : public ::testing::Test {
 protected:
  SchedulePageTest() {
    ExperimentSpec spec = test::small_spec();
    spec.precision.schedule = "LR";
    spec.precision.cycles = 1;
    draft.replace(spec);
    draft.undo_stack().clear();
    page.resize(1280, 700);
    page.show();
    QApplication::processEvents();
  }

  test::TemporaryFolder folder;
  ExperimentDraft draft;
  SchedulePage page{draft, folder / "presets", [](const ExperimentSpec&) { return ModelMacs{1000}; }};
};

TEST_F(SchedulePageTest, TheTableShowsThePointsInTheUnitOfTheAxis) {
  PointTableModel& rows = page.table().rows();
  const QAbstractItemModelTester tester(&rows, QAbstractItemModelTester::FailureReportingMode::Fatal);
  page.model().add_point(0.5);
  ASSERT_EQ(rows.rowCount(), 3);
  EXPECT_EQ(rows.index(1, PointTableModel::time).data().toString(), "5");
  EXPECT_EQ(rows.index(1, PointTableModel::bits).data().toString(), "5.5");
  EXPECT_EQ(rows.index(1, PointTableModel::segment).data().toString(), "linear");
  page.model().set_unit(AxisUnit::step);
  EXPECT_EQ(rows.index(1, PointTableModel::time).data().toString(), "50");
  EXPECT_EQ(rows.headerData(0, Qt::Horizontal).toString(), "Iteration");
  page.model().select({1});
  page.model().remove_selected();
  EXPECT_EQ(rows.rowCount(), 2);
}

TEST_F(SchedulePageTest, NumbersAndSegmentsCanBeTyped) {
  PointTableModel& rows = page.table().rows();
  page.model().add_point(0.5);
  EXPECT_TRUE(rows.setData(rows.index(1, PointTableModel::time), "7"));
  EXPECT_DOUBLE_EQ(page.model().points()[1].at, 0.7);
  EXPECT_TRUE(rows.setData(rows.index(1, PointTableModel::bits), "6,25"));
  EXPECT_DOUBLE_EQ(page.model().points()[1].bits, 6.25);
  EXPECT_TRUE(rows.setData(rows.index(1, PointTableModel::segment), "hold"));
  EXPECT_EQ(page.model().points()[1].segment, CurveSegment::hold);
  const ExperimentSpec before = draft.spec();
  for (const char* wrong : {"abc", "", "nan", "inf"})
    EXPECT_FALSE(rows.setData(rows.index(1, PointTableModel::bits), wrong)) << wrong;
  EXPECT_EQ(draft.spec(), before);
  rows.setData(rows.index(1, PointTableModel::bits), "99");
  EXPECT_EQ(page.model().points()[1].bits, 32) << "bits end at 32";
}

TEST_F(SchedulePageTest, TableAndCanvasSelectTheSame) {
  page.model().add_point(0.5);
  page.table().selectionModel()->select(page.table().rows().index(2, 0),
                                        QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
  EXPECT_EQ(page.model().selection(), PointSelection{2});
  page.model().select({0, 1});
  EXPECT_EQ(page.table().selectionModel()->selectedRows().size(), 2);
}

TEST_F(SchedulePageTest, TakesRowsOfASpreadsheetInTheUnitOfTheTable) {
  page.table().paste("0\t4\thold\n5\t6\tlinear\n10\t8\thold\n");
  ASSERT_EQ(page.model().points().size(), 3U);
  EXPECT_DOUBLE_EQ(page.model().points()[1].at, 0.5);
  EXPECT_EQ(draft.undo_stack().undoText(), "Paste points");
  QSignalSpy failed(&page, &SchedulePage::failed);
  page.table().paste("0\t4\n20\t6\n");
  EXPECT_EQ(failed.count(), 1) << "the run has ten epochs";
  EXPECT_EQ(page.model().points().size(), 3U);
}

TEST_F(SchedulePageTest, TellsWhatTheScheduleMeansWhileItIsDragged) {
  ASSERT_TRUE(test::eventually([&] { return page.meaning().values()[2].value != "–"; }));
  const auto before = page.meaning().values();
  EXPECT_EQ(before[0].caption, "Mean forward bits");
  page.model().select_all();
  page.model().begin_drag();
  page.model().drag_points(0, {0, 4}, 0, true);
  EXPECT_NE(page.meaning().values()[0], before[0]);
  EXPECT_NE(page.meaning().values()[1], before[1]);
  EXPECT_NE(page.meaning().values()[2], before[2]);
  page.model().end_drag();
}

TEST_F(SchedulePageTest, EveryStaticRunCostsWhatStaticCosts) {
  draft.set_text("precision.schedule", "static");
  draft.remove_deficit(0);
  EXPECT_EQ(page.meaning().values()[1].detail, "as much as static 8");
}

TEST_F(SchedulePageTest, AClickInTheGalleryPutsAScheduleOrDeficitsIntoTheDraft) {
  ScheduleGallery& gallery = page.gallery();
  EXPECT_EQ(gallery.schedules().count(), 11) << "the ten and static";
  EXPECT_EQ(gallery.deficits().count(), 5);
  gallery.schedules().setCurrentRow(4);
  Q_EMIT gallery.schedules().itemActivated(gallery.schedules().item(4));
  EXPECT_EQ(draft.spec().precision.schedule, "RR");
  EXPECT_EQ(draft.undo_stack().undoText(), "Use RR");
  gallery.deficits().setCurrentRow(3);
  Q_EMIT gallery.deficits().itemActivated(gallery.deficits().item(3));
  EXPECT_EQ(draft.spec().deficits.size(), 3U);
  EXPECT_TRUE(draft.is_valid()) << draft.problems().firstKey().toStdString();
  for (int i = 0; i < gallery.schedules().count(); ++i) EXPECT_FALSE(gallery.schedules().item(i)->icon().isNull());
}

TEST_F(SchedulePageTest, OwnPresetsAreSavedRenamedDeletedAndBroughtBack) {
  ScheduleGallery& gallery = page.gallery();
  page.model().add_point(0.5);
  const PrecisionSpec drawn = draft.spec().precision;
  gallery.save_as("my ramp");
  ASSERT_EQ(gallery.own().count(), 1);
  gallery.own().setCurrentRow(0);
  gallery.rename_chosen("steep / ramp");
  ASSERT_EQ(gallery.own().count(), 1);
  EXPECT_EQ(gallery.own().item(0)->text(), "steep / ramp");
  gallery.own().setCurrentRow(0);
  gallery.remove_chosen();
  EXPECT_EQ(gallery.own().count(), 0);
  gallery.undo_removal();
  ASSERT_EQ(gallery.own().count(), 1);
  draft.set_text("precision.schedule", "static");
  gallery.own().setCurrentRow(0);
  Q_EMIT gallery.own().itemActivated(gallery.own().item(0));
  EXPECT_EQ(draft.spec().precision, drawn);
}

TEST_F(SchedulePageTest, PresetsAreSharedAsFiles) {
  ScheduleGallery& gallery = page.gallery();
  page.model().add_point(0.5);
  const PrecisionSpec drawn = draft.spec().precision;
  gallery.save_as("shared");
  gallery.own().setCurrentRow(0);
  gallery.export_chosen(folder / "shared.json");
  gallery.export_chosen(folder / "shared.csv");
  EXPECT_EQ(preset_from_json(read_whole_file(folder / "shared.json"), "f").precision, drawn);
  EXPECT_EQ(curve_from_csv(read_whole_file(folder / "shared.csv"), "f").bits, drawn.curve.bits);
  gallery.import_file(folder / "shared.json");
  gallery.import_file(folder / "shared.csv");
  EXPECT_EQ(gallery.own().count(), 3);
}

TEST_F(SchedulePageTest, APresetThatCanNotBeReadIsNamedAndKept) {
  QSignalSpy failed(&page, &SchedulePage::failed);
  std::ofstream(folder / "newer.json") << R"({"format": "imprint-preset", "version": 99, "name": "n"})";
  page.gallery().import_file(folder / "newer.json");
  ASSERT_EQ(failed.count(), 1);
  EXPECT_TRUE(failed[0][0].toString().contains("newer.json")) << failed[0][0].toString().toStdString();
  std::filesystem::create_directories(folder / "presets");
  std::ofstream(folder / "presets" / "broken.json") << "{";
  page.gallery().undo_removal();
  page.gallery().save_as("right");
  EXPECT_EQ(page.gallery().own().count(), 2);
  EXPECT_TRUE(std::filesystem::exists(folder / "presets" / "broken.json"));
}

TEST_F(SchedulePageTest, WhatIsHiddenEvaluatesNothingAndCatchesUp) {
  page.hide();
  const auto before = page.model().plan().steps;
  draft.set_text("precision.max_bits", "16");
  EXPECT_EQ(page.model().plan().steps, before);
  page.show();
  EXPECT_NE(page.model().plan().steps, before);
}

TEST_F(SchedulePageTest, AWrongSpecIsNamedAndTheCurveStaysInSight) {
  draft.set_text("training.epochs", "0");
  EXPECT_FALSE(page.model().problem().isEmpty());
  EXPECT_FALSE(page.grab().isNull());
  draft.set_text("training.epochs", "10");
  EXPECT_TRUE(page.model().problem().isEmpty());
}

}  // namespace
}  // namespace imprint::studio
