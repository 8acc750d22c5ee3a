// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/bridge/sweep_session.h"

#include <gtest/gtest.h>

#include <QSignalSpy>
#include <atomic>

#include "app/studio/bridge/sweep_planner.h"
#include "app/workflow/report/sweep_traces.h"
#include "core/store/metrics_file.h"
#include "tests/app/studio/made_up_sweep.h"
#include "tests/support/temporary_folder.h"

namespace imprint::studio {
namespace {

using test::eventually;

StoredSweep stored() {
  StoredSweep sweep;
  sweep.directory = "/nowhere";
  sweep.spec = test::small_sweep();
  sweep.plan = test::planned(sweep.spec);
  return sweep;
}

TEST(SweepSession, TellsProgressFailuresAndTheEnd) {
  SweepSession session(test::made_up_sweep_job(stored().plan), {});
  QSignalSpy leaves(&session, &SweepSession::leaf_ended);
  QSignalSpy ended(&session, &SweepSession::ended);
  session.start(stored());
  EXPECT_TRUE(session.is_running());
  ASSERT_TRUE(eventually([&] { return !session.is_running(); }));
  EXPECT_EQ(ended.size(), 1);
  EXPECT_GE(leaves.size(), 1);
  EXPECT_EQ(session.sweep()->state, RunState::failed);
  EXPECT_EQ(session.sweep()->progress.finished, 14);
  EXPECT_EQ(session.sweep()->progress.leaves.back().reason, "diverged at step 12");
}

TEST(SweepSession, PausesContinuesAndIsCancelled) {
  SweepSession session(test::made_up_sweep_job(stored().plan, true), {});
  session.start(stored());
  session.pause();
  EXPECT_TRUE(session.is_paused());
  session.resume();
  EXPECT_FALSE(session.is_paused());
  ASSERT_TRUE(eventually([&] { return session.sweep()->progress.finished == 1; }));
  session.stop();
  EXPECT_TRUE(session.is_stopping());
  ASSERT_TRUE(eventually([&] { return !session.is_running(); }));
  EXPECT_EQ(session.sweep()->state, RunState::cancelled);
  EXPECT_TRUE(session.error().isEmpty()) << "cancelled is no failure";
}

TEST(SweepSession, TellsWhyAJobCouldNotWork) {
  SweepSession session([](const auto&, auto&, auto&) -> SweepSummary { throw InputError("the folder is in use"); }, {});
  session.start(stored());
  ASSERT_TRUE(eventually([&] { return !session.is_running(); }));
  EXPECT_EQ(session.error(), "the folder is in use");
  EXPECT_EQ(session.sweep()->state, RunState::failed);
}

TEST(SweepSession, WaitsForItsWorkerWhenItGoesAway) {
  std::atomic<bool> ended = false;
  {
    SweepSession session(
        [&ended](const SweepOptions&, RunControl& control, SweepListener&) {
          while (!control.token().is_cancelled()) std::this_thread::yield();
          ended = true;
          return SweepSummary{};
        },
        {});
    session.start(stored());
  }
  EXPECT_TRUE(ended);
}

TEST(SweepPlanner, AnswersTheLastOfManyQuestions) {
  std::atomic<int> asked = 0;
  SweepPlanner planner([&asked](const SweepSpec& sweep) {
    ++asked;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    return test::planned(sweep);
  });
  QSignalSpy planned(&planner, &SweepPlanner::planned);
  SweepSpec sweep = test::small_sweep();
  for (int seed = 4; seed < 24; ++seed) {
    sweep.axes[2].values.push_back(std::to_string(seed));
    planner.ask(sweep);
  }
  ASSERT_TRUE(eventually([&] { return !planner.is_busy(); }));
  EXPECT_EQ(planner.plan()->leaves.size(), 23U * 5U);
  EXPECT_EQ(planned.size(), 1);
  EXPECT_LE(asked, 2) << "what is overtaken is not planned";
}

TEST(SweepPlanner, SaysWhyAGridCanNotBePlanned) {
  SweepPlanner planner(test::planned);
  QSignalSpy refused(&planner, &SweepPlanner::refused);
  SweepSpec sweep = test::small_sweep();
  sweep.axes[0].values = {"9"};
  planner.ask(sweep);
  ASSERT_TRUE(eventually([&] { return refused.size() == 1; }));
  EXPECT_TRUE(refused[0][0].toString().contains("onset=9"));
  EXPECT_EQ(planner.plan(), nullptr);
}

TEST(SweepTraces, MeansAreOverTheSeedsThatMeasured) {
  const test::TemporaryFolder folder;
  const SweepPlan plan = test::planned(test::small_sweep());
  double value = 1;
  for (const SweepLeaf& leaf : plan.leaves) {
    if (leaf.id != "onset=0_length=2_seed=1" && leaf.id != "onset=0_length=2_seed=2" && leaf.id != "baseline_seed=1")
      continue;
    const auto run = folder / "runs" / leaf.id;
    std::filesystem::create_directories(run);
    MetricsWriter(run / "metrics.csv", 0)
        .append(std::vector<MetricRow>{test::metric_row(0, metric::fisher_trace, value),
                                       test::metric_row(10, metric::hessian_trace, 7)});
    value += 2;
  }
  const SweepTraces traces = load_sweep_traces(folder / "", plan);
  EXPECT_EQ(traces.runs, 3);
  ASSERT_EQ(traces.conditions.size(), 5U);
  const TraceCondition& baseline = traces.conditions[0];
  EXPECT_EQ(baseline.baseline, -1);
  const auto found =
      std::find_if(traces.conditions.begin(), traces.conditions.end(),
                   [](const TraceCondition& condition) { return condition.label == "onset 0, length 2"; });
  ASSERT_NE(found, traces.conditions.end());
  EXPECT_EQ(found->baseline, 0);
  ASSERT_EQ(found->fisher.mean.size(), 1U);
  EXPECT_EQ(found->fisher.mean[0].count, 2);
  EXPECT_EQ(found->fisher.mean[0].mean, 4) << "of 3 and 5";
  EXPECT_EQ(found->fisher.runs.size(), 2U);
}

}  // namespace
}  // namespace imprint::studio
