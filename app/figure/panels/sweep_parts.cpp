// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/figure/panels/sweep_parts.h"

#include <algorithm>

#include "app/figure/panels/source_filter.h"
#include "app/workflow/sweep/sweep_directory.h"
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/spec/spec_fields.h"
#include "core/spec/sweep_spec.h"

namespace imprint {
namespace {

std::vector<std::string> short_names(const std::vector<std::string>& keys) {
  std::vector<std::string> names;
  for (const std::string& key : keys) names.push_back(short_sweep_key(key));
  return names;
}

std::string known_axis(const SweepReport& report, const std::string& name, const char* field) {
  std::string key = sweep_key(name);
  if (std::ranges::find(report.axes, key) != report.axes.end()) return key;
  throw InputError(std::string(field) + " must be " + join_choices(short_names(report.axes)) +
                   ", which the sweep varies, but is \"" + name + "\"");
}

bool same_number(const std::string& a, const std::string& b) {
  try {
    return parse_double(a) == parse_double(b);
  } catch (const InputError&) {
    return false;
  }
}

std::string known_value(const SweepReport& report, const std::string& key, const std::string& value) {
  const auto values = axis_values(report, key);
  for (const std::string& known : values)
    if (known == value || same_number(known, value)) return known;
  throw InputError("at: " + short_sweep_key(key) + " must be " + join_choices(values) + ", but is " + value);
}

/// The first varied axis that is neither fixed nor `taken`; empty when there is none.
std::string free_axis(const SweepCut& cut, const std::string& taken) {
  for (const std::string& axis : varied_axes(*cut.report))
    if (axis != taken && !cut.fixed.contains(axis)) return axis;
  return {};
}

/// An axis that nobody chose stands at its first value, and that is told.
void fix_the_rest(PanelTask& task, SweepCut& cut) {
  for (const std::string& axis : varied_axes(*cut.report)) {
    if (axis == cut.x_key || axis == cut.line_key || cut.fixed.contains(axis)) continue;
    const auto values = axis_values(*cut.report, axis);
    if (values.size() < 2) continue;
    cut.fixed[axis] = values.front();
    note(task, cut.source + ": " + short_sweep_key(axis) + " stands at " + values.front() + "; at = [\"" +
                   short_sweep_key(axis) + "=...\"] takes another of " + join_choices(values));
  }
}

SweepCut cut_of(PanelTask& task, const std::string& source, const SweepReport& report, bool two_axes) {
  SweepCut cut{source, &report, SweepDirectory(task.sources.resolved(source)).read_spec().base, {}, {}, {}};
  const PanelRecipe& panel = task.panel;
  for (const std::string& assignment : panel.at) {
    const auto [key, value] = fixed_field(assignment);
    cut.fixed[known_axis(report, key, "at")] = known_value(report, key, value);
  }
  if (!panel.x_axis.empty()) cut.x_key = known_axis(report, panel.x_axis, "x_axis");
  if (!panel.line_axis.empty()) cut.line_key = known_axis(report, panel.line_axis, "line_axis");
  if (cut.x_key.empty()) cut.x_key = free_axis(cut, cut.line_key);
  if (cut.x_key.empty() && !report.axes.empty()) cut.x_key = report.axes.front();
  if (two_axes && cut.line_key.empty()) cut.line_key = free_axis(cut, cut.x_key);
  if (cut.line_key == cut.x_key) cut.line_key.clear();
  return cut;
}

std::string unit_words(const std::string& unit) {
  if (unit == "fraction") return "fraction of training";
  return unit == "epoch" ? "epochs" : "iterations";
}

}  // namespace

std::vector<SweepCut> sweep_cuts(PanelTask& task, bool two_axes) {
  std::vector<SweepCut> cuts;
  for (const std::string& source : task.panel.sources) {
    const SweepReport* report = task.sources.sweep(source, task.panel.interval);
    if (report == nullptr) continue;
    cuts.push_back(cut_of(task, source, *report, two_axes));
    if (two_axes) fix_the_rest(task, cuts.back());
  }
  return cuts;
}

std::string field_axis_label(const ExperimentSpec& base, const std::string& key) {
  ExperimentSpec copy = base;
  const Field field = find_spec_field(copy, key);
  const bool is_time = key.ends_with(".onset") || key.ends_with(".length");
  if (key.ends_with(".kind")) return "Deficit";
  if (is_time && !base.deficits.empty()) return field.label + " (" + unit_words(base.deficits.front().unit) + ")";
  return field.label + (field.unit.empty() ? "" : " (" + field.unit + ")");
}

std::string value_words(const ExperimentSpec& base, const std::string& key, const std::string& value) {
  if (!key.ends_with(".kind") || base.deficits.empty()) return value;
  ExperimentSpec one;
  one.deficits = {base.deficits.front()};
  one.deficits.front().kind = value;
  return deficit_words(one);
}

std::string place_words(const SweepCut& cut, const std::string& key, const std::string& value) {
  return key.ends_with(".kind") ? value_words(cut.base, key, value) : field_words(key, value);
}

std::string fixed_words(const SweepCut& cut) {
  std::string words;
  for (const auto& [key, value] : cut.fixed) words += (words.empty() ? "; here " : ", ") + place_words(cut, key, value);
  return words;
}

std::string condition_words(const SweepCut& cut, const ConditionReport& condition) {
  std::string words;
  for (const std::string& axis : varied_axes(*cut.report)) {
    const std::string value = coordinate_of(condition, axis);
    if (value.empty() || cut.fixed.contains(axis)) continue;
    words += (words.empty() ? "" : ", ") + place_words(cut, axis, value);
  }
  return words.empty() ? condition.label : words;
}

bool has_fixed(const SweepCut& cut, const ConditionReport& condition) {
  return std::ranges::all_of(cut.fixed,
                             [&](const auto& axis) { return coordinate_of(condition, axis.first) == axis.second; });
}

std::string final_evaluation_words(const std::string& rule) {
  return rule + (rule.starts_with("median") ? " evaluations" : " evaluation") + " after the deficit";
}

std::string intervals_words(const SweepReport& report, const std::string& what, std::size_t most_seeds) {
  const int fewest = fewest_values(report.interval);
  if (static_cast<int>(most_seeds) < fewest) return "; " + what + " need " + std::to_string(fewest) + " seeds";
  return "; " + what + ": " + interval_words(report.interval, report.level) + "s";
}

std::string no_clean_step_words(const SweepCut& cut) {
  std::string words;
  for (const ConditionReport& condition : cut.report->conditions) {
    if (condition.runs.empty() || !condition.damage.no_clean_step || !has_fixed(cut, condition)) continue;
    words += (words.empty() ? "" : "; ") + condition_words(cut, condition);
  }
  return words.empty() ? words : "; left out, as the deficit reaches the end and no clean step follows: " + words;
}

std::string why_no_sweep(const PanelTask& task) { return "No sweep in " + listed(task.panel.sources); }

}  // namespace imprint
