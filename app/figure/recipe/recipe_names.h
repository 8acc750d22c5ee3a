// SPDX-License-Identifier: GPL-3.0-or-later
// The names that a recipe knows.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace imprint {

/// Of a panel, in the order of choices: curves, schedule, damage, ...
const std::vector<std::string>& panel_kinds();

/// "panel.N.".
std::string panel_table_name(std::size_t number);

/// "unknown key panel.0.metric; did you mean panel.0.metrics?".
std::string unknown_recipe_key_text(std::string_view key);

}  // namespace imprint
