// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kernels/low_precision_convolution.h"

#include <ATen/core/Tensor.h>
#include <ATen/ops/conv2d.h>
#include <ATen/ops/convolution_backward.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/full_like.h>
#include <gtest/gtest.h>

#include "core/base/random_stream.h"
#include "core/kernels/channels_last.h"
#include "core/kernels/integer_product.h"
#include "tests/reference/test_tensors.h"

namespace imprint::test {
namespace {

at::Tensor integers(at::IntArrayRef sizes, std::int64_t low, std::int64_t high, std::uint64_t seed) {
  at::Tensor values = at::empty(sizes);
  RandomStream stream(seed);
  for (std::int64_t i = 0; i < values.numel(); ++i)
    values.data_ptr<float>()[i] = static_cast<float>(low + static_cast<std::int64_t>(stream.below(high - low + 1)));
  return values;
}

struct Case {
  std::int64_t in, out, height, width, kernel, stride, padding;
  ConvolutionGeometry geometry() const { return {{stride, stride}, {padding, padding}}; }
};
const std::vector<Case> cases{{16, 16, 9, 7, 3, 1, 1}, {3, 8, 8, 8, 3, 2, 1},   {32, 48, 6, 6, 1, 2, 0},
                              {5, 7, 11, 4, 5, 1, 2},  {64, 16, 4, 4, 3, 1, 0}, {1, 4, 6, 5, 3, 3, 2}};

at::Tensor exact(const at::Tensor& x, const at::Tensor& w, const Case& c) {
  return at::conv2d(x.to(at::kDouble), w.to(at::kDouble), {}, c.geometry().stride, c.geometry().padding);
}

TEST(IntegerConvolution, IsExactInEveryGeometryWithTheLargestCodes) {
  if (!has_integer_multipliers()) GTEST_SKIP() << "this processor has no 8-bit multipliers";
  for (const Case& c : cases) {
    const at::Tensor x = integers({3, c.in, c.height, c.width}, 0, 255, 1);
    const at::Tensor w = integers({c.out, c.in, c.kernel, c.kernel}, -128, 127, 2);
    const at::Tensor large = at::full_like(x, 255), small = at::full_like(w, -128);
    for (const auto& [a, b] : {std::pair{x, w}, {large, small}, {large, at::full_like(w, 127)}}) {
      const at::Tensor found = integer_convolution(channels_last(a).to(at::kByte), b.to(at::kChar), c.geometry());
      EXPECT_TRUE(found.to(at::kDouble).equal(exact(a, b, c))) << c.in << " " << c.kernel << " " << c.stride;
    }
  }
}

TEST(Bf16WeightGradient, OfIntegersIsThatOfFp32) {
  if (!has_bf16_multipliers()) GTEST_SKIP() << "this processor has no bf16 multipliers";
  for (const Case& c : cases) {
    const at::Tensor x = integers({3, c.in, c.height, c.width}, -255, 255, 1);
    const at::Tensor w = at::empty({c.out, c.in, c.kernel, c.kernel});
    const at::Tensor g = integers(exact(x, w.zero_(), c).sizes(), -255, 255, 3);
    const at::Tensor expected = std::get<1>(at::convolution_backward(
        g.to(at::kDouble), x.to(at::kDouble), w.to(at::kDouble), c10::nullopt, c.geometry().stride,
        c.geometry().padding, {1, 1}, false, {0, 0}, 1, {false, true, false}));
    const auto bf16 = [](const at::Tensor& values) { return channels_last(values).to(at::kBFloat16); };
    EXPECT_LT(relative_error(bf16_weight_gradient(bf16(x), bf16(g), w.sizes(), c.geometry()), expected), 1e-6)
        << c.in << " " << c.kernel << " " << c.stride;
  }
}

}  // namespace
}  // namespace imprint::test
