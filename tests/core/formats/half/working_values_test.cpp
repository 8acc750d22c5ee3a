// SPDX-License-Identifier: GPL-3.0-or-later
// Values of a network that is held in 16 bits, against LibTorch's conversions to and from its 16-bit types.
#include "core/formats/half/working_values.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/equal.h>
#include <ATen/ops/full.h>
#include <ATen/ops/isnan.h>
#include <ATen/ops/ones.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace imprint {
namespace {

constexpr NumberFormat both_formats[] = {bf16_format, fp16_format};

at::ScalarType type_of(NumberFormat format) { return format == bf16_format ? at::kBFloat16 : at::kHalf; }

/// Every value of the format, every midpoint between two of one sign, and the floats beside each midpoint.
at::Tensor values_around(NumberFormat format) {
  const at::Tensor all = at::arange(65536, at::kInt).to(at::kShort).view(type_of(format)).to(at::kFloat);
  const at::Tensor finite = all.masked_select(all.isfinite());
  const at::Tensor ascending = std::get<0>(finite.sort());
  const at::Tensor low = ascending.narrow(0, 0, ascending.numel() - 1), high = ascending.narrow(0, 1, low.numel());
  const at::Tensor midpoints = ((low.to(at::kDouble) + high.to(at::kDouble)) / 2).to(at::kFloat);
  const float infinity = std::numeric_limits<float>::infinity();
  return at::cat(
      {all, midpoints, midpoints.nextafter(at::full({}, infinity)), midpoints.nextafter(at::full({}, -infinity))});
}

/// To the bit: a zero keeps its sign, NaN stays NaN.
bool are_same(const at::Tensor& a, const at::Tensor& b) {
  const at::Tensor numbers = at::isnan(a).logical_not();
  return at::equal(at::isnan(a), at::isnan(b)) &&
         at::equal(a.view(at::kInt).masked_select(numbers), b.view(at::kInt).masked_select(numbers));
}

TEST(WorkingValues, AreThoseOfLibTorchsConversions) {
  for (const NumberFormat format : both_formats) {
    const at::Tensor values = values_around(format);
    EXPECT_TRUE(are_same(half_values(values, format), values.to(type_of(format)).to(at::kFloat)))
        << format_name(format);
  }
}

TEST(WorkingValues, BeyondTheLargestNumberAreInfinite) {
  const auto of = [](float value, NumberFormat format) {
    return half_values(at::full({1}, value), format).item<float>();
  };
  EXPECT_EQ(of(65519.996F, fp16_format), 65504);
  EXPECT_EQ(of(65520, fp16_format), INFINITY) << "half way to 2^16 ties to even, which is beyond";
  EXPECT_EQ(of(-1e30F, fp16_format), -INFINITY);
  EXPECT_EQ(of(std::numeric_limits<float>::max(), bf16_format), INFINITY);
  EXPECT_EQ(of(65520, bf16_format), 65536);
}

TEST(WorkingValues, InPlaceKeepTheTensor) {
  at::Tensor values = at::full({2, 3}, 1 + 0x1p-12F);
  const void* memory = values.data_ptr();
  round_to_half_in_place(values, fp16_format);
  EXPECT_EQ(values.data_ptr(), memory);
  EXPECT_TRUE(at::equal(values, at::ones({2, 3})));
}

TEST(WorkingValues, RoundValuesAndTheirGradients) {
  for (const NumberFormat format : both_formats) {
    at::Tensor x = values_around(fp16_format).mul(0.37F);
    x = x.masked_select(x.isfinite()).set_requires_grad(true);
    const at::Tensor weights = x.detach().flip(0) * 1.13F;
    const at::Tensor held = held_in(x, format);
    EXPECT_TRUE(at::equal(held.detach(), half_values(x.detach(), format)));
    (held * weights).sum().backward();
    EXPECT_TRUE(at::equal(x.grad(), half_values(weights, format))) << format_name(format);
  }
}

TEST(WorkingValues, AreTheTensorItselfAtFullPrecision) {
  const at::Tensor x = at::ones({3}).set_requires_grad(true);
  EXPECT_TRUE(held_in(x, NumberFormat()).is_same(x));
}

}  // namespace
}  // namespace imprint
