// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/pages/run_lines.h"

#include <algorithm>

#include "app/studio/bridge/precision_curves.h"
#include "app/studio/theme/palette.h"
#include "app/studio/theme/theme.h"
#include "app/workflow/compare/treatment.h"
#include "core/base/error.h"
#include "core/spec/baseline_spec.h"
#include "core/spec/deficit_words.h"
#include "core/spec/spec_task.h"

namespace imprint::studio {
namespace {

QString name_of(const ShownRuns& runs, std::size_t index) {
  QString name = QString::fromStdString(runs[index]->spec.name);
  const auto has_name = [&](const auto& run) { return run->spec.name == runs[index]->spec.name; };
  if (std::ranges::count_if(runs, has_name) < 2) return name;
  const std::uint64_t seed = runs[index]->spec.seed;
  const auto is_same = [&](const auto& run) { return has_name(run) && run->spec.seed == seed; };
  if (std::ranges::count_if(runs, is_same) < 2) return name + ", seed " + QString::number(seed);
  return name + " #" + QString::number(index + 1);
}

QColor lone_colour(const RunRecord& run, bool is_baseline) {
  return is_baseline || !is_treated(run.spec) ? theme().baseline : theme().deficit;
}

QString lone_label(const RunRecord& run, bool is_baseline) {
  if (treatment_of(run.spec).lasts) return is_baseline ? "fp32" : QString::fromStdString(run.spec.continuation.format);
  if (is_baseline) return "Baseline";
  return run.plan.deficit_windows.empty() ? QString("Run") : QString("Deficit");
}

ShadedWindow shaded(const StepWindow& window, const QString& label, const QColor& colour, const StepMapping& mapping) {
  return {static_cast<double>(window.begin), static_cast<double>(window.end), label, colour, mapping};
}

ArmLook look_of(const ShownRuns& runs, std::size_t index, bool is_baseline, StepUnit unit) {
  ArmLook look;
  look.run = runs[index];
  look.arm = is_baseline ? baseline_arm : main_arm;
  look.mapping = mapping_of(*look.run, unit);
  look.style.dashed = is_baseline;
  if (runs.size() == 1) {
    look.label = lone_label(*look.run, is_baseline);
    look.style.colour = lone_colour(*look.run, is_baseline);
  } else {
    look.label = name_of(runs, index) + (is_baseline ? ", baseline" : "");
    look.style.colour = run_colour(static_cast<int>(index));
  }
  return look;
}

ChartLine metric_line(const ArmLook& look, const std::string& metric, const QString& label) {
  ChartLine line;
  line.label = label;
  line.style = look.style;
  line.mapping = look.mapping;
  line.curve = [run = look.run, arm = look.arm, metric] { return run->curves.find(arm, metric); };
  return line;
}

ChartLine fixed_line(const ArmLook& look, Curve curve, const QString& label) {
  ChartLine line;
  line.label = label;
  line.style = look.style;
  line.style.markers = false;
  line.mapping = look.mapping;
  line.exact = true;
  line.curve = [kept = std::make_shared<const Curve>(std::move(curve))] { return kept.get(); };
  return line;
}

void append_precision(const ArmLook& look, std::vector<ChartLine>& lines) {
  const RunPlan& planned = look.run->plan;
  if (planned.total_steps <= 0) return;
  const bool is_main = look.arm == main_arm;
  const PrecisionPlan plan(look.run->spec, planned.total_steps, planned.steps_per_epoch, is_main);
  lines.push_back(fixed_line(look, effective_stairs(plan, Operand::activation), look.label));
  lines.back().style.width = is_main ? 2.5 : 1.8;
  if (plan.weights_may_part()) {
    lines.push_back(fixed_line(look, effective_stairs(plan, Operand::weight), look.label + ", weights"));
    lines.back().style.width = 1.4;
  }
  if (!is_main) return;
  lines.push_back(fixed_line(look, designed_curve(plan.schedule()), look.label + ", designed"));
  lines.back().style.secondary = true;
  lines.back().style.width = 1.2;
}

}  // namespace

StepMapping mapping_of(const RunRecord& run, StepUnit unit) {
  return step_mapping(unit, run.plan.steps_per_epoch, deficit_end(run.plan));
}

bool is_aligned(const ShownRuns& runs, std::size_t index, StepUnit unit) {
  return unit != StepUnit::since_deficit || runs.size() < 2 || !runs[index]->plan.deficit_windows.empty();
}

QStringList left_out(const ShownRuns& runs, StepUnit unit) {
  QStringList names;
  for (std::size_t i = 0; i < runs.size(); ++i)
    if (!is_aligned(runs, i, unit)) names << name_of(runs, i);
  return names;
}

std::vector<ArmLook> arm_looks(const ShownRuns& runs, StepUnit unit) {
  std::vector<ArmLook> looks;
  for (const bool is_baseline : {true, false}) {
    for (std::size_t i = runs.size(); i-- > 0;) {
      if (!is_aligned(runs, i, unit)) continue;
      if (!is_baseline || has_arm(runs[i]->plan, baseline_arm)) looks.push_back(look_of(runs, i, is_baseline, unit));
    }
  }
  return looks;
}

std::vector<ChartLine> score_lines(const std::vector<ArmLook>& arms, const std::string& what) {
  std::vector<ChartLine> lines;
  for (const ArmLook& look : arms) {
    lines.push_back(metric_line(look, "test/" + what, look.label + ", test"));
    if (has_validation(look.run->spec)) {
      lines.push_back(metric_line(look, "validation/" + what, look.label + ", validation"));
      lines.back().style.secondary = true;
    }
    lines.push_back(metric_line(look, "train/" + what, look.label + ", train"));
    lines.back().style.secondary = true;
    lines.back().style.width = 1.2;
  }
  return lines;
}

std::vector<ChartLine> metric_lines(const std::vector<ArmLook>& arms, const std::string& metric) {
  std::vector<ChartLine> lines;
  for (const ArmLook& look : arms) lines.push_back(metric_line(look, metric, look.label));
  return lines;
}

std::vector<ChartLine> precision_lines(const std::vector<ArmLook>& arms) {
  std::vector<ChartLine> lines;
  for (const ArmLook& look : arms) {
    try {
      append_precision(look, lines);
    } catch (const InputError&) {
      // A stored spec that this version can't plan: the other charts still show what was measured.
    }
  }
  return lines;
}

int highest_bits(const ShownRuns& runs) {
  int highest = 0;
  for (const auto& run : runs) {
    highest = std::max(highest, run->spec.precision.max_bits);
    for (const DeficitSpec& deficit : run->spec.deficits) highest = std::max(highest, highest_forward_bits(deficit));
    for (const int constant : {run->spec.precision.weight_bits, run->spec.precision.activation_bits})
      highest = std::max(highest, constant);
  }
  return highest > 0 ? highest : 8;
}

std::vector<ShadedWindow> deficit_windows(const ShownRuns& runs, StepUnit unit) {
  std::vector<ShadedWindow> windows;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const RunRecord& run = *runs[i];
    const QColor colour = runs.size() == 1 ? theme().deficit : run_colour(static_cast<int>(i));
    for (std::size_t w = 0; w < run.plan.deficit_windows.size(); ++w) {
      const QString label = w < run.spec.deficits.size() ? QString::fromStdString(deficit_label(run.spec.deficits[w]))
                                                         : QString("deficit");
      windows.push_back(shaded(run.plan.deficit_windows[w], label, colour, mapping_of(run, unit)));
    }
    if (const StepWindow& continued = run.plan.continuation; continued.begin < continued.end)
      windows.push_back(
          shaded(continued, QString::fromStdString(run.spec.continuation.format), colour, mapping_of(run, unit)));
  }
  return windows;
}

std::vector<LegendEntry> legend_entries(const std::vector<ArmLook>& arms) {
  std::vector<LegendEntry> entries;
  for (auto look = arms.rbegin(); look != arms.rend(); ++look) entries.push_back({look->label, look->style});
  const bool has_window =
      std::ranges::any_of(arms, [](const ArmLook& a) { return !a.run->plan.deficit_windows.empty(); });
  if (has_window) {
    LineStyle style;
    style.colour = theme().deficit;
    entries.push_back({"Deficit window", style, LegendEntry::Kind::band});
  }
  return entries;
}

ValueRange axis_range(const ShownRuns& runs, StepUnit unit) {
  std::optional<ValueRange> range;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    if (!is_aligned(runs, i, unit)) continue;
    const RunRecord& run = *runs[i];
    const StepMapping mapping = mapping_of(run, unit);
    const auto last = static_cast<double>(std::max(run.plan.total_steps, run.curves.last_step()));
    const ValueRange own = {mapping.shown(0), mapping.shown(std::max(last, 1.0))};
    range = range ? united(*range, own) : own;
  }
  return range.value_or(ValueRange{0, 1});
}

double smallest_shown(const ShownRuns& runs, StepUnit unit) {
  if (runs.empty()) return 1;
  return 1 / mapping_of(*runs.front(), unit).scale;
}

}  // namespace imprint::studio
