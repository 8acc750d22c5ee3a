// SPDX-License-Identifier: GPL-3.0-or-later
// What a figure is made of: the sources, what of them is drawn, and its dress. One TOML file is one figure.
//
//   name = "windows-damage"
//   venue = "neurips"
//   [[panel]]
//   kind = "damage"
//   sources = ["../out/mnist-windows"]
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "app/figure/figure_painter.h"
#include "app/figure/figure_style.h"
#include "core/fields/field.h"
#include "core/fields/field_problem.h"

namespace imprint {

struct PanelRecipe {
  std::string kind = "curves";            // of panels/panel_list.h
  std::vector<std::string> sources = {};  // run, sweep or store folders, spec files; relative to the recipe
  std::vector<std::string> metrics = {};  // curves: recorded names; empty = test/accuracy. Others: their first is used
  std::string filter = {};                // as of `imprint runs list --filter`; empty = all
  std::string x = "epoch";                // step | epoch | since-deficit | seconds
  std::string x_scale = "linear";         // linear | log | symlog
  std::string y_scale = "linear";         // linear | log | symlog | broken
  std::vector<double> x_range = {};       // two values, or empty: what the data need
  std::vector<double> y_range = {};
  std::vector<double> y_break = {};  // broken: the two ends of what is left out
  std::string band = "ci95";         // none | std | stderr | ci95 | min-max
  std::string interval = "sweep";    // damage, recovery: sweep (as its file says) | student-t |
                                     // studentised-bootstrap | bca
  bool group = true;                 // runs that differ in their seed alone are one line
  bool single_runs = true;           // thin lines beneath each mean
  bool baseline = true;              // the arm without the deficit too
  bool windows = true;               // shade deficits
  double smoothing = 0;              // weight of the exponential mean, 0 = none .. below 1
  std::string x_axis = {};           // damage, heat-map: the varied field along x ("onset"); empty = the first
  std::string line_axis = {};        // damage: one line a value; heat-map: the field along y; empty = the next
  std::vector<std::string> at = {};  // fixes the other varied fields: "bits=2"
  bool layer_shares = false;         // curvature: the layers' shares as stacked areas
  std::string x_label = {};          // empty = the field's own
  std::string y_label = {};
  bool operator==(const PanelRecipe&) const = default;
};

struct FigureRecipe {
  std::string name = "figure";    // also of the files
  std::string venue = "neurips";  // a preset, see venues(), or one of your own
  std::string width = "auto";     // auto (the venue's first) | column | text | inches ("5.5")
  double height = 0;              // inches; 0 = .618 of the width, of narrower panels .75, for each row
  std::string font = {};          // empty = the venue's
  double text_points = 0;         // 0 = the venue's
  double tick_points = 0;
  double line_points = 0;
  double axis_points = 0;
  std::string palette = "okabe-ito";  // okabe-ito | tol-bright | greys
  std::string map = "diverging";      // diverging | cividis | viridis
  std::string theme = "light";        // light | dark
  int columns = 0;                    // panels side by side; 0 = as fits
  std::string legend = "auto";        // auto | inside | above | right | none
  bool letters = true;
  bool all_points = false;  // every measured point, not two a half-point column: large files
  int png_dpi = 300;
  std::string svg_text = "text";     // text | paths
  std::string map_cells = "vector";  // vector | bitmap
  std::vector<PanelRecipe> panels = {};
  bool operator==(const FigureRecipe&) const = default;
};

/// Every field, keys "venue", "panel.0.kind", ...: the file, --set and the export dialog walk this table.
std::vector<Field> recipe_fields(FigureRecipe& recipe);

/// Throws InputError with line and column, the nearest known key, or every problem of the fields.
FigureRecipe parse_recipe_toml(std::string_view text, const std::string& source);
FigureRecipe load_recipe(const std::filesystem::path& file);
/// Reads back equal; fields at their default are left out.
std::string recipe_to_toml(const FigureRecipe& recipe);
/// What is wrong as far as it can be told without the sources.
std::vector<FieldProblem> recipe_problems(const FigureRecipe& recipe);
/// Throws InputError that lists every problem, one a line.
void require_right(const FigureRecipe& recipe);
void apply_recipe_override(FigureRecipe& recipe, std::string_view assignment);

/// The dress that the recipe asks for. Throws InputError for an unknown venue, naming the nearest.
FigureStyle style_of(const FigureRecipe& recipe);

}  // namespace imprint
