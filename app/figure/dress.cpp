// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/figure/dress.h"

#include <utility>

namespace imprint {

void dress_like(FigureRecipe& recipe, const FigureRecipe& other) {
  FigureRecipe dressed = other;
  dressed.name = std::move(recipe.name);
  dressed.panels = std::move(recipe.panels);
  recipe = std::move(dressed);
}

}  // namespace imprint
