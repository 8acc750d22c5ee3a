// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/figure/panels/figure_sources.h"

#include <algorithm>
#include <atomic>
#include <thread>

#include "app/figure/panels/panel_kind.h"
#include "app/figure/panels/source_filter.h"
#include "app/workflow/sweep/sweep_directory.h"
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/store/run_list.h"

namespace imprint {
namespace {

namespace fs = std::filesystem;

constexpr unsigned most_readers = 8;

/// "run-2" before "run-10".
bool natural_less(const std::string& a, const std::string& b) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  std::size_t i = 0, j = 0;
  while (i < a.size() && j < b.size()) {
    if (!is_digit(a[i]) || !is_digit(b[j])) {
      if (a[i] != b[j]) return a[i] < b[j];
      ++i, ++j;
      continue;
    }
    const std::size_t i_end = std::min(a.find_first_not_of("0123456789", i), a.size());
    const std::size_t j_end = std::min(b.find_first_not_of("0123456789", j), b.size());
    if (i_end - i != j_end - j) return i_end - i < j_end - j;
    if (const int order = a.compare(i, i_end - i, b, j, j_end - j); order != 0) return order < 0;
    i = i_end, j = j_end;
  }
  return a.size() - i < b.size() - j;
}

std::vector<fs::path> sorted_runs(const fs::path& folder) {
  std::vector<fs::path> found = find_runs(folder);
  std::ranges::sort(found, [](const fs::path& a, const fs::path& b) { return natural_less(a.native(), b.native()); });
  return found;
}

std::string below(const std::string& folder, const fs::path& name) {
  return (fs::path(folder) / name).lexically_normal().string();
}

ReportOptions options_for(const std::string& interval) {
  ReportOptions options;
  if (interval != "sweep") options.interval = mean_interval_kind_from(interval);
  return options;
}

}  // namespace

std::string left_out(const std::exception& error, const fs::path& path, const std::string& shown) {
  std::string text = error.what();
  const std::string full = path.string();
  for (std::size_t at = 0; !full.empty() && (at = text.find(full, at)) != std::string::npos; at += shown.size())
    text.replace(at, full.size(), shown);
  return "left out " + (text.starts_with(shown) ? text : shown + ": " + text);
}

std::vector<std::string> wanted_metrics(const PanelRecipe& panel) {
  const PanelKind* kind = find_panel_kind(panel.kind);
  return kind == nullptr || kind->metrics == nullptr ? std::vector<std::string>() : kind->metrics(panel);
}

FigureSources::FigureSources(const FigureRecipe& recipe, fs::path base) : base_(std::move(base)) {
  for (const PanelRecipe& panel : recipe.panels)
    for (const std::string& metric : wanted_metrics(panel))
      if (std::ranges::find(wanted_, metric) == wanted_.end()) wanted_.push_back(metric);
}

fs::path FigureSources::resolved(const std::string& source) const {
  return (base_ / expand_home(source)).lexically_normal();
}

void FigureSources::note(const std::string& text) {
  if (std::ranges::find(notes_, text) == notes_.end()) notes_.push_back(text);
}

/// A run that is not over is drawn as far as it is.
void FigureSources::note_state(const RunDirectory& run, const std::string& shown) {
  std::error_code error;
  if (!fs::exists(run.status(), error)) return;  // a baseline inside a run has none of its own
  const RunStatus status = run.read_status();
  if (status.state == RunState::finished) return;
  note(shown + " is " + to_string(status.state) + " at step " + std::to_string(status.step) + " of " +
       std::to_string(status.total_steps) + ": drawn as far as it goes");
}

void FigureSources::add_run(Runs& runs, const fs::path& directory, const std::string& shown, bool is_baseline) {
  try {
    auto run = std::make_unique<FigureRun>();
    const RunDirectory stored(directory);
    run->directory = directory;
    run->shown = shown;
    run->spec = stored.read_config();
    run->is_baseline = is_baseline;
    if (is_baseline) run->spec.deficits.clear();
    // A baseline inside a run has the plan of that run.
    std::error_code unreadable;
    run->plan = RunDirectory(fs::exists(stored.plan(), unreadable) ? directory : directory.parent_path()).read_plan();
    note_state(stored, shown);
    runs.push_back(std::move(run));
  } catch (const std::exception& error) {
    note(left_out(error, directory, shown));
  }
}

FigureSources::Runs FigureSources::stored_runs(const fs::path& folder, const std::string& source) {
  Runs runs;
  const bool is_run = RunDirectory(folder).exists();
  for (const fs::path& directory : is_run ? std::vector<fs::path>{folder} : sorted_runs(folder)) {
    const std::string shown = is_run ? source : below(source, directory.lexically_relative(folder));
    const RunDirectory run(directory);
    add_run(runs, directory, shown, false);
    if (run.baseline().exists()) add_run(runs, run.baseline().root(), below(shown, "baseline"), true);
  }
  return runs;
}

FigureSources::Runs FigureSources::sweep_runs(const fs::path& folder, const std::string& source) {
  Runs runs;
  const SweepDirectory sweep(folder);
  const SweepPlan plan = sweep.read_plan();
  int missing = 0;
  for (const SweepLeaf& leaf : plan.leaves) {
    if (leaf.same_as >= 0) continue;  // the very same run stands there already
    if (!sweep.run(leaf).exists() || !fs::exists(sweep.run(leaf).plan()))
      ++missing;
    else
      add_run(runs, sweep.run(leaf).root(), below(source, fs::path("runs") / leaf.id), leaf.is_baseline);
  }
  if (missing > 0) note(source + ": " + std::to_string(missing) + " runs of the sweep have not begun");
  return runs;
}

const FigureSources::Runs& FigureSources::runs_in(const std::string& source) {
  if (const auto known = runs_.find(source); known != runs_.end()) return known->second;
  const fs::path folder = resolved(source);
  Runs runs;
  std::error_code error;
  try {
    if (!fs::exists(folder, error))
      note("left out " + source + ": there is no such folder");
    else
      runs = SweepDirectory(folder).exists() && !RunDirectory(folder).exists() ? sweep_runs(folder, source)
                                                                               : stored_runs(folder, source);
    if (runs.empty() && fs::exists(folder, error)) note(source + ": holds no run that can be read");
  } catch (const InputError& problem) {
    note(left_out(problem, folder, source));
  }
  return runs_[source] = std::move(runs);
}

std::vector<const FigureRun*> FigureSources::runs_of(const PanelRecipe& panel) {
  std::vector<const FigureRun*> chosen;
  const SourceFilter filter(panel);
  for (const std::string& source : panel.sources)
    for (const auto& run : runs_in(source))
      if (filter.matches(*run) && std::ranges::find(chosen, run.get()) == chosen.end()) chosen.push_back(run.get());
  return chosen;
}

FigureSources::MetricsFile FigureSources::read_file(const FigureRun& run) const {
  try {
    return {read_metric_columns(RunDirectory(run.directory).metrics(), wanted_), {}};
  } catch (const std::exception& error) {  // in a thread of its own: nothing may leave it
    return {{}, left_out(error, run.directory, run.shown)};
  }
}

void FigureSources::read(std::span<const FigureRun* const> runs) {
  std::vector<const FigureRun*> unread;
  for (const FigureRun* run : runs)
    if (!files_.contains(run->directory)) unread.push_back(run);
  std::vector<MetricsFile> read(unread.size());
  std::atomic<std::size_t> next = 0;
  {
    std::vector<std::jthread> readers;
    const std::size_t most = std::clamp(std::thread::hardware_concurrency(), 1U, most_readers);
    for (std::size_t k = 0; k < std::min(most, unread.size()); ++k)
      readers.emplace_back([&] {
        for (std::size_t i; (i = next++) < unread.size();) read[i] = read_file(*unread[i]);
      });
  }
  for (std::size_t i = 0; i < unread.size(); ++i) {
    if (!read[i].problem.empty()) note(read[i].problem);
    files_[unread[i]->directory] = std::move(read[i]);
  }
}

const std::vector<MetricColumn>& FigureSources::columns(const FigureRun& run) {
  const FigureRun* const one[] = {&run};
  read(one);
  return files_.at(run.directory).columns;
}

bool FigureSources::is_readable(const FigureRun& run) {
  columns(run);
  return files_.at(run.directory).problem.empty();
}

const MetricColumn* FigureSources::column(const FigureRun& run, const std::string& metric) {
  const auto& all = columns(run);
  const auto found = std::ranges::find(all, metric, &MetricColumn::metric);
  return found == all.end() ? nullptr : &*found;
}

const SweepReport* FigureSources::sweep(const std::string& source, const std::string& interval) {
  const std::pair key(source, interval);
  if (const auto known = sweeps_.find(key); known != sweeps_.end()) return known->second.get();
  std::unique_ptr<SweepReport> report;
  try {
    if (!SweepDirectory(resolved(source)).exists())
      throw InputError("holds no sweep, which is what this panel is drawn from");
    report = std::make_unique<SweepReport>(report_sweep(resolved(source), options_for(interval)));
    const int missing = report->leaves - report->finished;
    if (missing > 0)
      note(source + ": " + std::to_string(missing) + " of " + std::to_string(report->leaves) +
           " runs are not finished");
  } catch (const InputError& error) {
    note(left_out(error, resolved(source), source));
  }
  return (sweeps_[key] = std::move(report)).get();
}

}  // namespace imprint
