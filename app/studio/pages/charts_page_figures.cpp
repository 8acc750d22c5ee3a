// SPDX-License-Identifier: GPL-3.0-or-later
// The charts of the page as figures: from the directories of the runs, so that a figure can be made again.
#include <algorithm>

#include "app/studio/pages/charts_page.h"
#include "core/results/metric_info.h"
#include "core/spec/spec_io.h"

namespace imprint::studio {
namespace {

constexpr char spec_file[] = "experiment.toml";

std::string unit_name(StepUnit unit) {
  switch (unit) {
    case StepUnit::epoch: return "epoch";
    case StepUnit::since_deficit: return "since-deficit";
    case StepUnit::step: break;
  }
  return "step";
}

std::string scale_name(ScaleKind kind) {
  switch (kind) {
    case ScaleKind::logarithmic: return "log";
    case ScaleKind::symmetric_log: return "symlog";
    default: return "linear";
  }
}

}  // namespace

std::vector<std::string> ChartsPage::figure_metrics(int chart) const {
  if (!metric_of(chart).empty()) return {metric_of(chart)};
  const std::string fixed[] = {"test/" + shown_score(), metric::forward_bits, metric::fisher_trace,
                               metric::hessian_trace};
  return {fixed[chart]};
}

PanelRecipe ChartsPage::panel_of(int index, FigureExtent extent) const {
  const LiveChart& chart = cards_[static_cast<std::size_t>(index)]->chart();
  PanelRecipe panel;
  panel.kind = is_schedule(index) ? "schedule" : "curves";
  panel.metrics = is_schedule(index) ? std::vector<std::string>() : figure_metrics(index);
  panel.x = unit_name(unit());
  panel.x_scale = link_.is_logarithmic() ? "log" : "linear";
  panel.y_scale = scale_name(chart.y_scale());
  panel.smoothing = extent == FigureExtent::shown ? smoothing_box_->currentData().toDouble() : 0;
  if (extent == FigureExtent::all) return panel;
  panel.group = false;  // as the chart shows them: one line a run
  if (link_.view().visible() == link_.view().full()) return panel;
  const PlotGeometry& seen = chart.geometry_of_plot();
  panel.x_range = {seen.x.low, seen.x.high};
  panel.y_range = {seen.y.low, seen.y.high};
  return panel;
}

bool ChartsPage::is_schedule(int chart) const { return chart == 1 && metric_of(chart).empty(); }

std::optional<FigureRequest> ChartsPage::figure_of(int chart, FigureExtent extent) const {
  FigureRequest request;
  PanelRecipe panel = panel_of(chart, extent);
  for (const auto& run : runs_) {
    if (!run->directory.empty()) {
      panel.sources.push_back(std::filesystem::absolute(run->directory).string());
    } else if (is_schedule(chart)) {  // only planned: its spec goes along
      request.files[spec_file] = spec_to_toml(run->spec);
      panel.sources.emplace_back(spec_file);
    }
  }
  if (panel.sources.empty()) return std::nullopt;
  request.title = cards_[static_cast<std::size_t>(chart)]->title();
  if (chart == 0 && metric_of(chart).empty())
    request.title = QString::fromStdString(metric_title("test/" + shown_score()));
  const std::string run_name = runs_.size() == 1 ? runs_.front()->spec.name + "-" : std::string();
  request.recipe.name = file_name_of(QString::fromStdString(run_name) + request.title);
  request.recipe.panels = {std::move(panel)};
  return request;
}

std::vector<FigureRequest> ChartsPage::figures() const {
  std::vector<FigureRequest> requests;
  for (int chart = 0; chart < chart_count; ++chart)
    if (auto request = figure_of(chart, FigureExtent::all)) requests.push_back(std::move(*request));
  return requests;
}

void ChartsPage::offer_export(const ExportMenu& fill) {
  for (int chart = 0; chart < chart_count; ++chart)
    cards_[static_cast<std::size_t>(chart)]->offer_export(
        fill, [this, chart](FigureExtent extent) { return figure_of(chart, extent); });
}

}  // namespace imprint::studio
