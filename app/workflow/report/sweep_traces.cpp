// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workflow/report/sweep_traces.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "core/base/error.h"
#include "core/results/metric_row.h"
#include "core/spec/sweep_spec.h"
#include "core/store/metrics_file.h"
#include "core/store/run_directory.h"

namespace imprint {
namespace {

std::string label_of(const SweepLeaf& leaf) {
  std::string label = leaf.is_baseline ? "baseline" : "";
  for (const Coordinate& coordinate : leaf.coordinates)
    label += (label.empty() ? "" : ", ") + short_sweep_key(coordinate.key) + " " + coordinate.value;
  return label.empty() ? "all seeds" : label;
}

std::vector<MetricRow> rows_of(const std::filesystem::path& directory, const SweepPlan& plan, const SweepLeaf& leaf) {
  const SweepLeaf& run = leaf.same_as >= 0 ? plan.leaves[static_cast<std::size_t>(leaf.same_as)] : leaf;
  const auto file = RunDirectory(directory / "runs" / run.id).metrics();
  try {
    if (std::filesystem::exists(file)) return read_metrics(file);
  } catch (const InputError&) {
    // One damaged file must not hide the others.
  }
  return {};
}

void add_run(TraceGroup& group, const std::vector<MetricRow>& rows, const char* metric) {
  std::vector<BandPoint> run;
  for (const MetricRow& row : rows)
    if (row.metric == metric && std::isfinite(row.value))
      run.push_back({static_cast<double>(row.step), row.value, {}, 1});
  if (!run.empty()) group.runs.push_back(std::move(run));
}

void take_mean(TraceGroup& group) {
  std::map<double, BandPoint> at;
  for (const auto& run : group.runs)
    for (const BandPoint& point : run) {
      BandPoint& sum = at[point.x];
      sum.x = point.x;
      sum.mean += point.mean;
      ++sum.count;
    }
  for (auto& [x, point] : at) {
    point.mean /= point.count;
    group.mean.push_back(point);
  }
}

}  // namespace

SweepTraces load_sweep_traces(const std::filesystem::path& directory, const SweepPlan& plan) {
  SweepTraces traces;
  std::map<std::string, int> index_of;
  std::vector<int> of_leaf;
  for (const SweepLeaf& leaf : plan.leaves) {
    const std::string label = label_of(leaf);
    const auto [known, is_new] = index_of.emplace(label, static_cast<int>(traces.conditions.size()));
    of_leaf.push_back(known->second);
    if (is_new)
      traces.conditions.push_back({label,
                                   leaf.coordinates,
                                   leaf.windows,
                                   leaf.spec.deficits.empty() ? "" : leaf.spec.deficits.front().kind,
                                   -1,
                                   {},
                                   {}});
    TraceCondition& condition = traces.conditions[static_cast<std::size_t>(known->second)];
    const std::vector<MetricRow> rows = rows_of(directory, plan, leaf);
    add_run(condition.fisher, rows, metric::fisher_trace);
    add_run(condition.hessian, rows, metric::hessian_trace);
    traces.runs += rows.empty() ? 0 : 1;
    traces.steps_per_epoch = leaf.steps_per_epoch;
  }
  for (std::size_t i = 0; i < plan.leaves.size(); ++i)
    if (plan.leaves[i].baseline >= 0)
      traces.conditions[static_cast<std::size_t>(of_leaf[i])].baseline =
          of_leaf[static_cast<std::size_t>(plan.leaves[i].baseline)];
  for (TraceCondition& condition : traces.conditions) {
    take_mean(condition.fisher);
    take_mean(condition.hessian);
  }
  return traces;
}

}  // namespace imprint
