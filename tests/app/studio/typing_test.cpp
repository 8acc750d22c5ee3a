// SPDX-License-Identifier: GPL-3.0-or-later
// While one types, nothing of a form moves: the next click meets what was aimed at.
#include "app/studio/widgets/typing.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QMap>
#include <QTest>

#include "app/studio/pages/experiment_form.h"
#include "app/studio/pages/range_test_page.h"
#include "app/studio/sweep/sweep_page.h"
#include "tests/app/studio/made_up_sweep.h"
#include "tests/support/temporary_folder.h"

namespace imprint::studio {
namespace {

using test::eventually;

/// Where everything visible stands, by its address.
QMap<const QWidget*, QRect> places(const QWidget& form) {
  QApplication::processEvents();
  QApplication::processEvents();
  QMap<const QWidget*, QRect> all;
  for (const QWidget* widget : form.findChildren<QWidget*>())
    if (widget->isVisible()) all[widget] = QRect(widget->mapTo(&form, QPoint(0, 0)), widget->size());
  return all;
}

QString differences(const QMap<const QWidget*, QRect>& before, const QMap<const QWidget*, QRect>& after) {
  QStringList all;
  for (auto place = before.begin(); place != before.end(); ++place)
    if (after.value(place.key()) != place.value())
      all << QString("%1 %2 in %3")
                 .arg(place.key()->metaObject()->className(), place.key()->objectName(),
                      place.key()->parentWidget()->metaObject()->className());
  if (after.size() > before.size()) all << QString("%1 came").arg(after.size() - before.size());
  return all.join(", ");
}

/// Types each text, key by key, in the way of a hand: the line has the focus, and keeps it.
void expect_nothing_moves(QWidget& form, QLineEdit& line, const QStringList& texts) {
  line.setFocus();
  ASSERT_TRUE(line.hasFocus());
  QTest::qWait(50);  // what the line before left behind settles
  const auto before = places(form);
  for (const QString& text : texts) {
    line.selectAll();
    for (const QChar key : text) {
      QTest::keyClick(&line, key.toLatin1());
      const QString moved = differences(before, places(form));
      ASSERT_TRUE(moved.isEmpty()) << moved.toStdString() << " by " << line.accessibleName().toStdString() << ": "
                                   << line.text().toStdString();
    }
  }
}

class TypingTest : public ::testing::Test {
 protected:
  TypingTest() {
    base.replace(test::small_spec());
    functions.plan = test::planned;
    functions.create = [](const auto&, const SweepSpec&, const SweepPlan&) {};
    functions.job = test::made_up_sweep_job(test::planned(test::small_sweep()));
  }

  std::unique_ptr<SweepPage> open_page() {
    auto page = std::make_unique<SweepPage>(base, functions, folder / "runs", MacsOfModel{});
    page->resize(1280, 740);
    page->draft().replace(test::small_sweep());
    page->show();
    page->activateWindow();
    EXPECT_TRUE(QTest::qWaitForWindowActive(page.get()));
    EXPECT_TRUE(eventually([&] { return page->start_action()->isEnabled(); }));
    return page;
  }

  test::TemporaryFolder folder;
  ExperimentDraft base;
  SweepFunctions functions;
};

TEST_F(TypingTest, NoAxisOfTheSweepMovesWhileItsValuesAreTyped) {
  const auto page = open_page();
  for (int axis = 0; axis < 3; ++axis) {
    QLineEdit& line = page->design().axes()[static_cast<std::size_t>(axis)]->values();
    expect_nothing_moves(page->design(), line, {"1..", "0, 1, 2, 3, 4, 5, 6, 7, 8, 9", "x", "1"});
  }
}

TEST_F(TypingTest, TheNameAndTheControlsDoNotMoveTheFormEither) {
  const auto page = open_page();
  auto* name = page->design().findChild<QLineEdit*>("name");
  ASSERT_NE(name, nullptr);
  name->setFocus();
  QTest::qWait(50);
  const auto before = places(page->design());
  name->selectAll();
  QTest::keyClick(name, Qt::Key_Delete);  // a name that is wrong
  EXPECT_EQ(differences(before, places(page->design())).toStdString(), "");
  page->design().controls().late().click();
  expect_nothing_moves(page->design(), page->design().controls().late_onset(), {"x", "6", "99"});
}

TEST_F(TypingTest, WhatCameUpMeanwhileIsShownWhenTheLineIsLeft) {
  const auto page = open_page();
  AxisRow& row = *page->design().axes()[0];
  row.values().setFocus();
  row.values().selectAll();
  QTest::keyClicks(&row.values(), "0..");
  EXPECT_TRUE(row.values().property("wrong").toBool()) << "the line itself says so at once";
  EXPECT_TRUE(page->design().problems().contains("after the dots")) << "and the room below, which is always there";
  const auto* problem = row.findChild<QLabel*>("problem");
  EXPECT_FALSE(problem->isVisible());
  page->design().axes()[1]->values().setFocus();
  EXPECT_TRUE(eventually([&] { return problem->isVisible(); }));
  EXPECT_FALSE(row.chips().isVisible());
}

TEST_F(TypingTest, AClickThatLeavesTheLineMeetsWhatItWasAimedAt) {
  const auto page = open_page();
  QLineEdit& line = page->design().axes()[0]->values();
  line.setFocus();
  line.selectAll();
  QTest::keyClicks(&line, "0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14");
  ValueChips& chips = page->design().axes()[2]->chips();
  const auto seeds = page->draft().settings().axes[2].values;
  const QPoint aimed = chips.mapToGlobal(QPoint(2, 2));  // the first chip, beside its cross
  QTest::mousePress(&page->design().axes()[2]->values(), Qt::LeftButton);
  QTest::mouseRelease(&page->design().axes()[2]->values(), Qt::LeftButton);
  EXPECT_TRUE(page->design().axes()[2]->values().hasFocus());
  EXPECT_EQ(page->draft().settings().axes[2].values, seeds);
  EXPECT_TRUE(eventually([&] { return chips.mapToGlobal(QPoint(2, 2)) != aimed; }))
      << "afterwards the new chips have their room";
}

TEST_F(TypingTest, AChipIsTakenAwayOnlyWhereTheMouseWentDown) {
  const auto page = open_page();
  ValueChips& chips = page->design().axes()[2]->chips();
  QTest::mousePress(&chips, Qt::LeftButton, {}, QPoint(2, 2));
  QTest::mouseRelease(&chips, Qt::LeftButton, {}, chips.cross(1).center().toPoint());
  EXPECT_EQ(page->draft().values(2).size(), 3U);
}

TEST_F(TypingTest, NoFieldOfTheExperimentFormMovesAnother) {
  ExperimentForm form(base);
  form.resize(420, 700);
  form.show();
  form.activateWindow();
  ASSERT_TRUE(QTest::qWaitForWindowActive(&form));
  int tried = 0;
  for (QLineEdit* line : form.findChildren<QLineEdit*>()) {
    if (!line->isVisible() || !line->isEnabled()) continue;
    ++tried;
    expect_nothing_moves(form, *line, {"x", "-1", "0", "3", line->text()});
  }
  EXPECT_GT(tried, 8);
}

TEST_F(TypingTest, NorDoesTheRangeTests) {
  RangeTestPage page(base, {});
  page.resize(1280, 740);
  page.show();
  page.activateWindow();
  ASSERT_TRUE(QTest::qWaitForWindowActive(&page));
  for (QLineEdit* line : page.findChildren<QLineEdit*>())
    if (line->isVisible()) expect_nothing_moves(page, *line, {"x", "-1", "0", "3"});
}

}  // namespace
}  // namespace imprint::studio
