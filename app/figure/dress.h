// SPDX-License-Identifier: GPL-3.0-or-later
// The figures of a paper are dressed alike: everything of a recipe but what it draws.
#pragma once

#include "app/figure/figure_recipe.h"

namespace imprint {

/// Takes venue, size, fonts, lines, colours and files over from `other`; name and panels stay.
void dress_like(FigureRecipe& recipe, const FigureRecipe& other);

}  // namespace imprint
