// SPDX-License-Identifier: GPL-3.0-or-later
// Waiting inside the event loop, and made-up jobs.
#pragma once

#include <QTest>
#include <atomic>
#include <chrono>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "app/studio/bridge/job_runner.h"
#include "app/studio/bridge/plan_preview.h"
#include "core/base/cancellation.h"

namespace imprint::test {

using namespace imprint::studio;  // NOLINT: helpers of the desktop tests

/// Runs the event loop until `holds`, at most ten seconds; whether it did.
inline bool eventually(const std::function<bool()>& holds) { return QTest::qWaitFor(holds, 10000); }

inline MetricRow metric_row(std::int64_t step, const std::string& name, double value) {
  MetricRow row;
  row.step = step;
  row.metric = name;
  row.value = value;
  return row;
}

inline RunSummary summary_with(RunState state) {
  RunSummary summary;
  summary.status.state = state;
  return summary;
}

/// A small valid experiment on built-in data.
inline ExperimentSpec small_spec() {
  ExperimentSpec spec;
  spec.name = "small";
  spec.dataset.train_limit = 640;
  spec.training.epochs = 10;
  spec.training.batch_size = 64;
  DeficitSpec deficit;
  deficit.length = 4;
  deficit.bits = 2;
  spec.deficits = {deficit};
  spec.comparison.baseline = true;
  return spec;
}

/// Does `steps` steps of nothing, telling rows of both arms; ends as cancelled when asked to stop.
inline RunJob counting_job(int steps) {
  return [steps](const RunOptions& options, RunControl& control, RunListener& listener) {
    RunSummary summary = summary_with(RunState::finished);
    summary.plan = plan_run(options.spec);
    listener.on_plan(summary.plan);
    try {
      for (int step = 1; step <= steps; ++step) {
        control.wait_for_turn();
        for (const std::string& arm : summary.plan.arms) {
          const double accuracy = arm == "deficit" ? 0.5 : 0.6;
          listener.on_metrics(arm, std::vector<MetricRow>{metric_row(step, metric::train_loss, 1.0 / step),
                                                          metric_row(step, metric::test_accuracy, accuracy)});
        }
        RunProgress progress;
        progress.arm = "deficit";
        progress.step = progress.steps_done = step;
        progress.steps_in_all = steps;
        progress.activity = "training";
        listener.on_progress(progress);
      }
    } catch (const CancelledError&) {
      summary.status.state = RunState::cancelled;
    }
    return summary;
  };
}

/// Until somebody cancels; then throws CancelledError.
inline void wait_until_cancelled(const CancellationToken& token) {
  while (!token.is_cancelled()) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  token.throw_if_cancelled();
}

}  // namespace imprint::test
