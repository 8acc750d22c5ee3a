// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>

#include "app/figure/figure_layout.h"
#include "app/figure/figure_recipe.h"
#include "app/figure/recipe/palette.h"
#include "app/figure/recipe/venue.h"
#include "core/base/text.h"

namespace imprint {
namespace {

constexpr double golden = 0.618;       // height of a panel that has the page's width
constexpr double narrow_panel = 0.75;  // one beside others gives more of its height to labels
constexpr double least_lines = 13;     // of text, for a panel's height

double width_inches(const FigureRecipe& recipe, const Venue& venue) {
  if (recipe.width == "auto" || recipe.width == "column") return venue.column_inches;
  return recipe.width == "text" ? venue.text_inches : parse_double(recipe.width);
}

double height_points(const FigureRecipe& recipe, double width, double text_points) {
  if (recipe.height > 0) return recipe.height * points_per_inch;
  const std::size_t panels = std::max<std::size_t>(1, recipe.panels.size());
  const int columns = panel_columns(panels, width, recipe.columns);
  const double rows = std::ceil(static_cast<double>(panels) / columns);
  return rows * std::max((columns == 1 ? golden : narrow_panel) * width / columns, least_lines * text_points);
}

void darken(FigureStyle& style) {
  style.background = {24, 26, 31};
  style.ink = {235, 237, 240};
  style.quiet = {165, 170, 178};
  style.span = {48, 52, 60};
}

double chosen(double own, double preset) { return own > 0 ? own : preset; }

}  // namespace

FigureStyle style_of(const FigureRecipe& recipe) {
  const Venue venue = venue_called(recipe.venue);
  FigureStyle style;
  style.width_points = width_inches(recipe, venue) * points_per_inch;
  style.font_family = recipe.font.empty() ? venue.font : recipe.font;
  style.serif = venue.serif;
  style.text_points = chosen(recipe.text_points, venue.text_points);
  style.height_points = height_points(recipe, style.width_points, style.text_points);
  style.tick_points = chosen(recipe.tick_points, venue.tick_points);
  style.letter_points =
      recipe.text_points > 0 ? venue.letter_points * recipe.text_points / venue.text_points : venue.letter_points;
  style.bold_letters = venue.bold_letters;
  style.line_points = chosen(recipe.line_points, venue.line_points);
  style.axis_points = chosen(recipe.axis_points, venue.axis_points);
  if (recipe.theme == "dark") darken(style);
  style.looks = series_looks(recipe.palette, style.background, style.line_points);
  style.map = recipe.map;
  return style;
}

Venue venue_of(const FigureStyle& style, const std::string& name) {
  Venue venue;
  venue.name = venue.title = name;
  venue.column_inches = venue.text_inches = style.width_points / points_per_inch;
  venue.font = style.font_family;
  venue.serif = style.serif;
  venue.text_points = style.text_points;
  venue.tick_points = style.tick_points;
  venue.letter_points = style.letter_points;
  venue.bold_letters = style.bold_letters;
  venue.line_points = style.line_points;
  venue.axis_points = style.axis_points;
  return venue;
}

}  // namespace imprint
