// SPDX-License-Identifier: GPL-3.0-or-later
// Damage over two fields of a sweep as a map of cells.
#include <algorithm>
#include <cmath>

#include "app/curves/ticks.h"
#include "app/figure/panels/metric_words.h"
#include "app/figure/panels/sweep_parts.h"
#include "core/results/metric_info.h"

namespace imprint {
namespace {

constexpr double significant = 0.05;

/// "+2.4", "\u22120.3", "0.0".
std::string cell_text(double shown, bool points) {
  const int decimals = points ? 1 : std::abs(shown) < 0.1 ? 3 : 2;
  const double power = std::pow(10.0, decimals), rounded = std::round(std::abs(shown) * power) / power;
  const std::string text = tick_text(rounded, 1 / power, 1);
  return (rounded == 0 ? "" : shown > 0 ? "+" : "\u2212") + text;
}

std::vector<std::string> words_of(const SweepCut& cut, const std::string& key, const std::vector<std::string>& values) {
  std::vector<std::string> words;
  for (const std::string& value : values) words.push_back(key.empty() ? value : value_words(cut.base, key, value));
  return words;
}

struct MapCounts {
  std::size_t fewest = static_cast<std::size_t>(-1), most = 0;
  int empty = 0, unclean = 0;
};

void add_cell(FigureMap& map, const SweepReport& report, const HeatCell& cell, MapCounts& counts) {
  if (!cell.has_value()) {
    map.values.push_back(no_value);
    map.texts.emplace_back();
    map.framed.push_back(false);
    const bool has_runs =
        cell.condition >= 0 && !report.conditions[static_cast<std::size_t>(cell.condition)].runs.empty();
    ++(has_runs ? counts.unclean : counts.empty);
    return;
  }
  const ConditionReport& condition = report.conditions[static_cast<std::size_t>(cell.condition)];
  const double factor = shown_factor(report.metric), shown = scaled_value(condition.damage.mean, factor);
  map.values.push_back(shown);
  map.texts.push_back(cell_text(shown, factor == 100));
  map.framed.push_back(condition.damage.adjusted_p_value < significant);
  counts.fewest = std::min(counts.fewest, condition.runs.size());
  counts.most = std::max(counts.most, condition.runs.size());
}

std::string caption_of(const SweepCut& cut, const FigureMap& map, const MapCounts& counts) {
  const SweepReport& report = *cut.report;
  std::string text = "Lasting damage, baseline \u2212 deficit in " + metric_words(report.metric) + " (" +
                     final_evaluation_words(report.final_value) + "), means over seeds paired with their baselines (" +
                     count_words(counts.fewest, counts.most) + ")";
  const bool any = std::ranges::find(map.framed, true) != map.framed.end();
  text += any ? "; framed: p < .05, paired sign-flip test adjusted by Holm over all conditions"
              : "; no cell reaches p < .05 (paired sign-flip test, Holm)";
  if (counts.unclean > 0) text += "; cells whose deficit reaches the end are empty: no clean step follows";
  if (counts.empty > 0) text += "; cells without a finished run are empty";
  return text + fixed_words(cut) + ".";
}

FigurePanel collect_heat_map(PanelTask& task) {
  FigurePanel panel{.kind = "heat-map", .x = x_axis_of(task.panel, ""), .y = y_axis_of(task.panel, "")};
  const auto cuts = sweep_cuts(task, true);
  if (cuts.empty()) return empty_panel(task, panel.x, panel.y, why_no_sweep(task));
  if (cuts.size() > 1) note(task, "a heat map shows one sweep: " + cuts.front().source);
  const SweepCut& cut = cuts.front();
  const HeatTable table = heat_table(*cut.report, cut.x_key, cut.line_key, cut.fixed);
  FigureMap map{.columns = words_of(cut, cut.x_key, table.x_values),
                .rows = words_of(cut, cut.line_key, table.y_values),
                .values = {},
                .texts = {},
                .framed = {},
                .label = "Damage (" + damage_unit_words(cut.report->metric) + ")",
                .diverging = task.figure.map == "diverging"};
  MapCounts counts;
  for (const HeatCell& cell : table.cells) add_cell(map, *cut.report, cell, counts);
  panel.x = x_axis_of(task.panel, field_axis_label(cut.base, cut.x_key));
  panel.y = y_axis_of(task.panel, cut.line_key.empty() ? "" : field_axis_label(cut.base, cut.line_key));
  if (counts.most == 0) return empty_panel(task, panel.x, panel.y, "No condition of the sweep has a finished run yet");
  panel.x.scale = panel.y.scale = {};
  panel.x.range = panel.y.range = std::nullopt;
  panel.x.categories = map.columns;
  panel.y.categories = map.rows;
  panel.caption = caption_of(cut, map, counts);
  panel.map = std::move(map);
  return panel;
}

}  // namespace

PanelKind heat_map_panel() {
  return {.name = "heat-map",
          .title = "Heat map",
          .fields = {"x_axis", "line_axis", "at", "x_label", "y_label"},
          .collect = collect_heat_map,
          .is_map = true};
}

}  // namespace imprint
