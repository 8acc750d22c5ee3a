// SPDX-License-Identifier: GPL-3.0-or-later
// Stored runs whose metrics a test writes itself, and the figures of them.
#pragma once

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include "app/figure/figure_job.h"
#include "core/base/atomic_file.h"
#include "core/spec/spec_io.h"
#include "core/store/metric_lines.h"
#include "tests/support/stored_runs.h"
#include "tests/support/temporary_folder.h"

namespace imprint::test {

/// value(step) of a metric at steps 0, 50, 100 ... `last`.
struct Written {
  std::string metric = "test/accuracy";
  std::function<double(std::int64_t)> value;
  std::int64_t last = 1000;
  double standard_error = no_value;
};

inline void write_metrics(const std::filesystem::path& run, const std::vector<Written>& all) {
  std::string text(metrics_header);
  for (const Written& written : all)
    for (std::int64_t step = 0; step <= written.last; step += 50)
      text += metric_line({.step = step,
                           .epoch = static_cast<double>(step) / 50,
                           .wall_seconds = 0.01 * static_cast<double>(step),
                           .metric = written.metric,
                           .value = written.value(step),
                           .standard_error = written.standard_error});
  write_file_atomically(run / "metrics.csv", text);
}

class FigureRuns {
 public:
  /// A run of 20 epochs of 50 steps with a 2-bit deficit in the first 5; no baseline unless `look.damage`.
  std::filesystem::path add(const std::string& name, const StoredLook& look, const std::vector<Written>& metrics) {
    const RunDirectory run = store_run(folder_ / name, look);
    if (!metrics.empty()) write_metrics(run.root(), metrics);
    return run.root();
  }

  /// Changes the stored spec of a run.
  void change(const std::string& name, const std::function<void(ExperimentSpec&)>& action) {
    const RunDirectory run(folder_ / name);
    ExperimentSpec spec = run.read_config();
    action(spec);
    write_file_atomically(run.config(), spec_to_json(spec));
  }

  FigureContent drawn(const PanelRecipe& panel) const {
    FigureRecipe recipe;
    recipe.panels = {panel};
    return collect_figure(recipe, folder_.path());
  }
  const std::filesystem::path& folder() const { return folder_.path(); }

 private:
  TemporaryFolder folder_;
};

/// The series of that label; nullptr when there is none.
inline const FigureSeries* series_called(const FigurePanel& panel, const std::string& label) {
  const auto found = std::ranges::find(panel.series, label, &FigureSeries::label);
  return found == panel.series.end() ? nullptr : &*found;
}

/// The labels of the legend, in its order.
inline std::vector<std::string> labels_of(const FigurePanel& panel) {
  std::vector<std::string> labels;
  for (const FigureSeries& series : panel.series)
    if (!series.label.empty()) labels.push_back(series.label);
  return labels;
}

}  // namespace imprint::test
