// SPDX-License-Identifier: GPL-3.0-or-later
// What the leaves of a sweep say together: damage of every condition against its seed-paired baselines, how it is
// recovered from, where in training it is worst, and what predicts it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "analysis/critical/confidence_interval.h"
#include "app/workflow/compare/continuation_cost.h"
#include "app/workflow/report/damage_statistics.h"
#include "app/workflow/report/predictors.h"
#include "app/workflow/sweep/sweep_plan.h"
#include "core/results/run_records.h"

namespace imprint {

/// Mean over seeds at one place, with its interval of the report's kind.
struct BandPoint {
  double x = 0;
  double mean = 0;
  std::optional<ConfidenceInterval> interval = {};
  int count = 0;  // seeds
};

/// The runs of one condition, which differ in their seed alone.
struct ConditionReport {
  std::vector<Coordinate> coordinates;  // in the order of the axes
  std::string label;                    // "onset 0.2, length 0.1"
  StepWindow window;                    // from the first deficit's begin to the last one's end
  std::vector<ComparedRun> runs;        // seeds ascending
  DamageStatistics damage;              // damage.interval at `level`; p-values by sign flips, adjusted by Holm
  std::vector<BandPoint> recovery;      // x = steps since the deficit's end, mean = gap to the baseline
  int recovered = 0;                    // runs that stay within the margin until the end
  std::optional<double> median_steps_to_recover;  // of those
  std::optional<double> fisher_at_end;  // mean over seeds of fisher/trace at the first probe at or after the end
  std::optional<double> hessian_at_end;
  std::vector<ContinuationCost> costs;  // of the runs that went on in 16 bits, beside their baselines
  std::vector<std::string> missing;     // leaves that are not finished, with their reason
  std::vector<std::string> same;        // "onset=0_seed=1: the same as baseline_seed=1, all 100 steps"
};

/// What the caller asks for in place of the sweep's own settings.
struct ReportOptions {
  std::optional<IntervalKind> interval = {};  // else what the sweep's file says, [sweep] interval
  double level = 0.95;
  int resamples = 10'000;
  std::string metric = {};  // what damage is measured in; else what the sweep's file says, comparison.metric
};

struct SweepReport {
  std::string name;
  std::string metric;
  std::string final_value;
  double margin = 0;
  bool continues = false;                           // its runs go on in 16 bits and have no deficits
  IntervalKind interval = IntervalKind::student_t;  // of all means in it
  double level = 0.95;
  std::int64_t steps_per_epoch = 1;
  std::int64_t independent_steps = 0, planned_steps = 0;
  std::vector<std::string> axes;            // keys, without the seed
  std::vector<ConditionReport> conditions;  // in the order of the plan
  std::vector<PredictorReport> predictors;  // of conditions with a clean step
  int finished = 0, leaves = 0;
  std::string outdated;  // what an older version planned wrongly; those runs don't count
};

/// Reads what is there, finished or not: leaves that are still missing are named. Throws InputError for a folder
/// without a sweep, and for a metric that its evaluations don't give.
SweepReport report_sweep(const std::filesystem::path& directory, const ReportOptions& options = {});

/// For people, and for programs (every number above, NaN as null).
std::string sweep_report_markdown(const SweepReport& report);
std::string sweep_report_json(const SweepReport& report);

}  // namespace imprint
