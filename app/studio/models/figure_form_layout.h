// SPDX-License-Identifier: GPL-3.0-or-later
// How the fields of a figure are grouped in the export dialog, and which of them matter for what is chosen.
#pragma once

#include <string>
#include <vector>

#include "app/figure/figure_recipe.h"
#include "app/studio/models/form_layout.h"

namespace imprint::studio {

/// The page, its texts, colours and files, then one section a panel: nothing stands behind "more".
std::vector<FormSection> figure_sections(const FigureRecipe& recipe);

/// Keys as in recipe_fields.
bool figure_field_applies(const FigureRecipe& recipe, const std::string& key);

/// What the choice comes to: the venue's sizes, what a band is. Empty when there is nothing to add.
std::string figure_field_hint(const FigureRecipe& recipe, const std::string& key);

/// "(b)".
std::string panel_letter(std::size_t panel);

}  // namespace imprint::studio
