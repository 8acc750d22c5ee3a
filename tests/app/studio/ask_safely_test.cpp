// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/widgets/ask_safely.h"

#include <gtest/gtest.h>

#include <QPushButton>
#include <QTest>

#include "app/studio/main_window.h"
#include "tests/app/studio/made_up_sweep.h"
#include "tests/support/temporary_folder.h"

namespace imprint::studio {
namespace {

using test::eventually;

class AskSafelyTest : public ::testing::Test {
 protected:
  QMessageBox* ask() {
    window.show();
    return ask_safely(&window, {"question", "A question", "Delete all?", "It can't be undone.", "Delete", "Keep"},
                      [this] { ++deleted; });
  }

  QWidget window;
  int deleted = 0;
};

TEST_F(AskSafelyTest, EnterAndEscapeKeep) {
  for (const Qt::Key key : {Qt::Key_Return, Qt::Key_Enter, Qt::Key_Escape}) {
    QMessageBox* box = ask();
    ASSERT_TRUE(QTest::qWaitForWindowActive(box));
    EXPECT_EQ(box->defaultButton()->text(), "Keep");
    EXPECT_EQ(box->escapeButton()->text(), "Keep");
    QTest::keyClick(box, key);
    ASSERT_TRUE(eventually([&] { return window.findChild<QMessageBox*>() == nullptr; }));
    EXPECT_EQ(deleted, 0);
  }
}

TEST_F(AskSafelyTest, OnlyItsOwnButtonActs) {
  QMessageBox* box = ask();
  for (QAbstractButton* button : box->buttons())
    if (button->text() == "Delete") QTest::mouseClick(button, Qt::LeftButton);
  EXPECT_EQ(deleted, 1);
}

/// What the window asks by itself.
class WindowQuestions : public ::testing::Test {
 protected:
  /// The question that stands, after Enter was pressed on it.
  void answer_with_enter(MainWindow& window, const char* name) {
    auto* box = window.findChild<QMessageBox*>(name);
    ASSERT_NE(box, nullptr) << name;
    ASSERT_TRUE(QTest::qWaitForWindowActive(box));
    QTest::keyClick(box, Qt::Key_Return);
    ASSERT_TRUE(eventually([&] { return window.findChild<QMessageBox*>(name) == nullptr; }));
  }

  test::TemporaryFolder folder;
};

TEST_F(WindowQuestions, EnterKeepsARunGoing) {
  MainWindow window({test::counting_job(1000000000), folder / "runs", folder / "state"});
  window.draft().replace(test::small_spec());
  window.show();
  window.start_run();
  window.close();
  answer_with_enter(window, "closeQuestion");
  EXPECT_TRUE(window.isVisible());
  EXPECT_TRUE(window.session().is_running());
}

TEST_F(WindowQuestions, EnterKeepsARangeTestGoing) {
  const RangeTestJob endless = [](const ExperimentSpec&, const CancellationToken& token,
                                  const auto&) -> RangeTestResult {
    while (true) token.throw_if_cancelled();
  };
  MainWindow window({test::counting_job(1), folder / "runs", folder / "state", {}, endless});
  window.draft().replace(test::small_spec());
  window.show();
  window.range_test().start_action()->trigger();
  window.close();
  answer_with_enter(window, "closeQuestion");
  EXPECT_TRUE(window.isVisible());
  EXPECT_TRUE(window.range_test().session().is_running());
  window.close();
  for (QAbstractButton* button : window.findChild<QMessageBox*>("closeQuestion")->buttons())
    if (button->text() == "Stop and close") QTest::mouseClick(button, Qt::LeftButton);
  EXPECT_TRUE(eventually([&] { return !window.isVisible(); }));
}

TEST_F(WindowQuestions, EnterKeepsTheTrash) {
  MainWindow window({test::counting_job(1), folder / "runs", folder / "state"});
  window.show();
  window.show_page(MainWindow::runs_page);
  window.runs().empty_trash_action()->trigger();
  answer_with_enter(window, "emptyTrashQuestion");
  EXPECT_TRUE(window.runs().message().text().isEmpty());
}

}  // namespace
}  // namespace imprint::studio
