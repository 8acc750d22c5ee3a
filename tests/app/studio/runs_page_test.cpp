// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/pages/runs_page.h"

#include <gtest/gtest.h>

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <fstream>

#include "core/base/atomic_file.h"
#include "core/store/run_lock.h"
#include "core/store/run_trash.h"
#include "tests/app/studio/waiting.h"
#include "tests/support/stored_runs.h"
#include "tests/support/temporary_folder.h"

namespace imprint::studio {
namespace {

namespace fs = std::filesystem;
using test::eventually;
using test::store_run;

class RunsPageTest : public ::testing::Test {
 protected:
  const fs::path& root() const { return folder.path(); }

  std::unique_ptr<RunsPage> open_page() {
    auto page = std::make_unique<RunsPage>(root());
    tester = std::make_unique<QAbstractItemModelTester>(&page->model(),
                                                        QAbstractItemModelTester::FailureReportingMode::Fatal);
    page->resize(1280, 700);
    page->show();
    page->activateWindow();
    EXPECT_TRUE(QTest::qWaitForWindowActive(page.get()));
    EXPECT_TRUE(settled(*page));
    return page;
  }

  static bool settled(RunsPage& page) {
    return eventually([&] { return page.is_settled(); });
  }

  static QString name_in(RunsPage& page, int row) { return page.model().index(row, 0).data().toString(); }

  static void click_row(RunsPage& page, int row, Qt::KeyboardModifiers modifiers = {}) {
    const QRect area = page.table().visualRect(page.model().index(row, 0));
    QTest::mouseClick(page.table().viewport(), Qt::LeftButton, modifiers, area.center());
  }

  static void type_filter(RunsPage& page, const QString& text) {
    page.filter().setFocus();
    page.filter().selectAll();
    QTest::keyClicks(&page.filter(), text);
    QTest::qWait(1);
  }

  void store_seeds(int count) {
    for (int seed = 1; seed <= count; ++seed)
      store_run(root() / ("s" + std::to_string(seed)), {.name = "seeds",
                                                        .seed = static_cast<std::uint64_t>(seed),
                                                        .accuracy = 0.8 + 0.01 * seed,
                                                        .damage = 0.01 * seed});
  }

  test::TemporaryFolder folder;
  std::unique_ptr<QAbstractItemModelTester> tester;
};

TEST_F(RunsPageTest, AnEmptyFolderSaysWhatToDo) {
  const auto page = open_page();
  EXPECT_EQ(page->count_text(), "0 runs");
  const auto label = page->table().findChild<QLabel*>();
  EXPECT_TRUE(label->isVisible());
  EXPECT_TRUE(label->text().contains("Start an experiment"));
  EXPECT_FALSE(page->trash_action()->isEnabled());
}

TEST_F(RunsPageTest, TypingFiltersAndAWrongTermIsExplained) {
  store_run(root() / "a", {.name = "early", .seed = 1, .damage = 0.05});
  store_run(root() / "b", {.name = "late", .seed = 2, .model = "mlp", .damage = 0.01});
  const auto page = open_page();
  EXPECT_EQ(page->model().rowCount(), 2);
  type_filter(*page, "damage>0.02");
  ASSERT_EQ(page->model().rowCount(), 1);
  EXPECT_EQ(name_in(*page, 0), "early");
  EXPECT_EQ(page->count_text(), "1 of 2 runs");
  page->filter().setText("modle:mlp");
  EXPECT_EQ(page->model().rowCount(), 1) << "what was shown stays";
  EXPECT_TRUE(page->filter().property("wrong").toBool());
  EXPECT_TRUE(eventually([&] { return page->message().text().contains("did you mean model?"); }));
  type_filter(*page, "model:mlp");
  EXPECT_EQ(name_in(*page, 0), "late");
  EXPECT_EQ(page->message().text(), "");
  type_filter(*page, "nothing-like-that");
  EXPECT_TRUE(page->table().findChild<QLabel*>()->text().contains("No run passes the filter"));
}

TEST_F(RunsPageTest, AClickOnAHeadingSorts) {
  store_run(root() / "a", {.name = "a", .accuracy = 0.5});
  store_run(root() / "b", {.name = "b", .accuracy = 0.9});
  const auto page = open_page();
  QHeaderView* header = page->table().header();
  const int accuracy = column_place("accuracy");
  const QPoint heading(header->sectionViewportPosition(accuracy) + 20, header->height() / 2);
  QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, heading);
  const QString first = name_in(*page, 0);
  QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, heading);
  EXPECT_NE(name_in(*page, 0), first);
}

TEST_F(RunsPageTest, ChosenRunsAreOverlaidAndStayChosenThroughAnewArrangement) {
  for (const char* name : {"a", "b", "c"}) store_run(root() / name, {.name = name});
  const auto page = open_page();
  page->table().sortByColumn(0, Qt::AscendingOrder);
  click_row(*page, 0);
  click_row(*page, 2, Qt::ControlModifier);
  ASSERT_TRUE(eventually([&] { return page->charts().runs().size() == 2; }));
  page->table().sortByColumn(0, Qt::DescendingOrder);
  ASSERT_EQ(page->table().chosen().size(), 2U);
  EXPECT_EQ(page->table().chosen().front()->name, "c");
  store_run(root() / "d", {.name = "d"});
  page->reload();
  ASSERT_TRUE(settled(*page));
  EXPECT_EQ(page->model().rowCount(), 4);
  EXPECT_EQ(page->table().chosen().size(), 2U);
}

TEST_F(RunsPageTest, SinceDeficitEndLeavesRunsWithoutOneOutAndSaysSo) {
  store_run(root() / "a", {.name = "with", .damage = 0.1});
  store_run(root() / "b", {.name = "without", .deficit_bits = 0});
  const auto page = open_page();
  page->table().selectAll();
  ASSERT_TRUE(eventually([&] { return page->charts().runs().size() == 2; }));
  page->charts().set_unit(StepUnit::since_deficit);
  EXPECT_TRUE(page->charts().strip().accessibleName().contains("Left out of this axis, having no deficit: without"));
  const auto looks = arm_looks(page->charts().runs(), StepUnit::since_deficit);
  ASSERT_EQ(looks.size(), 2U) << "the run with a deficit and its nested baseline";
  EXPECT_EQ(looks[0].mapping, looks[1].mapping);
  page->charts().set_unit(StepUnit::epoch);
  EXPECT_EQ(arm_looks(page->charts().runs(), StepUnit::epoch).size(), 3U);
}

TEST_F(RunsPageTest, AnyRecordedMetricCanBeShown) {
  store_run(root() / "a");
  const auto page = open_page();
  ASSERT_TRUE(eventually([&] { return page->charts().runs().size() == 1; }));
  page->charts().set_metric(2, "learning_rate");
  page->charts().refresh();
  EXPECT_GT(page->charts().chart(2).drawn_points(), 5);
  page->charts().set_metric(2, "no/such/metric");
  page->charts().refresh();
  EXPECT_EQ(page->charts().chart(2).drawn_points(), 0);
  page->charts().set_metric(2, "");
  EXPECT_EQ(page->charts().metric_of(2), "");
}

TEST_F(RunsPageTest, GroupsShowMeansWithTheirIntervalAndOpen) {
  store_seeds(5);
  const auto page = open_page();
  QTest::keyClick(&page->table(), Qt::Key_G, Qt::ControlModifier);
  ASSERT_TRUE(page->model().is_grouped());
  ASSERT_EQ(page->model().rowCount(), 1);
  ASSERT_TRUE(settled(*page));
  const QString accuracy = page->model().index(0, column_place("accuracy")).data().toString();
  EXPECT_TRUE(accuracy.startsWith("0.8300 [0.8")) << accuracy.toStdString();
  EXPECT_EQ(page->count_text(), "5 runs, 1 condition");
  page->table().setFocus();
  QTest::keyClick(&page->table(), Qt::Key_Home);
  QTest::keyClick(&page->table(), Qt::Key_Right);
  EXPECT_TRUE(page->table().isExpanded(page->model().index(0, 0)));
  EXPECT_TRUE(eventually([&] { return page->charts().runs().size() == 5; })) << "a group stands for its runs";
}

TEST_F(RunsPageTest, CompareShowsWhatDiffers) {
  store_run(root() / "a", {.name = "same", .seed = 1});
  store_run(root() / "b", {.name = "same", .seed = 2});
  const auto page = open_page();
  QTest::keyClick(&page->table(), Qt::Key_D, Qt::ControlModifier | Qt::ShiftModifier);
  EXPECT_TRUE(page->compare().isVisible());
  EXPECT_TRUE(page->compare().words().contains("Choose two or more"));
  page->table().selectAll();
  EXPECT_EQ(page->compare().words(), "2 runs differ in one field.");
}

TEST_F(RunsPageTest, TagsAndNotesAreKeptInTheRunDirectory) {
  const RunDirectory run = store_run(root() / "a", {.name = "a"});
  const auto page = open_page();
  click_row(*page, 0);
  page->notes().tags().setFocus();
  QTest::keyClicks(&page->notes().tags(), "paper v2");
  QTest::keyClick(&page->notes().tags(), Qt::Key_Return);
  QTest::keyClicks(&page->notes().note(), "a good one");
  page->notes().flush();
  ASSERT_TRUE(settled(*page));
  EXPECT_EQ(read_notes(run), (RunNotes{{"paper", "v2"}, "a good one"}));
  EXPECT_EQ(page->model().index(0, column_place("tags")).data().toString(), "paper, v2");
  type_filter(*page, "tag:paper");
  EXPECT_EQ(page->model().rowCount(), 1);
}

TEST_F(RunsPageTest, TagsOfSeveralRunsAreAddedAndTakenAway) {
  const RunDirectory a = store_run(root() / "a", {.name = "a"});
  const RunDirectory b = store_run(root() / "b", {.name = "b"});
  write_notes(a, {{"common", "own"}, "kept"});
  write_notes(b, {{"common"}, ""});
  const auto page = open_page();
  page->table().selectAll();
  EXPECT_EQ(page->notes().tags().text(), "common");
  EXPECT_FALSE(page->notes().note().isEnabled());
  page->notes().tags().setText("fresh");
  page->notes().flush();
  ASSERT_TRUE(settled(*page));
  EXPECT_EQ(read_notes(a), (RunNotes{{"own", "fresh"}, "kept"}));
  EXPECT_EQ(read_notes(b), (RunNotes{{"fresh"}, ""}));
}

TEST_F(RunsPageTest, WhatIsTypedIsKeptWhenThePageCloses) {
  const RunDirectory run = store_run(root() / "a", {.name = "a"});
  {
    const auto page = open_page();
    tester.reset();
    page->notes().note().setPlainText("in the last second");
  }
  EXPECT_EQ(read_notes(run).note, "in the last second");
}

TEST_F(RunsPageTest, ANoteThatCanNotBeStoredIsNotLost) {
  const RunDirectory run = store_run(root() / "a", {.name = "a"});
  std::ofstream(run.notes()) << R"({"format": 99, "note": "of a newer program"})";
  const auto page = open_page();
  page->notes().note().setPlainText("typed here");
  page->notes().flush();
  ASSERT_TRUE(eventually([&] { return page->message().text().contains("use a newer Imprint"); }));
  QTest::mouseClick(&page->message().action_button(), Qt::LeftButton);
  EXPECT_EQ(QApplication::clipboard()->text(), "typed here");
  EXPECT_TRUE(read_whole_file(run.notes()).find("newer program") != std::string::npos);
}

TEST_F(RunsPageTest, AWrongTagIsExplainedAndNothingIsWritten) {
  const RunDirectory run = store_run(root() / "a", {.name = "a"});
  const auto page = open_page();
  page->notes().tags().setFocus();
  QTest::keyClicks(&page->notes().tags(), "\"quoted\"");
  QTest::keyClick(&page->notes().tags(), Qt::Key_Return);
  EXPECT_TRUE(page->notes().tags().property("wrong").toBool());
  ASSERT_TRUE(settled(*page));
  EXPECT_FALSE(fs::exists(run.notes()));
}

TEST_F(RunsPageTest, DeleteMovesToTheTrashAndUndoBringsBack) {
  store_run(root() / "a", {.name = "a"});
  store_run(root() / "b", {.name = "b"});
  const auto page = open_page();
  page->table().sortByColumn(0, Qt::AscendingOrder);
  click_row(*page, 0);
  page->table().setFocus();
  QTest::keyClick(&page->table(), Qt::Key_Delete);
  ASSERT_TRUE(eventually([&] { return page->model().rowCount() == 1; }));
  EXPECT_EQ(name_in(*page, 0), "b");
  EXPECT_FALSE(fs::exists(root() / "a"));
  ASSERT_TRUE(eventually([&] { return page->message().text() == "The run lies in the trash now."; }));
  QTest::mouseClick(&page->message().action_button(), Qt::LeftButton);
  ASSERT_TRUE(eventually([&] { return page->model().rowCount() == 2; }));
  EXPECT_TRUE(fs::exists(root() / "a/config.json"));
}

TEST_F(RunsPageTest, TheTrashCanBeLookedAtRestoredFromAndEmptied) {
  move_to_trash(root(), store_run(root() / "a", {.name = "a"}).root());
  move_to_trash(root(), store_run(root() / "b", {.name = "b"}).root());
  const auto page = open_page();
  EXPECT_EQ(page->model().rowCount(), 0);
  page->show_trash_action()->trigger();
  ASSERT_EQ(page->model().rowCount(), 2);
  EXPECT_EQ(page->trash_action()->text(), "Restore");
  EXPECT_EQ(page->count_text(), "2 runs in the trash");
  page->table().sortByColumn(0, Qt::AscendingOrder);
  click_row(*page, 0);
  page->trash_action()->trigger();
  ASSERT_TRUE(eventually([&] { return page->model().rowCount() == 1; }));
  EXPECT_TRUE(fs::exists(root() / "a/config.json"));
  page->empty_trash_action()->trigger();
  auto* question = page->findChild<QMessageBox*>("emptyTrashQuestion");
  ASSERT_NE(question, nullptr);
  for (QAbstractButton* button : question->buttons())
    if (button->text() == "Delete for good") QTest::mouseClick(button, Qt::LeftButton);
  ASSERT_TRUE(eventually([&] { return page->model().rowCount() == 0; }));
  EXPECT_TRUE(find_trashed(root()).empty());
  EXPECT_TRUE(page->table().findChild<QLabel*>()->text().contains("trash is empty"));
}

TEST_F(RunsPageTest, ARunInUseIsRefusedWithItsOwner) {
  const RunDirectory run = store_run(root() / "a", {.name = "a"});
  const RunLock lock(run.lock());
  const auto page = open_page();
  page->trash_action()->trigger();
  ASSERT_TRUE(eventually([&] { return page->message().text().contains("in use by process"); }));
  EXPECT_TRUE(run.exists());
}

TEST_F(RunsPageTest, ARunThatWasDeletedMeanwhileIsNoSurprise) {
  store_run(root() / "a", {.name = "a"});
  store_run(root() / "b", {.name = "b"});
  const auto page = open_page();
  ASSERT_EQ(page->table().chosen().size(), 1U);
  fs::remove_all(page->model().run(page->model().index(1, 0))->directory);  // it was never looked at
  click_row(*page, 1);
  ASSERT_TRUE(eventually([&] { return page->message().text().contains("holds no run"); }));
  page->trash_action()->trigger();
  ASSERT_TRUE(eventually([&] { return page->message().text().contains("no longer there"); }));
  EXPECT_TRUE(eventually([&] { return page->model().rowCount() == 1; }));
}

TEST_F(RunsPageTest, ADamagedRunIsShownWithItsProblem) {
  const RunDirectory run = store_run(root() / "a", {.name = "a"});
  std::ofstream(run.config(), std::ios::binary) << "{";
  const auto page = open_page();
  EXPECT_EQ(page->model().index(0, column_place("state")).data().toString(), "can't be read");
  EXPECT_EQ(page->charts().strip().headline(), "This run can't be read");
  EXPECT_FALSE(page->open_action()->isEnabled());
}

TEST_F(RunsPageTest, AnIndexThatCanNotBeWrittenIsToldAndDoesNotHinder) {
  store_run(root() / "a", {.name = "a"});
  fs::create_directory(root() / index_file_name);
  const auto page = open_page();
  EXPECT_EQ(page->model().rowCount(), 1);
  EXPECT_TRUE(page->message().text().contains("kept in memory"));
}

TEST_F(RunsPageTest, HiddenColumnsStayHidden) {
  store_run(root() / "a", {.name = "a"});
  test::TemporaryFolder settings_folder;
  QSettings settings(QString::fromStdString((settings_folder / "s.ini").string()), QSettings::IniFormat);
  {
    const auto page = open_page();
    QMenu* menu = page->table().make_column_menu(page.get());
    Q_EMIT menu->aboutToShow();  // the marks are set then
    for (QAction* action : menu->actions())
      if (action->text() == "Hessian") action->trigger();
    page->save(settings);
    tester.reset();
  }
  RunsPage again(root());
  again.restore(settings);
  EXPECT_TRUE(again.table().isColumnHidden(column_place("hessian")));
  EXPECT_FALSE(again.table().isColumnHidden(column_place("fisher")));
}

TEST_F(RunsPageTest, EnterOpensAndCloneHandsTheSpecOver) {
  store_run(root() / "a", {.name = "a", .seed = 9});
  const auto page = open_page();
  QSignalSpy opened(page.get(), &RunsPage::open_requested);
  QSignalSpy cloned(page.get(), &RunsPage::clone_requested);
  page->table().setFocus();
  QTest::keyClick(&page->table(), Qt::Key_Return);
  EXPECT_EQ(opened.count(), 1);
  QTest::keyClick(&page->table(), Qt::Key_N, Qt::ControlModifier | Qt::ShiftModifier);
  EXPECT_EQ(cloned.count(), 1);
  page->set_busy(true);
  EXPECT_FALSE(page->clone_action()->isEnabled());
}

TEST_F(RunsPageTest, ManyChosenRunsAreNotAllDrawn) {
  test::store_many_runs(root(), 60);
  const auto page = open_page();
  page->table().selectAll();
  ASSERT_TRUE(settled(*page));
  EXPECT_EQ(page->charts().runs().size(), RunsPage::most_overlaid);
  EXPECT_TRUE(page->count_text().contains("8 of 60 chosen drawn"));
}

}  // namespace
}  // namespace imprint::studio
