// SPDX-License-Identifier: GPL-3.0-or-later
// What a figure reads: every run, sweep and metrics file once, however many panels draw it. What can't be read becomes
// a note; nothing here throws for a bad source.
#pragma once

#include <exception>
#include <filesystem>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "app/figure/figure_recipe.h"
#include "app/workflow/report/sweep_report.h"
#include "core/results/run_records.h"
#include "core/store/metric_columns.h"
#include "core/store/run_directory.h"

namespace imprint {

/// One arm of a stored run.
struct FigureRun {
  std::filesystem::path directory = {};  // of the arm
  std::string shown = {};                // as the recipe would name it, for notes
  ExperimentSpec spec = {};              // of a baseline without deficits
  RunPlan plan = {};
  bool is_baseline = false;  // the arm without the deficit of a run or of a sweep
};

class FigureSources {
 public:
  /// `base`: where relative sources start. Both must outlive this.
  FigureSources(const FigureRecipe& recipe, std::filesystem::path base);

  std::filesystem::path resolved(const std::string& source) const;
  /// The arms that the panel's sources, filter, `at` and `baseline` leave, sweeps in the order of their grids.
  std::vector<const FigureRun*> runs_of(const PanelRecipe& panel);
  /// The metrics of the runs' files are read, several files at a time, if they aren't yet.
  void read(std::span<const FigureRun* const> runs);
  /// nullptr when the run has not recorded it. Reads the file if `read` has not.
  const MetricColumn* column(const FigureRun& run, const std::string& metric);
  /// Whether the run's metrics could be read; a note has told why not.
  bool is_readable(const FigureRun& run);
  /// Everything that the run has of what the figure wants, in the order of the file.
  const std::vector<MetricColumn>& columns(const FigureRun& run);
  /// The report of a sweep's folder with its means' intervals of that kind (as PanelRecipe::interval); nullptr, and a
  /// note, when it holds none.
  const SweepReport* sweep(const std::string& source, const std::string& interval);

  /// Each told once.
  void note(const std::string& text);
  const std::vector<std::string>& notes() const { return notes_; }

 private:
  struct MetricsFile {
    std::vector<MetricColumn> columns;
    std::string problem;
  };
  using Runs = std::vector<std::unique_ptr<FigureRun>>;

  const Runs& runs_in(const std::string& source);
  Runs stored_runs(const std::filesystem::path& folder, const std::string& source);
  Runs sweep_runs(const std::filesystem::path& folder, const std::string& source);
  void note_state(const RunDirectory& run, const std::string& shown);
  void add_run(Runs& runs, const std::filesystem::path& directory, const std::string& shown, bool is_baseline);
  MetricsFile read_file(const FigureRun& run) const;

  std::filesystem::path base_;
  std::vector<std::string> wanted_;  // metrics, of all panels
  std::map<std::string, Runs> runs_;
  std::map<std::filesystem::path, MetricsFile> files_;
  std::map<std::pair<std::string, std::string>, std::unique_ptr<SweepReport>> sweeps_;  // by source and interval
  std::vector<std::string> notes_;
};

/// "left out SHOWN: why", with the path as the recipe names it: what a figure says must not depend on where it is made.
std::string left_out(const std::exception& error, const std::filesystem::path& path, const std::string& shown);

/// The metrics that a panel draws: its own, or those of its kind; layers as "fisher/trace/".
std::vector<std::string> wanted_metrics(const PanelRecipe& panel);

}  // namespace imprint
