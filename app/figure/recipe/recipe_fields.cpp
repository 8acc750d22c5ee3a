// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <iterator>
#include <limits>
#include <utility>

#include "app/figure/figure_recipe.h"
#include "app/figure/panels/panel_kind.h"
#include "app/figure/recipe/palette.h"
#include "core/fields/field_makers.h"
#include "core/fields/field_table.h"
#include "core/results/interval_kind.h"

namespace imprint {
namespace {

using namespace field_makers;

constexpr double any_number = std::numeric_limits<double>::max();

std::vector<Field> figure_fields(FigureRecipe& recipe) {
  return {
      text({"name", "Name"}, &recipe.name, TextKind::plain, "Of the figure and of its files."),
      text({"venue", "Venue"}, &recipe.venue, TextKind::plain,
           "Whose sizes and fonts: a built-in preset or one of your own."),
      text({"width", "Width"}, &recipe.width, TextKind::plain,
           "auto (the venue's first), column, text, or inches such as 5.5."),
      number({"height", "Height", "in"}, &recipe.height, within(0, 40), "0 = from the width and the rows of panels."),
      text({"font", "Font"}, &recipe.font, TextKind::optional, "Family of all text; empty = the venue's."),
      number({"text_points", "Text", "pt"}, &recipe.text_points, within(0, 72),
             "Axis labels and legend; 0 = the venue's."),
      number({"tick_points", "Ticks", "pt"}, &recipe.tick_points, within(0, 72),
             "Numbers at the axes; 0 = the venue's."),
      number({"line_points", "Lines", "pt"}, &recipe.line_points, within(0, 20), "Width of curves; 0 = the venue's."),
      number({"axis_points", "Axes", "pt"}, &recipe.axis_points, within(0, 20),
             "Width of axes and ticks; 0 = the venue's."),
      choice({"palette", "Palette"}, &recipe.palette, palette_names(), "Colours that colour-blind people tell apart."),
      choice({"map", "Map colours"}, &recipe.map, {"diverging", "cividis", "viridis"}, "Colours of heat maps."),
      choice({"theme", "Theme"}, &recipe.theme, {"light", "dark"}, "Dark is for slides."),
      number({"columns", "Columns", "panels"}, &recipe.columns, within(0, 12), "Panels side by side; 0 = as fits."),
      choice({"legend", "Legend"}, &recipe.legend, {"auto", "inside", "above", "right", "none"},
             "auto takes a corner that hides no data, else above."),
      flag({"all_points", "Every point"}, &recipe.all_points,
           "Instead of two in each half-point column; makes large files."),
      flag({"letters", "Panel letters"}, &recipe.letters, "(a), (b) at several panels."),
      number({"png_dpi", "PNG resolution", "dpi"}, &recipe.png_dpi, within(50, 1200), "Dots an inch of the PNG."),
      choice({"svg_text", "SVG text"}, &recipe.svg_text, {"text", "paths"}, "paths look alike without the font."),
      choice({"map_cells", "Map cells"}, &recipe.map_cells, {"vector", "bitmap"},
             "bitmap keeps files of large heat maps small."),
  };
}

std::vector<std::string> interval_choices() {
  std::vector<std::string> choices = {"sweep"};
  std::ranges::copy(mean_interval_names(), std::back_inserter(choices));
  return choices;
}

std::vector<Field> data_fields(PanelRecipe& panel) {
  return {
      choice({"kind", "Kind"}, &panel.kind, panel_names(), "What the panel shows."),
      text({"sources", "Sources"}, &panel.sources, TextKind::plain,
           "Folders of runs or sweeps, spec files, schedules, or a range test's JSON; relative to the recipe."),
      text({"metrics", "Metrics"}, &panel.metrics, TextKind::plain,
           "Recorded names, such as test/accuracy; empty = the kind's own."),
      text({"filter", "Filter"}, &panel.filter, TextKind::optional,
           "Which runs, as of imprint runs list; empty = all."),
      choice({"x", "Horizontal axis"}, &panel.x, {"step", "epoch", "since-deficit", "seconds"},
             "What curves run along."),
      choice({"band", "Band"}, &panel.band, {"none", "std", "stderr", "ci95", "min-max"},
             "Around the mean over seeds."),
      choice({"interval", "Interval"}, &panel.interval, interval_choices(),
             "Damage, recovery: of the means over seeds; sweep = as the sweep's file says."),
      flag({"group", "Group by condition"}, &panel.group, "Runs that differ in their seed alone are one line."),
      flag({"single_runs", "Single runs"}, &panel.single_runs, "Thin lines beneath each mean."),
      flag({"baseline", "Baseline"}, &panel.baseline, "The arm without the deficit, too."),
      flag({"windows", "Deficit windows"}, &panel.windows, "Shade them."),
      number({"smoothing", "Smoothing"}, &panel.smoothing, from_below(0, 1),
             "Weight of the exponential mean; 0 = none."),
      text({"x_axis", "Field along x"}, &panel.x_axis, TextKind::optional,
           "Damage, heat map: such as onset; empty = the first that varies."),
      text({"line_axis", "Field of lines"}, &panel.line_axis, TextKind::optional,
           "Damage: a line for each of its values; heat map: along y; empty = the next that varies."),
      text({"at", "Fixed fields"}, &panel.at, TextKind::plain, "Fixes other varied fields: bits=2."),
      flag({"layer_shares", "Layer shares"}, &panel.layer_shares, "Curvature: the layers' shares as stacked areas."),
  };
}

std::vector<Field> axis_fields(PanelRecipe& panel) {
  return {
      choice({"x_scale", "Horizontal scale"}, &panel.x_scale, {"linear", "log", "symlog"},
             "log shows values above 0 alone."),
      choice({"y_scale", "Vertical scale"}, &panel.y_scale, {"linear", "log", "symlog", "broken"},
             "broken leaves y_break out."),
      number({"x_range", "Horizontal range"}, &panel.x_range, within(-any_number, any_number),
             "Two numbers; empty = what the data need."),
      number({"y_range", "Vertical range"}, &panel.y_range, within(-any_number, any_number),
             "Two numbers; empty = what the data need."),
      number({"y_break", "Left out"}, &panel.y_break, within(-any_number, any_number),
             "Scale broken: the two ends of what is left out."),
      text({"x_label", "Horizontal label"}, &panel.x_label, TextKind::optional, "Empty = by what it shows."),
      text({"y_label", "Vertical label"}, &panel.y_label, TextKind::optional, "Empty = by what it shows."),
  };
}

}  // namespace

std::vector<Field> recipe_fields(FigureRecipe& recipe) {
  std::vector<Field> all = figure_fields(recipe);
  for (std::size_t i = 0; i < recipe.panels.size(); ++i) {
    append_table(all, numbered_table("panel", i), data_fields(recipe.panels[i]));
    append_table(all, numbered_table("panel", i), axis_fields(recipe.panels[i]));
  }
  return all;
}

}  // namespace imprint
