// SPDX-License-Identifier: GPL-3.0-or-later
// The names that a recipe knows.
#pragma once

#include <string>
#include <vector>

namespace imprint {

/// Of a panel, in the order of choices: curves, schedule, damage, ...
const std::vector<std::string>& panel_kinds();

}  // namespace imprint
