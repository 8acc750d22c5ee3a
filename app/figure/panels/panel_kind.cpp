// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/figure/panels/panel_kind.h"

#include <algorithm>

namespace imprint {

std::span<const PanelKind> panel_kinds() {
  static const std::vector<PanelKind> kinds = {
#define IMPRINT_ROW(panel) panel##_panel(),
      IMPRINT_PANELS(IMPRINT_ROW)
#undef IMPRINT_ROW
  };
  return kinds;
}

const std::vector<std::string>& panel_names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> found;
    for (const PanelKind& kind : panel_kinds()) found.push_back(kind.name);
    return found;
  }();
  return names;
}

const PanelKind* find_panel_kind(std::string_view name) {
  const auto kinds = panel_kinds();
  const auto found = std::ranges::find(kinds, name, &PanelKind::name);
  return found == kinds.end() ? nullptr : &*found;
}

}  // namespace imprint
