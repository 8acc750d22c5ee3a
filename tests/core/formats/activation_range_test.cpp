// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/activation_range.h"

#include <ATen/core/Tensor.h>
#include <ATen/ops/equal.h>
#include <ATen/ops/tensor.h>
#include <gtest/gtest.h>

#include <cmath>

namespace imprint {
namespace {

at::Tensor values_between(float minimum, float maximum) {
  return at::tensor({minimum, (minimum + maximum) / 2, maximum});
}

TEST(ActivationRange, TrainingQuantizesOnTheBatchsOwnRange) {
  ActivationRange range(ActivationRange::empty_buffer());
  range.next(values_between(-9, 9), true, true);
  const FloatRange second = range.next(values_between(-1, 2), true, true);
  EXPECT_EQ(second.minimum, -1.0F);
  EXPECT_EQ(second.maximum, 2.0F);
}

TEST(ActivationRange, BiasCorrectionMakesAConstantRangeExactFromTheFirstBatch) {
  ActivationRange range(ActivationRange::empty_buffer());
  for (int batch = 0; batch < 30; ++batch) {
    range.average({-1.5F, 4});
    EXPECT_NEAR(range.value(true).minimum, -1.5F, 1e-5);
    EXPECT_NEAR(range.value(true).maximum, 4, 1e-5);
  }
}

TEST(ActivationRange, TheOriginalAverageStartsAtZeroAndIsBiased) {
  ActivationRange range(ActivationRange::empty_buffer());
  for (int batches = 1; batches <= 20; ++batches) {
    range.average({-1, 2});
    const double weight = 1 - std::pow(0.9, batches);
    EXPECT_NEAR(range.value(false).minimum, -weight, 1e-6);
    EXPECT_NEAR(range.value(false).maximum, 2 * weight, 1e-6);
  }
}

TEST(ActivationRange, IsTheExponentialAverageOfTheBatches) {
  ActivationRange range(ActivationRange::empty_buffer());
  double expected = 0;
  for (int batch = 0; batch < 50; ++batch) {
    const auto maximum = static_cast<float>(1 + batch % 7);
    range.next(values_between(0, maximum), true, false);
    expected = 0.9 * expected + 0.1 * maximum;
  }
  EXPECT_NEAR(range.value(false).maximum, expected, 1e-5);
}

TEST(ActivationRange, EvaluationUsesTheAverageAndLeavesItAlone) {
  const at::Tensor buffer = ActivationRange::empty_buffer();
  ActivationRange range(buffer);
  range.average({-1, 1});
  const at::Tensor before = buffer.clone();
  const FloatRange used = range.next(values_between(-100, 100), false, true);
  EXPECT_NEAR(used.maximum, 1, 1e-6);
  EXPECT_TRUE(at::equal(buffer, before));
}

TEST(ActivationRange, EvaluationBeforeAnyTrainingUsesTheBatch) {
  ActivationRange range(ActivationRange::empty_buffer());
  EXPECT_EQ(range.next(values_between(-3, 5), false, true).maximum, 5.0F);
  EXPECT_FALSE(range.has_average());
}

TEST(ActivationRange, ContinuesFromItsBuffer) {
  const at::Tensor buffer = ActivationRange::empty_buffer();
  ActivationRange range(buffer);
  range.average({-1, 1});
  ActivationRange copy(buffer.clone());
  range.average({-2, 5});
  copy.average({-2, 5});
  EXPECT_EQ(range.value(true).minimum, copy.value(true).minimum);
  EXPECT_EQ(range.value(true).maximum, copy.value(true).maximum);
}

}  // namespace
}  // namespace imprint
