// SPDX-License-Identifier: GPL-3.0-or-later
// The integer bits of schedules over training, of names, files and stored runs.
#include <algorithm>
#include <cmath>
#include <optional>

#include "app/figure/panels/panel_parts.h"
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/results/metric_row.h"
#include "core/schedule/precision_plan.h"
#include "core/schedule/schedule_source.h"
#include "core/spec/batch_sizes.h"
#include "core/spec/spec_io.h"
#include "core/store/run_directory.h"

namespace imprint {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t made_up_epoch = 1000;  // steps, where nobody says how many there are
constexpr std::int64_t most_visited_steps = 400'000;

/// One schedule to be drawn.
struct Planned {
  std::string label = {};
  ExperimentSpec spec = {};
  RunLength length = {};
  bool is_baseline = false;
};

RunLength length_without_run(const ExperimentSpec& spec) {
  const BatchSizes batches{spec.dataset.train_limit, spec.training.batch_size};
  return run_length(spec, batches.samples > 0 ? batches.steps_per_epoch() : made_up_epoch);
}

Planned planned_name(const std::string& name) {
  Planned planned{.label = name};
  read_schedule(name, planned.spec.precision);
  planned.length = length_without_run(planned.spec);
  return planned;
}

Planned planned_file(const fs::path& file) {
  Planned planned;
  if (file.extension() == ".toml") {
    planned.spec = load_spec(file);
    require_valid(planned.spec);
  } else {
    read_schedule(file.string(), planned.spec.precision);
  }
  planned.label = file.extension() == ".toml" ? planned.spec.name : file.stem().string();
  planned.length = length_without_run(planned.spec);
  return planned;
}

Planned planned_run(const FigureRun& run) {
  Planned planned{.label = run.spec.name, .spec = run.spec};
  planned.length = {run.plan.total_steps, run.plan.total_steps, run.plan.steps_per_epoch, run.plan.deficit_windows};
  if (run.is_baseline) planned.length.windows.clear();
  planned.is_baseline = run.is_baseline;
  return planned;
}

/// Points at every change and at the end. Long runs are visited at every k-th step.
FigurePiece stairs(const PrecisionPlan& plan, const StepsShown& shown, Operand operand) {
  const std::int64_t total = plan.length().total_steps;
  const std::int64_t stride = std::max<std::int64_t>(1, total / most_visited_steps);
  FigurePiece piece;
  for (std::int64_t step = 0; step < total; step += stride) {
    const double bits = format_of(plan.at(step), operand).bits;
    if (piece.empty() || bits != piece.back().y) piece.push_back({shown(static_cast<double>(step)), bits});
  }
  if (!piece.empty()) piece.push_back({shown(static_cast<double>(total)), piece.back().y});
  return piece;
}

class ScheduleCollector {
 public:
  explicit ScheduleCollector(PanelTask& task) : task_(task) {}

  FigurePanel collect() {
    const PanelRecipe& recipe = task_.panel;
    FigurePanel panel{
        .kind = recipe.kind, .x = x_axis_of(recipe, step_axis_label(x_unit())), .y = y_axis_of(recipe, "Bits")};
    panel.y.whole_numbers = true;
    for (const std::string& source : recipe.sources) take(source);
    if (planned_.empty())
      return empty_panel(task_, panel.x, panel.y, "No schedule could be read from " + listed(recipe.sources));
    shorten_labels();
    for (const Planned& planned : planned_) draw(panel, planned);
    if (recipe.windows) panel.spans = spans();
    panel.caption = "Integer bits over training of " + names() + (draws_backward() ? ", forward and backward" : "") +
                    (panel.spans.empty() ? "." : "; shaded: the deficit.");
    return panel;
  }

 private:
  /// Seconds are not known before a run.
  std::string x_unit() const { return task_.panel.x == "seconds" ? "epoch" : task_.panel.x; }

  bool draws(const char* metric) const {
    const auto& metrics = task_.panel.metrics;
    return std::ranges::find(metrics, metric) != metrics.end();
  }
  bool draws_backward() const { return draws(metric::backward_bits); }
  bool draws_forward() const { return task_.panel.metrics.empty() || draws(metric::forward_bits) || !draws_backward(); }
  /// Weights stand beside activations where they have bits of their own.
  bool draws_weights(const PrecisionPlan& plan) const { return draws_forward() && plan.weights_may_part(); }

  void take(const std::string& source) {
    try {
      std::error_code error;
      const fs::path path = task_.sources.resolved(source);
      if (fs::is_directory(path, error))
        take_runs(source);
      else if (is_schedule_file(source))
        planned_.push_back(planned_file(path));
      else
        planned_.push_back(planned_name(source));
    } catch (const InputError& error) {
      note(task_, left_out(error, task_.sources.resolved(source), source));
    }
  }

  /// One run a condition: seeds have the same bits.
  void take_runs(const std::string& source) {
    PanelRecipe only = task_.panel;
    only.sources = {source};
    std::vector<std::string> unheard;
    for (const RunLine& line : run_lines(task_.sources.runs_of(only), true, unheard)) {
      planned_.push_back(planned_run(*line.runs.front()));
      planned_.back().label = line.label;
    }
  }

  /// A file that only holds one schedule of the ten is known by the schedule's name, if no other is.
  void shorten_labels() {
    for (Planned& planned : planned_)
      if (planned.label.empty() || planned.label == ExperimentSpec().name)
        planned.label = planned.spec.precision.schedule;
  }

  void draw(FigurePanel& panel, const Planned& planned) {
    try {
      const PrecisionPlan plan(planned.spec, planned.length);
      const RunPlan sizes{.total_steps = planned.length.total_steps,
                          .steps_per_epoch = planned.length.steps_per_epoch,
                          .deficit_windows = planned.length.windows};
      const StepsShown shown = steps_shown(x_unit(), sizes);
      const bool weights = draws_weights(plan), both = weights || (draws_forward() && draws_backward());
      // As in the curves: a baseline is neutral, if that tells it from the others.
      const bool reference = planned.is_baseline && !both && planned_.size() > 1;
      const auto add = [&](const std::string& label, Operand operand) {
        panel.series.push_back({.label = label,
                                .shape = SeriesShape::stairs,
                                .role = reference ? SeriesRole::reference : SeriesRole::main,
                                .look = reference ? neutral_look : look_++,
                                .pieces = {stairs(plan, shown, operand)}});
      };
      if (draws_forward())
        add(planned.label + (weights ? ", activations" : both ? ", forward" : ""), Operand::activation);
      if (weights) add(planned.label + ", weights", Operand::weight);
      if (draws_backward()) add(planned.label + ", backward", Operand::gradient);
    } catch (const InputError& error) {
      note(task_, "left out " + planned.label + ": " + error.what());
    }
  }

  std::vector<FigureSpan> spans() const {
    std::vector<FigureRun> runs;
    for (const Planned& planned : planned_)
      runs.push_back({.shown = planned.label,
                      .spec = planned.spec,
                      .plan = {.total_steps = planned.length.total_steps,
                               .steps_per_epoch = planned.length.steps_per_epoch,
                               .deficit_windows = planned.length.windows}});
    std::vector<RunLine> lines;
    for (const FigureRun& run : runs) lines.push_back({run.shown, false, {&run}});
    return deficit_spans(lines, x_unit());
  }

  std::string names() const {
    std::vector<std::string> labels;
    for (const Planned& planned : planned_) labels.push_back(planned.label);
    return listed(labels);
  }

  PanelTask& task_;
  std::vector<Planned> planned_;
  int look_ = 0;
};

FigurePanel collect_schedule(PanelTask& task) { return ScheduleCollector(task).collect(); }

}  // namespace

PanelKind schedule_panel() {
  return {.name = "schedule",
          .title = "Schedule",
          .fields = {"x", "x_range", "y_range", "windows", "x_label", "y_label"},
          .collect = collect_schedule,
          .sources = "schedule, spec file or run",
          .takes_names = true};
}

}  // namespace imprint
