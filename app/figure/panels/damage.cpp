// SPDX-License-Identifier: GPL-3.0-or-later
// Damage along one field of a sweep, a line for every value of another.
#include <algorithm>
#include <cmath>

#include "app/figure/panels/metric_words.h"
#include "app/figure/panels/sweep_parts.h"
#include "core/results/metric_info.h"

namespace imprint {
namespace {

constexpr double widest_dodge = 0.36;  // of the distance between two categories, to each side

FigurePoint point_of(const BandPoint& place, double factor) {
  FigurePoint point{place.x, scaled_value(place.mean, factor)};
  if (!place.interval) return point;
  point.low = scaled_value(place.interval->low, factor);
  point.high = scaled_value(place.interval->high, factor);
  return point;
}

std::pair<std::size_t, std::size_t> counts_of(const std::vector<BandPoint>& points) {
  const auto [fewest, most] = std::ranges::minmax_element(points, {}, &BandPoint::count);
  return {static_cast<std::size_t>(fewest->count), static_cast<std::size_t>(most->count)};
}

std::string label_of(const SweepCut& cut, const DamageLine& line, bool several_sweeps) {
  std::string label = several_sweeps ? cut.report->name : "";
  const std::string value = cut.line_key.empty() ? "" : place_words(cut, cut.line_key, line.value);
  if (!value.empty()) label += (label.empty() ? "" : ", ") + value;
  const auto [fewest, most] = counts_of(line.points);
  return label + (label.empty() ? "" : " ") + "(" + count_words(fewest, most) + ")";
}

class DamageCollector {
 public:
  explicit DamageCollector(PanelTask& task) : task_(task), cuts_(sweep_cuts(task, true)) {}

  FigurePanel collect() {
    FigurePanel panel{.kind = "damage", .x = x_axis_of(task_.panel, ""), .y = y_axis_of(task_.panel, "Damage")};
    if (cuts_.empty()) return empty_panel(task_, panel.x, panel.y, why_no_sweep(task_));
    const SweepCut& first = cuts_.front();
    panel.x = x_axis_of(task_.panel, field_axis_label(first.base, first.x_key));
    panel.y = y_axis_of(task_.panel, "Damage (" + damage_unit_words(first.report->metric) + ")");
    numeric_ = std::ranges::all_of(cuts_, [](const SweepCut& cut) { return is_numeric_axis(*cut.report, cut.x_key); });
    if (!numeric_) panel.x.categories = categories();
    for (const SweepCut& cut : cuts_) take(cut);
    if (lines_.empty()) return empty_panel(task_, panel.x, panel.y, "No condition of the sweep has a finished run yet");
    for (std::size_t i = 0; i < lines_.size(); ++i) draw(panel, i);
    double largest = 0;
    for (const FigureSeries& series : panel.series)
      for (const FigurePoint& point : series.pieces.front()) largest = std::max(largest, std::abs(point.y));
    fit_symlog(panel.y, largest);
    panel.rules = {{.at = 0, .label = ""}};
    panel.caption = caption();
    return panel;
  }

 private:
  struct Line {
    std::string label;
    FigurePiece points;
  };

  std::vector<std::string> categories() const {
    std::vector<std::string> words;
    const SweepCut& cut = cuts_.front();
    for (const std::string& value : axis_values(*cut.report, cut.x_key))
      words.push_back(value_words(cut.base, cut.x_key, value));
    return words;
  }

  void take(const SweepCut& cut) {
    if (cut.report->metric != cuts_.front().report->metric ||
        cut.report->final_value != cuts_.front().report->final_value) {
      note(task_, "left out " + cut.source + ": it measures damage by " + cut.report->metric + ", " +
                      cut.report->final_value + ", others by " + cuts_.front().report->metric + ", " +
                      cuts_.front().report->final_value);
      return;
    }
    const double factor = shown_factor(cut.report->metric);
    for (const DamageLine& line : damage_lines(*cut.report, cut.x_key, cut.line_key, cut.fixed)) {
      Line drawn{label_of(cut, line, cuts_.size() > 1), {}};
      for (const BandPoint& place : line.points) drawn.points.push_back(point_of(place, factor));
      const auto [fewest, most] = counts_of(line.points);
      fewest_ = std::min(fewest_, fewest);
      most_ = std::max(most_, most);
      lines_.push_back(std::move(drawn));
    }
  }

  /// Names stand apart, so that their bars can stand side by side; numbers stay where they are.
  double dodge(std::size_t line) const {
    if (numeric_ || lines_.size() < 2) return 0;
    const double step = std::min(0.18, 2 * widest_dodge / static_cast<double>(lines_.size()));
    return step * (static_cast<double>(line) - static_cast<double>(lines_.size() - 1) / 2);
  }

  void draw(FigurePanel& panel, std::size_t index) {
    Line& line = lines_[index];
    const int look = static_cast<int>(index);
    for (FigurePoint& point : line.points) point.x += dodge(index);
    if (numeric_ && line.points.size() > 1) {
      FigureSeries joined{.role = SeriesRole::single, .look = look};
      joined.pieces.emplace_back();
      for (const FigurePoint& point : line.points) joined.pieces.back().push_back({point.x, point.y});
      panel.series.push_back(std::move(joined));
    }
    panel.series.push_back({.label = line.label, .shape = SeriesShape::points, .look = look, .pieces = {line.points}});
  }

  std::string caption() const {
    const SweepReport& report = *cuts_.front().report;
    std::string text = "Lasting damage, baseline \u2212 deficit in " + metric_words(report.metric) + " (" +
                       final_evaluation_words(report.final_value) +
                       "), means over seeds paired with their baselines (" + count_words(fewest_, most_) + ")";
    text += intervals_words(report, "bars", most_) + fixed_words(cuts_.front());
    for (const SweepCut& cut : cuts_) text += no_clean_step_words(cut);
    return text + ".";
  }

  PanelTask& task_;
  std::vector<SweepCut> cuts_;
  bool numeric_ = true;
  std::vector<Line> lines_;
  std::size_t fewest_ = static_cast<std::size_t>(-1), most_ = 0;
};

FigurePanel collect_damage(PanelTask& task) { return DamageCollector(task).collect(); }

}  // namespace

PanelKind damage_panel() {
  return {.name = "damage",
          .title = "Damage",
          .fields = {"x_axis", "line_axis", "at", "interval", "x_scale", "x_range", "y_scale", "y_range", "x_label",
                     "y_label"},
          .collect = collect_damage};
}

}  // namespace imprint
