// SPDX-License-Identifier: GPL-3.0-or-later
// One experiment as a long job, run alike by the command line, the studio and the tests. No torch in this header.
#pragma once

#include <filesystem>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "app/workflow/compare/continuation_cost.h"
#include "app/workflow/compare/treatment.h"
#include "app/workflow/control/run_control.h"
#include "core/results/final_values.h"
#include "core/results/metric_row.h"
#include "core/results/probe_row.h"
#include "core/results/run_records.h"
#include "core/spec/experiment_spec.h"

namespace imprint {

/// Hears what a run does, on the run's own thread. Rows arrive in the order in which they are stored.
class RunListener {
 public:
  virtual ~RunListener() = default;
  virtual void on_plan(const RunPlan&) {}
  virtual void on_metrics(const std::string& /*arm*/, std::span<const MetricRow>) {}
  /// How the curvature numbers of one probe were measured, before their rows come.
  virtual void on_probe(const std::string& /*arm*/, std::span<const ProbeRow>) {}
  virtual void on_progress(const RunProgress&) {}
  /// `on_progress` is called at most so often; 0 = after every step.
  virtual double seconds_between_progress() const { return 0.1; }
  /// The job turned to something else: "loading data", "training", "evaluating", "measuring curvature".
  virtual void on_activity(const std::string& /*activity*/) {}
  virtual void on_message(const std::string& /*text*/) {}
};

struct RunOptions {
  ExperimentSpec spec;              // ignored when resuming: the stored one counts
  std::filesystem::path directory;  // the run directory; must be new or empty unless `resume`
  bool resume = false;
};

/// How a run ended.
struct RunSummary {
  RunStatus status;
  RunPlan plan;
  std::optional<ComparisonResult> comparison;         // with [comparison] baseline = true, once both arms are done
  Treatment treatment = {};                           // what the deficit arm has and the baseline goes without
  std::optional<ContinuationCost> continuation = {};  // of a run that went on in 16 bits beside its baseline
  FinalValues finals;  // scores of the deficit arm, by the spec's final_value rule; none unless it has finished
  double relative_cost = std::numeric_limits<double>::quiet_NaN();
  double wall_seconds = 0;
  double probe_seconds = 0;               // of this session, spent on curvature
  std::vector<std::string> notices = {};  // what was damaged or lost, and how it was mended
};

/// Runs the experiment to its end. Whatever ends it once the directory holds a run comes back in the summary's status,
/// which status.json tells, too, with all metrics kept. Throws before that, leaving no directory or the one that is
/// there as it is: InputError for a bad spec, bad data, a directory that is in use, and a run that was begun under
/// another spec.
RunSummary run_experiment(const RunOptions& options, RunControl& control, RunListener& listener);

}  // namespace imprint
