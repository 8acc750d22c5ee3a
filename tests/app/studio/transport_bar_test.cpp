// SPDX-License-Identifier: GPL-3.0-or-later
// The bar speaks of one job and says which: never of another one's end.
#include "app/studio/pages/transport_bar.h"

#include <gtest/gtest.h>

#include <QMessageBox>
#include <QStatusBar>

#include "app/studio/main_window.h"
#include "core/base/error.h"
#include "tests/app/studio/made_up_sweep.h"
#include "tests/support/temporary_folder.h"

namespace imprint::studio {
namespace {

using test::eventually;

/// A job that does what it is told, step by step.
struct Script {
  std::atomic<bool> may_end = false;
  std::function<void(RunListener&)> tell = [](RunListener&) {};

  RunJob job() {
    return [this](const RunOptions& options, RunControl& control, RunListener& listener) {
      RunSummary summary = test::summary_with(RunState::finished);
      summary.plan = plan_run(options.spec);
      tell(listener);
      while (!may_end) {
        control.token().throw_if_cancelled();
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
      }
      return summary;
    };
  }
};

RunProgress progress_of(const std::string& arm, std::int64_t step) {
  RunProgress progress;
  progress.arm = arm;
  progress.step = progress.steps_done = step;
  progress.steps_in_all = 200;
  progress.activity = "training";
  return progress;
}

RangeTestJob quick_range_test(bool works) {
  return [works](const ExperimentSpec& spec, const CancellationToken&, const auto& on_step) {
    if (!works) throw InputError("dataset.root = /nowhere: there is no such folder");
    RangeTestResult result;
    result.spec = spec;
    for (int i = 0; i < 7 * spec.range_test.iterations; ++i) {
      result.steps.push_back({i + 1, 7 * spec.range_test.iterations, 2 + i / spec.range_test.iterations, 1.0, 0.5});
      on_step(result.steps.back());
    }
    result.gains = gains_so_far(result.steps, spec.range_test);
    result.proposal = propose_bounds(result.gains, spec.range_test);
    return result;
  };
}

class TransportBarTest : public ::testing::Test {
 protected:
  std::unique_ptr<MainWindow> open_window(RunJob job, RangeTestJob range_test = quick_range_test(true)) {
    SweepFunctions functions;
    functions.plan = test::planned;
    functions.create = [](const auto&, const SweepSpec&, const SweepPlan&) {};
    functions.report = [](const auto&) { return test::made_up_report(); };
    functions.job = test::made_up_sweep_job(test::planned(test::small_sweep()), endless_sweep);
    auto window = std::make_unique<MainWindow>(
        StudioSetup{std::move(job), folder / "runs", folder / "state", {}, std::move(range_test), functions});
    window->draft().replace(test::small_spec());
    window->sweep().draft().replace(test::small_sweep());
    window->resize(1600, 800);
    window->show();
    return window;
  }

  static void start_sweep(MainWindow& window) {
    window.show_page(MainWindow::sweep_page);
    ASSERT_TRUE(eventually([&] { return window.sweep().start_action()->isEnabled(); }));
    window.sweep().start_action()->trigger();
    ASSERT_TRUE(eventually([&] { return window.sweep().session().is_running(); }));
  }

  static void run_range_test(MainWindow& window) {
    window.range_test().start_action()->trigger();
    ASSERT_TRUE(eventually([&] { return !window.range_test().session().is_running(); }));
  }

  test::TemporaryFolder folder;
  bool endless_sweep = true;
  Script script;
};

TEST_F(TransportBarTest, SaysThatDataAreLoadedAndThenTheStepOfWhichArm) {
  std::atomic<bool> trains = false;
  script.tell = [&](RunListener& listener) {
    listener.on_activity("loading data");
    while (!trains) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    listener.on_plan(plan_run(test::small_spec()));
    listener.on_progress(progress_of("baseline", 50));
  };
  const auto window = open_window(script.job());
  window->start_run();
  ASSERT_TRUE(eventually([&] { return window->transport().status_text() == "Loading data"; }));
  EXPECT_EQ(window->charts().strip().headline(), "Loading data");
  trains = true;
  ASSERT_TRUE(eventually([&] { return window->transport().status_text() == "Step 50 of 100"; }));
  EXPECT_TRUE(window->transport().line().text().startsWith("Step 50 of 100  ·  baseline  ·  training"))
      << window->transport().line().text().toStdString();
  script.may_end = true;
  ASSERT_TRUE(eventually([&] { return !window->session().is_running(); }));
  EXPECT_EQ(window->transport().line().text(), "Run finished  ·  small");
}

TEST_F(TransportBarTest, CountsTheBaselinesOwnSteps) {
  script.tell = [](RunListener& listener) {
    ExperimentSpec spec = test::small_spec();
    spec.training.budget = "clean";
    listener.on_plan(plan_run(spec));
    listener.on_progress(progress_of("baseline", 50));
  };
  const auto window = open_window(script.job());
  window->draft().set_text("training.budget", "clean");
  window->start_run();
  ASSERT_TRUE(eventually([&] { return window->transport().status_text() == "Step 50 of 100"; }))
      << "not of the deficit arm's 140";
}

TEST_F(TransportBarTest, TheStepIsInSightInTheSmallestWindow) {
  script.tell = [](RunListener& listener) {
    listener.on_plan(plan_run(test::small_spec()));
    listener.on_progress(progress_of("deficit", 50));
  };
  const auto window = open_window(script.job());
  window->resize(960, 600);
  window->start_run();
  ASSERT_TRUE(eventually([&] { return window->transport().line().shown_text().startsWith("Step 50 of 100"); }));
}

TEST_F(TransportBarTest, AFailedStartNamesNoFolder) {
  const auto window = open_window([](const RunOptions&, RunControl&, RunListener& listener) -> RunSummary {
    listener.on_activity("loading data");
    throw InputError("dataset.root = /nowhere: there is no such folder");
  });
  QStringList told;
  QObject::connect(window->statusBar(), &QStatusBar::messageChanged, [&](const QString& text) { told << text; });
  window->start_run();
  ASSERT_TRUE(eventually([&] { return window->findChild<QMessageBox*>("problemBox") != nullptr; }));
  const QString folder_text = QString::fromStdString((folder / "runs").string());
  EXPECT_FALSE(told.join('\n').contains(folder_text)) << told.join('\n').toStdString();
  EXPECT_FALSE(window->findChild<QMessageBox*>("problemBox")->informativeText().contains(folder_text));
  EXPECT_EQ(window->transport().line().text(), "Run failed  ·  small");
}

TEST_F(TransportBarTest, ARunTellsItsFolderOnceItIsThere) {
  script.tell = [](RunListener& listener) { listener.on_plan(plan_run(test::small_spec())); };
  const auto window = open_window(script.job());
  window->start_run();
  EXPECT_FALSE(window->statusBar()->currentMessage().contains("stored"));
  EXPECT_TRUE(eventually([&] { return window->statusBar()->currentMessage().startsWith("The run is stored in "); }));
}

TEST_F(TransportBarTest, ARunStoppedBeforeItsFolderCanNotBeContinued) {
  const auto window = open_window(script.job());
  window->start_run();
  window->session().runner().stop();
  ASSERT_TRUE(eventually([&] { return !window->session().is_running(); }));
  EXPECT_EQ(window->transport().status_text(), "Run stopped");
  EXPECT_TRUE(window->transport().line().text().contains("nothing is stored"));
}

TEST_F(TransportBarTest, SpeaksOfTheSweepWhileItRunsNotOfTheRunBefore) {
  script.may_end = true;
  const auto window = open_window(script.job());
  window->start_run();
  ASSERT_TRUE(eventually([&] { return !window->session().is_running(); }));
  EXPECT_EQ(window->transport().status_text(), "Run finished");
  start_sweep(*window);
  EXPECT_TRUE(eventually([&] {
    return window->transport().status_text() ==
           QString("Sweep: 1 of %1 runs").arg(test::planned(test::small_sweep()).leaves.size());
  })) << window->transport().status_text().toStdString();
  window->session().forget();
  EXPECT_TRUE(window->transport().status_text().startsWith("Sweep: ")) << "what goes on comes before what was opened";
  window->sweep().session().stop();
  ASSERT_TRUE(eventually([&] { return !window->sweep().session().is_running(); }));
  EXPECT_EQ(window->transport().line().text(), "Sweep stopped  ·  small");
}

TEST_F(TransportBarTest, AFailedRunDoesNotOutliveARangeTestThatWorked) {
  const auto window =
      open_window([](const RunOptions&, RunControl&, RunListener&) -> RunSummary { throw InputError("no data"); });
  window->start_run();
  ASSERT_TRUE(eventually([&] { return !window->session().is_running(); }));
  EXPECT_EQ(window->transport().status_text(), "Run failed");
  run_range_test(*window);
  EXPECT_EQ(window->transport().line().text(), "Range test finished");
  EXPECT_EQ(window->transport().bar().value(), window->transport().bar().maximum());
}

TEST_F(TransportBarTest, ARangeTestThatFailedSaysSoUntilTheNextJob) {
  script.may_end = true;
  const auto window = open_window(script.job(), quick_range_test(false));
  run_range_test(*window);
  EXPECT_EQ(window->transport().line().text(), "Range test failed");
  EXPECT_EQ(window->range_test().headline(), "The range test failed");
  window->start_run();
  ASSERT_TRUE(eventually([&] { return !window->session().is_running(); }));
  EXPECT_EQ(window->transport().status_text(), "Run finished");
}

}  // namespace
}  // namespace imprint::studio
