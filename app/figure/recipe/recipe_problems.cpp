// SPDX-License-Identifier: GPL-3.0-or-later
// The rules of a recipe that need no source: of single fields, and between fields of a panel.
#include <algorithm>
#include <cmath>

#include "app/figure/figure_recipe.h"
#include "app/figure/panels/metric_words.h"
#include "app/figure/panels/panel_kind.h"
#include "app/figure/recipe/venue.h"
#include "core/base/error.h"
#include "core/base/file_name.h"
#include "core/base/text.h"
#include "core/fields/field_table.h"
#include "core/store/run_filter.h"

namespace imprint {
namespace {

using Problems = std::vector<FieldProblem>;

constexpr double smallest_inches = 1, largest_inches = 40;

void check_name(const std::string& name, Problems& problems) {
  if (!is_plain_file_name(name) || name.size() > 120)
    problems.push_back({"name", "must be a file's name without folders, but is \"" + name + "\""});
}

void check_width(const std::string& width, Problems& problems) {
  if (width == "auto" || width == "column" || width == "text") return;
  try {
    const double inches = parse_double(width);
    if (inches >= smallest_inches && inches <= largest_inches) return;
  } catch (const InputError&) {
    // Said below.
  }
  problems.push_back({"width", "must be auto, column, text or inches from 1 to 40, but is \"" + width + "\""});
}

void check_venue(const std::string& name, Problems& problems) {
  try {
    venue_called(name);
  } catch (const InputError& error) {
    const std::string text = error.what(), start = "venue ";
    problems.push_back({"venue", text.starts_with(start) ? text.substr(start.size()) : text});
  }
}

std::string pair_problem(const std::vector<double>& pair, bool positive) {
  if (pair.empty()) return {};
  if (pair.size() != 2) return "must be two numbers or none, but has " + std::to_string(pair.size());
  if (!(pair[0] < pair[1]))
    return "must be ascending, but is [" + plain_text(pair[0]) + ", " + plain_text(pair[1]) + "]";
  if (positive && !(pair[0] > 0)) return "must be above 0 on a logarithmic scale, but begins at " + plain_text(pair[0]);
  return {};
}

void check_ranges(const PanelRecipe& panel, const std::string& table, Problems& problems) {
  const auto check = [&](const char* key, const std::vector<double>& pair, bool positive) {
    if (std::string problem = pair_problem(pair, positive); !problem.empty())
      problems.push_back({table + key, std::move(problem)});
  };
  check("x_range", panel.x_range, panel.x_scale == "log");
  check("y_range", panel.y_range, panel.y_scale == "log");
  check("y_break", panel.y_break, false);
  if (panel.y_scale == "broken" && panel.y_break.empty())
    problems.push_back({table + "y_break", "must say what a broken axis leaves out: [0.2, 0.8]"});
  if (panel.y_scale != "broken" && !panel.y_break.empty())
    problems.push_back({table + "y_break", "needs y_scale = \"broken\", but it is \"" + panel.y_scale + "\""});
}

void check_filter(const PanelRecipe& panel, const std::string& table, Problems& problems) {
  try {
    const RunFilter filter(panel.filter);
  } catch (const InputError& error) {
    problems.push_back({table + "filter", std::string("can't be read: ") + error.what()});
  }
}

void check_at(const PanelRecipe& panel, const std::string& table, Problems& problems) {
  for (const std::string& fixed : panel.at)
    if (const auto equals = fixed.find('='); equals == std::string::npos || equals == 0)
      problems.push_back({table + "at", "must be assignments like bits=2, but one is \"" + fixed + "\""});
}

void check_metrics(const PanelRecipe& panel, const std::string& table, Problems& problems) {
  if (const PanelKind* kind = find_panel_kind(panel.kind); kind == nullptr || !kind->has_one_axis) return;
  for (const std::string& metric : panel.metrics)
    if (metric_family(metric) != metric_family(panel.metrics.front())) {
      problems.push_back({table + "metrics", "must share one axis, but " + panel.metrics.front() + " and " + metric +
                                                 " have different units: use a panel for each"});
      return;
    }
}

void check_panel(const PanelRecipe& panel, const std::string& table, Problems& problems) {
  check_ranges(panel, table, problems);
  check_filter(panel, table, problems);
  check_at(panel, table, problems);
  check_metrics(panel, table, problems);
  const PanelKind* kind = find_panel_kind(panel.kind);
  if (kind != nullptr && panel.sources.empty())
    problems.push_back({table + "sources", "must name at least one " + kind->sources});
}

}  // namespace

std::vector<FieldProblem> recipe_problems(const FigureRecipe& recipe) {
  FigureRecipe copy = recipe;
  Problems problems = field_problems(recipe_fields(copy));
  check_name(recipe.name, problems);
  check_width(recipe.width, problems);
  check_venue(recipe.venue, problems);
  if (recipe.panels.empty()) problems.push_back({"panel", "must be there at least once: write [[panel]]"});
  for (std::size_t i = 0; i < recipe.panels.size(); ++i)
    check_panel(recipe.panels[i], numbered_table("panel", i) + ".", problems);
  return problems;
}

void require_right(const FigureRecipe& recipe) { require_none(recipe_problems(recipe)); }

}  // namespace imprint
