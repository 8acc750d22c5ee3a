// SPDX-License-Identifier: GPL-3.0-or-later
// A finished sweep whose runs were written by hand, so that every number is known.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "app/workflow/sweep/sweep_directory.h"
#include "core/store/metrics_file.h"

namespace imprint::test {

/// Onsets 0 and 40, lengths 10 and 20 of 100 steps, eight seeds, 10 steps an epoch.
inline SweepSpec window_grid() {
  SweepSpec sweep;
  sweep.base.name = "windows";
  sweep.base.training.iterations = 100;
  sweep.base.training.batch_size = 10;
  sweep.base.comparison.final_value = "last";
  sweep.base.deficits = {{.kind = "precision", .length = 20, .unit = "iteration", .bits = 2}};
  sweep.axes = {{"deficit.0.onset", {"0", "40"}},
                {"deficit.0.length", {"10", "20"}},
                {"seed", {"1", "2", "3", "4", "5", "6", "7", "8"}}};
  return sweep;
}

/// What remains at the end: early windows .05 + .01 seed, twice as much for long ones; late ones +-.001.
inline double damage_left(const SweepLeaf& leaf) {
  const auto seed = static_cast<double>(leaf.spec.seed);
  if (leaf.windows[0].begin > 0) return leaf.spec.seed % 2 == 0 ? 0.001 : -0.001;
  const bool is_long = leaf.windows[0].end - leaf.windows[0].begin > 10;
  return (0.05 + 0.01 * seed) * (is_long ? 2 : 1);
}

inline void write_leaf(const SweepDirectory& directory, const SweepLeaf& leaf) {
  const RunDirectory run = directory.run(leaf);
  std::filesystem::create_directories(run.root());
  run.write_config(leaf.spec);
  run.write_plan({.total_steps = 100,
                  .steps_per_epoch = 10,
                  .train_samples = 100,
                  .test_samples = 10,
                  .parameters = 1,
                  .macs_per_sample = 1,
                  .deficit_windows = leaf.windows,
                  .arms = {"deficit"}});
  std::vector<MetricRow> rows;
  for (std::int64_t step = 0; step <= 100; step += 10) {
    double gap = 0;
    if (!leaf.windows.empty() && step > leaf.windows[0].begin)
      gap = step >= leaf.windows[0].end + 20 ? damage_left(leaf) : 0.3;
    const double epoch = static_cast<double>(step) / 10;
    rows.push_back({.step = step, .epoch = epoch, .metric = metric::test_accuracy, .value = 0.9 - gap});
    rows.push_back(
        {.step = step, .epoch = epoch, .metric = metric::relative_cost, .value = leaf.is_baseline ? 0.0625 : 0.05});
    rows.push_back({.step = step, .epoch = epoch, .metric = metric::fisher_trace, .value = 4, .standard_error = 0.5});
    for (const auto& [layer, value] : {std::pair("conv1", 1.0), std::pair("conv2", -1.0), std::pair("fc", 2.0)})
      rows.push_back({.step = step, .epoch = epoch, .metric = "fisher/trace/" + std::string(layer), .value = value});
  }
  MetricsWriter(run.metrics(), 0).append(rows);
  run.write_status({.state = RunState::finished, .step = 100, .total_steps = 100});
}

/// All of it, finished.
inline SweepDirectory store_sweep(const std::filesystem::path& folder) {
  const SweepDirectory directory(folder);
  const SweepSpec sweep = window_grid();
  const SweepPlan plan = plan_sweep(sweep, [](const DatasetSpec&) { return 100; }, {1});
  directory.create(sweep, plan);
  for (const SweepLeaf& leaf : plan.leaves)
    if (leaf.same_as < 0) write_leaf(directory, leaf);
  return directory;
}

}  // namespace imprint::test
