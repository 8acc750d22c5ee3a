// SPDX-License-Identifier: GPL-3.0-or-later
// What the panels of all kinds have in common.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "app/figure/figure_content.h"
#include "app/figure/panels/figure_sources.h"
#include "app/figure/panels/panel_kind.h"
#include "app/figure/panels/run_lines.h"

namespace imprint {

/// One panel to be collected.
struct PanelTask {
  const FigureRecipe& figure;
  const PanelRecipe& panel;
  FigureSources& sources;
  int columns = 800;      // of half a point in the figure's width
  std::string name = {};  // "panel (a)", for notes; empty in a figure of one panel
};

/// The recipe's scale, range and break, and its label if it has one. A symlog threshold is set by `fit_symlog`.
FigureAxis x_axis_of(const PanelRecipe& panel, const std::string& label);
FigureAxis y_axis_of(const PanelRecipe& panel, const std::string& label);

/// A threshold that shows the decades of values whose largest magnitude is `largest`, when the axis is symlog.
void fit_symlog(FigureAxis& axis, double largest);

/// Steps as the panel's x shows them; seconds are not steps.
struct StepsShown {
  double offset = 0, scale = 1;
  double operator()(double step) const { return (step - offset) / scale; }
};
StepsShown steps_shown(const std::string& x, const RunPlan& plan);
/// "Epoch", "Step", "Epochs after the deficit", "Seconds".
std::string step_axis_label(const std::string& x);

/// The end of the last deficit, in steps; 0 without one.
std::int64_t deficit_end(const RunPlan& plan);

/// The deficits of the lines as shaded stretches, each window once; none when they are more than can be told apart.
std::vector<FigureSpan> deficit_spans(std::span<const RunLine> lines, const std::string& x);

/// "95 % Student t interval of the mean", "standard deviation", ...; empty for none.
std::string band_words(const std::string& band);

/// A task's note, with the panel's name before it.
void note(PanelTask& task, const std::string& text);

/// A panel of that kind that says why it is empty.
FigurePanel empty_panel(const PanelTask& task, FigureAxis x, FigureAxis y, const std::string& why);

/// "N = 5", "N = 3 to 5".
std::string count_words(std::size_t fewest, std::size_t most);

/// "a, b and c".
std::string listed(std::span<const std::string> names);

}  // namespace imprint
