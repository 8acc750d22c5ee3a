// SPDX-License-Identifier: GPL-3.0-or-later
// What of each page becomes a figure, and the menus that export it.
#include "app/studio/main_window.h"
#include "core/spec/spec_io.h"

namespace imprint::studio {
namespace {

/// The schedule as it stands in the form, saved or not.
FigureRequest schedule_figure(const ExperimentSpec& spec) {
  FigureRequest request;
  request.title = "Precision schedule";
  request.files["experiment.toml"] = spec_to_toml(spec);
  request.recipe.name = file_name_of(QString::fromStdString(spec.name) + "-schedule");
  PanelRecipe panel;
  panel.kind = "schedule";
  panel.sources = {"experiment.toml"};
  request.recipe.panels = {std::move(panel)};
  return request;
}

std::vector<FigureRequest> one(std::optional<FigureRequest> request) {
  if (!request) return {};
  return {std::move(*request)};
}

}  // namespace

std::vector<FigureRequest> MainWindow::page_figures() const {
  switch (pages_->currentIndex()) {
    case experiment_page: return charts_->figures();
    case schedule_page: return draft_.is_valid() ? one(schedule_figure(draft_.spec())) : std::vector<FigureRequest>();
    case range_test_page: return one(range_test_->figure());
    case sweep_page: return sweep_->results().figures();
    case runs_page: return runs_->charts().figures();
    default: return {};
  }
}

void MainWindow::connect_figures() {
  const ExportMenu fill = [this](QMenu& menu, const FigureMaker& make) { exporter_.fill(menu, make); };
  charts_->offer_export(fill);
  runs_->charts().offer_export(fill);
  range_test_->offer_export(fill);
  sweep_->results().offer_export(fill);
  schedule_->offer_export(fill, [this](FigureExtent) {
    return draft_.is_valid() ? std::optional(schedule_figure(draft_.spec())) : std::nullopt;
  });
  connect(&exporter_, &FigureExporter::told, this, &MainWindow::notify);
  connect(&exporter_, &FigureExporter::failed, this,
          [this](const QString& message) { show_problem("Nothing was exported", message); });
}

}  // namespace imprint::studio
