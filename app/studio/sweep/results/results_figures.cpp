// SPDX-License-Identifier: GPL-3.0-or-later
// The results of a sweep as figures: from its folder, so that a figure can be made again.
#include "app/studio/sweep/results/results_tab.h"
#include "core/results/metric_info.h"

namespace imprint::studio {
namespace {

std::vector<std::string> fixed_fields(const AxisChoice& axes) {
  std::vector<std::string> fixed;
  for (const auto& [key, value] : axes.others()) fixed.push_back(key + "=" + value);
  return fixed;
}

PanelRecipe panel_along(const std::string& kind, const AxisChoice& axes, const std::filesystem::path& sweep) {
  PanelRecipe panel;
  panel.kind = kind;
  panel.sources = {std::filesystem::absolute(sweep).string()};
  panel.x_axis = axes.x_key();
  panel.line_axis = axes.y_key();
  panel.at = fixed_fields(axes);
  return panel;
}

PanelRecipe trace_panel(const char* metric, bool logarithmic, const std::filesystem::path& sweep) {
  PanelRecipe panel;
  panel.kind = "curvature";
  panel.sources = {std::filesystem::absolute(sweep).string()};
  panel.metrics = {metric};
  panel.y_scale = logarithmic ? "log" : "linear";
  return panel;
}

FigureRequest request_of(const std::string& sweep, const QString& title, PanelRecipe panel) {
  FigureRequest request;
  request.title = title;
  request.recipe.name = file_name_of(QString::fromStdString(sweep) + "-" + title);
  request.recipe.panels = {std::move(panel)};
  return request;
}

}  // namespace

std::vector<FigureRequest> ResultsTab::figures() const {
  if (!report_ || stack_->isHidden()) return {};
  const std::string& name = report_->name;
  const auto trace_request = [&](const char* metric) {
    const bool logarithmic = traces_->scale_switch().chosen() == 1;
    return request_of(name, QString::fromStdString(metric_title(metric)), trace_panel(metric, logarithmic, directory_));
  };
  return {request_of(name, "Heat map", panel_along("heat-map", heat_->axes(), directory_)),
          request_of(name, "Damage", panel_along("damage", curves_->axes(), directory_)),
          request_of(name, "Recovery", panel_along("recovery", curves_->axes(), directory_)),
          trace_request(metric::fisher_trace), trace_request(metric::hessian_trace)};
}

std::optional<FigureRequest> ResultsTab::figure_in_sight() const {
  const std::vector<FigureRequest> all = figures();
  if (all.empty()) return std::nullopt;
  constexpr std::size_t first_of_view[] = {0, 1, 3, 1};  // the table's numbers are those of the damage
  const std::size_t second = stack_->currentWidget() == traces_ && traces_->metric_switch().chosen() == 1 ? 1 : 0;
  return all[first_of_view[static_cast<std::size_t>(stack_->currentIndex())] + second];
}

void ResultsTab::offer_export(const ExportMenu& fill) {
  export_ = make_export_button(
      "the results", fill, [this](FigureExtent) { return figure_in_sight(); }, this);
  tools_->addWidget(export_);
  export_->setVisible(!views_->isHidden());
}

}  // namespace imprint::studio
