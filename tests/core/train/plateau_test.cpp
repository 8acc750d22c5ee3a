// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/plateau.h"

#include <ATen/core/Tensor.h>
#include <ATen/ops/zeros.h>
#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "core/base/error.h"

namespace imprint {
namespace {

double factor_after(Plateau plateau, const std::vector<double>& losses) {
  for (const double loss : losses) plateau.see(loss);
  return plateau.factor();
}

TEST(Plateau, FallsAtEveryLossThatIsNotBelowAllBefore) {
  EXPECT_EQ(factor_after({.25, 0}, {5, 4, 3}), 1);
  EXPECT_EQ(factor_after({.25, 0}, {5, 4, 4}), .25);
  EXPECT_EQ(factor_after({.25, 0}, {5, 6, 5.5}), .0625) << "5.5 is below 6, but not below 5";
  EXPECT_EQ(factor_after({.25, 0}, {5, 6, 4}), .25);
  EXPECT_EQ(factor_after({.5, 0}, {5, std::nan("")}), .5) << "a diverged evaluation is none that is better";
}

TEST(Plateau, LetsAsManyPassAsItHasPatience) {
  EXPECT_EQ(factor_after({.5, 2}, {5, 6, 6}), 1);
  EXPECT_EQ(factor_after({.5, 2}, {5, 6, 6, 6}), .5);
  EXPECT_EQ(factor_after({.5, 2}, {5, 6, 6, 4, 6, 6}), 1) << "a better one begins the count anew";
  EXPECT_EQ(factor_after({.5, 2}, {5, 6, 6, 6, 6, 6}), .5) << "and so does a fall";
}

TEST(Plateau, GoesOnFromItsState) {
  Plateau whole(.5, 1), resumed(.5, 1);
  for (const double loss : {5., 6., 6., 5.5}) whole.see(loss);
  resumed.restore(whole.state().front().second);
  for (const double loss : {5.2, 4.9, 5., 5.}) {
    whole.see(loss);
    resumed.see(loss);
    EXPECT_EQ(resumed.factor(), whole.factor());
  }
  EXPECT_NE(whole.factor(), 1);
  whole.restart();
  EXPECT_EQ(whole.factor(), 1);
}

TEST(Plateau, RefusesAStateThatIsNone) {
  EXPECT_THROW(Plateau(.5, 1).restore(at::zeros({3})), InputError);
  EXPECT_THROW(Plateau(.5, 1).restore(at::zeros({2}, at::kDouble)), InputError);
}

}  // namespace
}  // namespace imprint
