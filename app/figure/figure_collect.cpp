// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>

#include "app/figure/figure_job.h"
#include "app/figure/panels/panel_parts.h"
#include "core/base/error.h"
#include "core/fields/field_table.h"

namespace imprint {
namespace {

constexpr double column_points = 0.5;
constexpr int every_point = 1 << 30;  // columns: more than any line has points, so that none is left out

FigurePanel collect_panel(const FigureRecipe& recipe, std::size_t index, FigureSources& sources, int columns) {
  const bool several = recipe.panels.size() > 1;
  const std::string name = several ? std::string("panel (") + static_cast<char>('a' + index) + ")" : std::string();
  PanelTask task{recipe, recipe.panels[index], sources, columns, name};
  try {
    return find_panel_kind(recipe.panels[index].kind)->collect(task);
  } catch (const InputError& error) {
    throw InputError(numbered_table("panel", index) + "." + error.what());
  }
}

}  // namespace

FigureContent collect_figure(const FigureRecipe& recipe, const std::filesystem::path& base) {
  require_right(recipe);
  const FigureStyle style = style_of(recipe);
  FigureSources sources(recipe, base);
  FigureContent content;
  const int columns =
      recipe.all_points ? every_point : std::max(100, static_cast<int>(std::ceil(style.width_points / column_points)));
  for (std::size_t i = 0; i < recipe.panels.size(); ++i)
    content.panels.push_back(collect_panel(recipe, i, sources, columns));
  content.notes = sources.notes();
  return content;
}

}  // namespace imprint
