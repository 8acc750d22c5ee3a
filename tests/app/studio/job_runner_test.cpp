// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/bridge/job_runner.h"

#include <gtest/gtest.h>

#include <QSignalSpy>

#include "core/base/error.h"
#include "tests/app/studio/waiting.h"

namespace imprint::studio {
namespace {

using test::eventually;
using test::metric_row;
using test::summary_with;

/// A runner, with everything that it told.
struct Recorded {
  explicit Recorded(RunJob job) : runner(std::move(job)) {
    QObject::connect(&runner, &JobRunner::news, [this](const RunNews& news) {
      for (const ArmRows& batch : news.rows)
        for (const MetricRow& row : batch.rows) steps.push_back(row.step);
      progress_told += news.progress ? 1 : 0;
      if (news.progress) last_progress = *news.progress;
    });
    QObject::connect(&runner, &JobRunner::ended, [this](const JobOutcome& told) {
      outcome = told;
      ++ended;
    });
  }
  bool run_to_end(const RunOptions& options = {}) {
    runner.start(options);
    return eventually([this] { return ended > 0; });
  }

  std::vector<std::int64_t> steps;
  int progress_told = 0;
  RunProgress last_progress;
  JobOutcome outcome;
  int ended = 0;
  JobRunner runner;
};

TEST(JobRunner, DeliversEveryRowOfAFloodInOrder) {
  constexpr int rows = 400000;
  Recorded recorded([](const RunOptions&, RunControl&, RunListener& listener) {
    for (int i = 0; i < rows; i += 4)
      listener.on_metrics("deficit", std::vector<MetricRow>{metric_row(i, "a", 0), metric_row(i + 1, "a", 0),
                                                            metric_row(i + 2, "a", 0), metric_row(i + 3, "a", 0)});
    return summary_with(RunState::finished);
  });
  ASSERT_TRUE(recorded.run_to_end());
  ASSERT_EQ(recorded.steps.size(), static_cast<std::size_t>(rows));
  for (int i = 0; i < rows; ++i) ASSERT_EQ(recorded.steps[i], i);
}

TEST(JobRunner, CoalescesProgressToTheLatest) {
  Recorded recorded([](const RunOptions&, RunControl&, RunListener& listener) {
    for (int i = 1; i <= 50000; ++i) {
      RunProgress progress;
      progress.step = i;
      listener.on_progress(progress);
    }
    return summary_with(RunState::finished);
  });
  ASSERT_TRUE(recorded.run_to_end());
  EXPECT_LT(recorded.progress_told, 1000);
  EXPECT_EQ(recorded.last_progress.step, 50000);
}

TEST(JobRunner, TurnsEveryExceptionIntoAnOutcome) {
  Recorded with_sentence([](const RunOptions&, RunControl&, RunListener&) -> RunSummary {
    throw InputError("dataset.root = /nowhere: there is no such folder");
  });
  ASSERT_TRUE(with_sentence.run_to_end());
  EXPECT_FALSE(with_sentence.outcome.summary.has_value());
  EXPECT_EQ(with_sentence.outcome.error, "dataset.root = /nowhere: there is no such folder");
  EXPECT_FALSE(with_sentence.outcome.cancelled);

  Recorded unknown([](const RunOptions&, RunControl&, RunListener&) -> RunSummary { throw 42; });
  ASSERT_TRUE(unknown.run_to_end());
  EXPECT_FALSE(unknown.outcome.error.empty());

  Recorded cancelled([](const RunOptions&, RunControl&, RunListener&) -> RunSummary { throw CancelledError(); });
  ASSERT_TRUE(cancelled.run_to_end());
  EXPECT_TRUE(cancelled.outcome.cancelled);
}

TEST(JobRunner, StopsAJobThatPollsItsToken) {
  Recorded recorded([](const RunOptions&, RunControl& control, RunListener&) {
    while (!control.token().is_cancelled()) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    return summary_with(RunState::cancelled);
  });
  recorded.runner.start({});
  EXPECT_TRUE(recorded.runner.is_running());
  recorded.runner.stop();
  EXPECT_TRUE(recorded.runner.is_stopping());
  ASSERT_TRUE(eventually([&] { return recorded.ended > 0; }));
  EXPECT_TRUE(recorded.outcome.cancelled);
  EXPECT_FALSE(recorded.runner.is_running());
}

TEST(JobRunner, StopsAPausedJob) {
  Recorded recorded(test::counting_job(1000000));
  RunOptions options;
  options.spec = test::small_spec();
  recorded.runner.start(options, true);
  recorded.runner.stop();
  ASSERT_TRUE(eventually([&] { return recorded.ended > 0; }));
  EXPECT_TRUE(recorded.outcome.cancelled);
  EXPECT_TRUE(recorded.steps.empty());
}

TEST(JobRunner, DestructorCancelsAndWaits) {
  std::atomic<bool> left = false;
  {
    JobRunner runner([&left](const RunOptions&, RunControl& control, RunListener& listener) {
      while (!control.token().is_cancelled()) listener.on_metrics("a", std::vector<MetricRow>(1000));
      left = true;
      return summary_with(RunState::cancelled);
    });
    runner.start({});
    QTest::qWait(5);
  }
  EXPECT_TRUE(left);
}

TEST(JobRunner, StepsExactlyOnceWhilePaused) {
  Recorded recorded(test::counting_job(5));
  RunOptions options;
  options.spec = test::small_spec();
  recorded.runner.start(options, true);
  const auto steps = [&] { return recorded.last_progress.step; };
  for (int step = 1; step <= 3; ++step) {
    recorded.runner.step_once();
    ASSERT_TRUE(eventually([&] { return steps() == step; }));
    QTest::qWait(60);
    EXPECT_EQ(steps(), step);
  }
  recorded.runner.resume();
  ASSERT_TRUE(eventually([&] { return recorded.ended > 0; }));
  EXPECT_EQ(steps(), 5);
}

TEST(JobRunner, RunsOneJobAtATimeAndCanBeStartedAgain) {
  std::atomic<int> started = 0;
  Recorded recorded([&started](const RunOptions&, RunControl&, RunListener&) {
    ++started;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    return summary_with(RunState::finished);
  });
  recorded.runner.start({});
  recorded.runner.start({});
  ASSERT_TRUE(eventually([&] { return recorded.ended == 1; }));
  EXPECT_EQ(started, 1);
  recorded.runner.start({});
  ASSERT_TRUE(eventually([&] { return recorded.ended == 2; }));
  EXPECT_EQ(started, 2);
}

TEST(NewsQueue, WaitsForItsReaderButNotForLong) {
  NewsQueue queue(10, std::chrono::milliseconds(1));
  const std::vector<MetricRow> rows(100);
  for (int i = 0; i < 20; ++i) queue.on_metrics("a", rows);  // nobody reads: it must come back all the same
  EXPECT_EQ(queue.waiting_rows(), 2000U);
  const RunNews news = queue.take();
  ASSERT_EQ(news.rows.size(), 1U);
  EXPECT_EQ(news.rows.front().rows.size(), 2000U);
  EXPECT_TRUE(queue.take().empty());
}

TEST(NewsQueue, KeepsTheOrderOfArms) {
  NewsQueue queue;
  for (const char* arm : {"deficit", "deficit", "baseline", "deficit"})
    queue.on_metrics(arm, std::vector<MetricRow>(1));
  const RunNews news = queue.take();
  ASSERT_EQ(news.rows.size(), 3U);
  EXPECT_EQ(news.rows[0].rows.size(), 2U);
  EXPECT_EQ(news.rows[1].arm, "baseline");
}

}  // namespace
}  // namespace imprint::studio
