// SPDX-License-Identifier: GPL-3.0-or-later
// What a panel can show: how it is called, what it reads, how it is collected.
#pragma once

#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/figure/figure_content.h"
#include "app/figure/figure_recipe.h"
#include "app/figure/panels/panel_list.h"

namespace imprint {

struct PanelTask;

struct PanelKind {
  std::string name;              // "heat-map", as PanelRecipe::kind
  std::string title;             // "Heat map"
  std::set<std::string> fields;  // of PanelRecipe, besides kind and sources: those that it reads
  FigurePanel (*collect)(PanelTask& task) = nullptr;
  std::string sources = "folder of runs or of a sweep";  // what it must have at least one of
  bool takes_names = false;                              // a source may also be a name, such as a schedule's
  /// Recorded metrics that it reads, a layer's ending in '/' for all layers; null for none.
  std::vector<std::string> (*metrics)(const PanelRecipe& panel) = nullptr;
  bool has_one_axis = false;  // for all of its metrics, which must therefore share a unit
  bool is_map = false;        // its values are colours
};

#define IMPRINT_PANEL(panel) PanelKind panel##_panel();
IMPRINT_PANELS(IMPRINT_PANEL)
#undef IMPRINT_PANEL

/// In the order of the list.
std::span<const PanelKind> panel_kinds();
const std::vector<std::string>& panel_names();

/// nullptr for a name that there is not.
const PanelKind* find_panel_kind(std::string_view name);

}  // namespace imprint
