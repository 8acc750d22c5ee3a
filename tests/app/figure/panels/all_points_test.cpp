// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include "tests/app/figure/panels/figure_runs.h"

namespace imprint {
namespace {

std::size_t points_of(const FigureContent& content) {
  std::size_t points = 0;
  for (const FigurePiece& piece : content.panels.at(0).series.at(0).pieces) points += piece.size();
  return points;
}

TEST(AllPoints, KeepsWhatDecimationLeavesOut) {
  const test::TemporaryFolder folder;
  const RunDirectory run = test::store_run(folder / "run", {.epochs = 10});
  test::write_metrics(
      run.root(),
      {{.value = [](std::int64_t step) { return static_cast<double>(step * 7919 % 1000) / 1000; }, .last = 500'000}});
  FigureRecipe recipe;
  recipe.panels = {PanelRecipe{.sources = {"run"}}};
  EXPECT_LT(points_of(collect_figure(recipe, folder.path())), 5000U);
  recipe.all_points = true;
  EXPECT_EQ(points_of(collect_figure(recipe, folder.path())), 10'001U);
}

}  // namespace
}  // namespace imprint
