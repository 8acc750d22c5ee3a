// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/models/figure_form_layout.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "app/figure/panels/panel_kind.h"
#include "core/base/text.h"

namespace imprint::studio {
namespace {

constexpr std::string_view panel_prefix = "panel.";

const std::vector<std::string>& panel_field_names() {
  static const std::vector<std::string> names = {
      "metrics",  "layer_shares", "x_axis",   "line_axis", "at",        "filter",  "x",
      "x_scale",  "x_range",      "y_scale",  "y_range",   "y_break",   "group",   "band",
      "interval", "single_runs",  "baseline", "windows",   "smoothing", "x_label", "y_label"};
  return names;
}

bool has_map(const FigureRecipe& recipe) {
  return std::ranges::any_of(recipe.panels, [](const PanelRecipe& panel) {
    const PanelKind* kind = find_panel_kind(panel.kind);
    return kind != nullptr && kind->is_map;
  });
}

bool panel_field_applies(const PanelRecipe& panel, const std::string& name) {
  if (name == "y_break" && panel.y_scale == "broken") return true;
  if ((name == "band" || name == "single_runs") && !panel.group) return false;
  if (panel.layer_shares && (name == "band" || name == "single_runs" || name == "y_scale" || name == "smoothing"))
    return false;
  const PanelKind* kind = find_panel_kind(panel.kind);
  return kind == nullptr ? name.ends_with("_label") : kind->fields.contains(name);
}

std::string band_hint(const std::string& band) {
  static const std::map<std::string, std::string> hints = {{"std", "one standard deviation of the runs to each side"},
                                                           {"stderr", "one standard error of the mean to each side"},
                                                           {"ci95", "95 % confidence interval of the mean (Student t)"},
                                                           {"min-max", "from the smallest to the largest run"}};
  const auto found = hints.find(band);
  return found == hints.end() ? std::string() : found->second;
}

std::string size_hint(const FigureRecipe& recipe) {
  try {
    const FigureStyle style = style_of(recipe);
    const auto rounded = [](double value) { return plain_text(std::round(value * 100) / 100); };
    return rounded(style.width_points / points_per_inch) + " x " + rounded(style.height_points / points_per_inch) +
           " in, " + style.font_family + " " + rounded(style.text_points) + " pt, ticks " + rounded(style.tick_points) +
           " pt";
  } catch (const std::exception&) {
    return {};
  }
}

}  // namespace

std::string panel_letter(std::size_t panel) { return std::string("(") + static_cast<char>('a' + panel % 26) + ")"; }

std::vector<FormSection> figure_sections(const FigureRecipe& recipe) {
  std::vector<FormSection> sections = {
      {"Page", {"name", "venue", "width", "height", "theme", "legend", "columns", "letters"}, {}}};
  for (std::size_t i = 0; i < recipe.panels.size(); ++i) {
    const std::string number = std::string(panel_prefix) + std::to_string(i) + ".";
    const std::string letter = recipe.panels.size() > 1 ? panel_letter(i) + " " : std::string();
    const PanelKind* kind = find_panel_kind(recipe.panels[i].kind);
    FormSection section{letter + (kind == nullptr ? recipe.panels[i].kind : kind->title), {}, {}};
    for (const std::string& name : panel_field_names()) section.keys.push_back(number + name);
    sections.push_back(std::move(section));
  }
  sections.push_back({"Text and lines", {"font", "text_points", "tick_points", "line_points", "axis_points"}, {}});
  sections.push_back({"Colours", {"palette", "map"}, {}});
  sections.push_back({"Files", {"png_dpi", "svg_text", "map_cells", "all_points"}, {}});
  return sections;
}

bool figure_field_applies(const FigureRecipe& recipe, const std::string& key) {
  if (key == "columns" || key == "letters") return recipe.panels.size() > 1;
  if (key == "map" || key == "map_cells") return has_map(recipe);
  if (!key.starts_with(panel_prefix)) return true;
  const auto parts = split(key, '.');
  const auto number = static_cast<std::size_t>(std::stoul(parts[1]));
  return number < recipe.panels.size() && panel_field_applies(recipe.panels[number], parts[2]);
}

std::string figure_field_hint(const FigureRecipe& recipe, const std::string& key) {
  if (key == "venue") return size_hint(recipe);
  if (!key.starts_with(panel_prefix) || !key.ends_with(".band")) return {};
  const auto number = static_cast<std::size_t>(std::stoul(key.substr(panel_prefix.size())));
  return number < recipe.panels.size() ? band_hint(recipe.panels[number].band) : std::string();
}

}  // namespace imprint::studio
