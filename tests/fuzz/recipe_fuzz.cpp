// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/figure/figure_recipe.h"
#include "tests/fuzz/fuzz_target.h"

IMPRINT_FUZZ_TARGET(recipe) {
  using namespace imprint;
  FigureRecipe recipe;
  if (!fuzz::accepts([&] { recipe = parse_recipe_toml(bytes, "input"); })) return;
  fuzz::require(parse_recipe_toml(recipe_to_toml(recipe), "written") == recipe,
                "what is read is written and read equal");
}
