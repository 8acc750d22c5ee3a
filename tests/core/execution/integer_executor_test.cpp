// SPDX-License-Identifier: GPL-3.0-or-later
// Products of codes against the simulation, which multiplies the same values in fp32, and against double precision.
#include "core/execution/integer/integer_executor.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/isnan.h>
#include <ATen/ops/mm.h>
#include <gtest/gtest.h>
#include <torch/csrc/autograd/autograd.h>

#include <limits>

#include "core/execution/integer/fixed_point.h"
#include "core/formats/float_tensor.h"
#include "core/kernels/integer_product.h"
#include "tests/reference/test_tensors.h"

namespace imprint::test {
namespace {

constexpr double as_fp32 = 2e-6;  // of sums in another order

Encoded codes_of(const at::Tensor& values, int bits, Granularity granularity = Granularity::tensor) {
  return affine_codec().encode(values, NumberFormat(bits), {.granularity = granularity});
}

/// Values far from zero, so that the grids' offsets count.
at::Tensor shifted_tensor(at::IntArrayRef sizes, std::uint64_t seed, double shift) {
  return normal_tensor(sizes, seed) + shift;
}

TEST(CodedMatrix, CentreAndResidueGiveTheGridsValues) {
  for (const double shift : {0.0, 0.3, 5.0, -40.0})
    for (int bits = 1; bits <= 8; ++bits) {
      const Encoded encoded = codes_of(shifted_tensor({6, 50}, 1, shift), bits, Granularity::row);
      const CodedMatrix matrix = coded_matrix(encoded);
      const at::Tensor values = (matrix.codes.to(at::kFloat) - matrix.centre.unsqueeze(1)) * matrix.scale.unsqueeze(1) +
                                matrix.residue.unsqueeze(1);
      EXPECT_LT(relative_error(values, affine_codec().decode(encoded)), 1e-6) << bits << " " << shift;
      const CodedMatrix both = with_signed_codes(matrix);
      EXPECT_TRUE((both.signed_codes.to(at::kInt) + both.shift()).equal(both.codes.to(at::kInt)));
    }
}

class CodedProducts : public testing::Test {
 protected:
  void SetUp() override {
    if (!has_integer_multipliers()) GTEST_SKIP() << "this processor has no 8-bit multipliers";
  }
};

TEST_F(CodedProducts, AreThoseOfTheValues) {
  for (const double shift : {0.0, 2.0})
    for (int bits = 1; bits <= 8; ++bits)
      for (const bool a : {false, true})
        for (const bool b : {false, true}) {
          const Encoded left = codes_of(shifted_tensor(a ? at::IntArrayRef{70, 9} : at::IntArrayRef{9, 70}, 1, shift),
                                        bits, a ? Granularity::column : Granularity::row);
          const Encoded right =
              codes_of(shifted_tensor(b ? at::IntArrayRef{11, 70} : at::IntArrayRef{70, 11}, 2, -shift), 9 - bits,
                       b ? Granularity::row : Granularity::column);
          const at::Tensor found = coded_product({coded_matrix(left), a}, {with_signed_codes(coded_matrix(right)), b});
          const auto shown = [](const Encoded& encoded, bool transposed) {
            const at::Tensor values = affine_codec().decode(encoded).to(at::kDouble);
            return transposed ? values.t() : values;
          };
          EXPECT_LT(relative_error(found, at::mm(shown(left, a), shown(right, b))), 1e-6) << bits << a << b << shift;
        }
}

TEST_F(CodedProducts, SumsBeyond32BitsAreExact) {
  const at::Tensor left = shifted_tensor({3, 131'072}, 1, 4), right = shifted_tensor({131'072, 2}, 2, -4);
  const Encoded a = codes_of(left, 8), b = codes_of(right, 8);
  const at::Tensor expected =
      at::mm(affine_codec().decode(a).to(at::kDouble), affine_codec().decode(b).to(at::kDouble));
  EXPECT_LT(relative_error(coded_product({coded_matrix(a)}, {with_signed_codes(coded_matrix(b))}), expected), 1e-6);
}

TEST_F(CodedProducts, OfNumbersWith24BitsAreThoseOfTheValues) {
  const at::Tensor weight = normal_tensor({300, 21}, 3) * normal_tensor({1, 21}, 4);
  for (const Granularity granularity : {Granularity::tensor, Granularity::row}) {
    const Encoded left = codes_of(shifted_tensor({10, 300}, 5, 0.7), 8, granularity);
    const at::Tensor expected = at::mm(affine_codec().decode(left).to(at::kDouble), weight.to(at::kDouble));
    EXPECT_LT(relative_error(fixed_point_product(coded_matrix(left), fixed_point(weight)), expected), 1e-6);
  }
}

TEST(FixedPoint, NumbersLieWithinTwoUnitsAndColumnsOfZerosAreZero) {
  at::Tensor values = normal_tensor({40, 5}, 6);
  values.select(1, 2).zero_();
  values.select(1, 3).fill_(std::numeric_limits<float>::infinity());
  const FixedPointMatrix numbers = fixed_point(values);
  const at::Tensor digits = numbers.digits.to(at::kDouble).view({40, 3, 5});
  const at::Tensor found = digits.select(1, 0) * 65536 + digits.select(1, 1) * 256 + digits.select(1, 2);
  for (const std::int64_t column : {0, 1, 2, 4}) {
    const at::Tensor error = (found.select(1, column) * numbers.unit[column] - values.select(1, column)).abs();
    EXPECT_LE(error.max().item<double>(), 2 * numbers.unit[column].item<double>()) << column;
  }
  EXPECT_FALSE(std::isfinite(numbers.unit[3].item<float>()));
  EXPECT_TRUE(numbers.sums.equal(found.sum(0)));
}

TEST(FixedPoint, ColumnsTooSmallForAnInverseAreZero) {
  for (const double scale : {1e-30, 1e-33, 1e-40}) {
    const FixedPointMatrix numbers = fixed_point(normal_tensor({40, 3}, 6) * scale);
    EXPECT_EQ(numbers.digits.to(at::kInt).abs().sum().item<std::int64_t>() == 0, scale < 1e-31) << scale;
    EXPECT_TRUE(numbers.sums.isfinite().all().item<bool>());
  }
}

struct LinearCase {
  std::int64_t rows = 90, in = 70, out = 300;
  Granularities granularities = {};
  bool has_bias = true;
};

LayerProduct linear_product(const LinearCase& c, int forward, int backward) {
  LayerProduct product;
  product.input = shifted_tensor({c.rows, c.in}, 1, 0.4).requires_grad_(true);
  product.weight = normal_tensor({c.out, c.in}, 2).requires_grad_(true);
  if (c.has_bias) product.bias = normal_tensor({c.out}, 3).requires_grad_(true);
  product.precision = layer_precision(forward, backward);
  product.granularities = c.granularities;
  product.input_range = tensor_range(product.input.detach());
  product.noise_key = 5;
  return product;
}

struct Products {
  at::Tensor output;
  std::vector<at::Tensor> gradients;
};

Products products(LayerProduct product, std::string_view executor, bool prepared = false) {
  product.choice = {executor};
  const Executor& chosen = executor_for(product);
  EXPECT_EQ(chosen.name(), executor);
  if (prepared) product.prepared = chosen.prepare(product);
  const at::Tensor output = chosen.run(product).output;
  std::vector<at::Tensor> inputs{product.input, product.weight};
  if (product.bias.defined()) inputs.push_back(product.bias);
  return {output, torch::autograd::grad({output}, inputs, {normal_tensor(output.sizes(), 4)})};
}

void expect_like(const Products& found, const Products& expected, const std::string& what) {
  EXPECT_LT(relative_error(found.output, expected.output), as_fp32) << what;
  ASSERT_EQ(found.gradients.size(), expected.gradients.size());
  for (std::size_t i = 0; i < found.gradients.size(); ++i)
    EXPECT_LT(relative_error(found.gradients[i], expected.gradients[i]), as_fp32) << what << " gradient " << i;
}

class IntegerLinear : public CodedProducts {};

TEST_F(IntegerLinear, IsTheSimulationAtEveryWidth) {
  for (int forward = 1; forward <= 8; ++forward)
    for (int backward = 1; backward <= 8; ++backward) {
      const LayerProduct product = linear_product({}, forward, backward);
      expect_like(products(product, "integer"), products(product, "simulated"), short_text(product.precision));
    }
}

TEST_F(IntegerLinear, IsTheSimulationWithEveryGranularity) {
  for (const Granularity input : {Granularity::tensor, Granularity::row})
    for (const Granularity weight : {Granularity::tensor, Granularity::row})
      for (const Granularity gradient : {Granularity::tensor, Granularity::row})
        for (const std::int64_t rows : {3, 90})
          for (const bool has_bias : {false, true}) {
            const LayerProduct product =
                linear_product({.rows = rows, .granularities = {input, weight, gradient}, .has_bias = has_bias}, 6, 8);
            expect_like(products(product, "integer"), products(product, "simulated"), "granularities");
          }
}

TEST_F(IntegerLinear, APreparedWeightChangesNoBit) {
  const LayerProduct product = linear_product({}, 8, 8);
  for (const auto* executor : {"integer", "simulated"}) {
    const Products fresh = products(product, executor), prepared = products(product, executor, true);
    EXPECT_TRUE(same_values(fresh.output, prepared.output));
    for (std::size_t i = 0; i < fresh.gradients.size(); ++i)
      EXPECT_TRUE(same_values(fresh.gradients[i], prepared.gradients[i])) << executor << i;
  }
}

TEST_F(IntegerLinear, ThreadsChangeNoBit) {
  const LayerProduct product = linear_product({.rows = 700, .in = 200, .out = 900}, 8, 8);
  const auto on = [&](int threads) {
    const ThreadScope scope(threads);
    return products(product, "integer");
  };
  const Products one = on(1), two = on(2);
  EXPECT_TRUE(same_values(one.output, two.output));
  for (std::size_t i = 0; i < one.gradients.size(); ++i)
    EXPECT_TRUE(same_values(one.gradients[i], two.gradients[i])) << i;
}

TEST_F(IntegerLinear, WhatIsNotFiniteIsSeenInTheOutput) {
  for (const float strange : {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity()}) {
    LayerProduct product = linear_product({}, 8, 8);
    at::Tensor weight = product.weight.detach().clone();
    weight[1][2] = strange;
    product.weight = weight.requires_grad_(true);
    EXPECT_TRUE(at::isnan(products(product, "integer").output.select(1, 1)).all().item<bool>());
    LayerProduct other = linear_product({}, 8, 8);
    at::Tensor input = other.input.detach().clone();
    input[0][0] = std::numeric_limits<float>::quiet_NaN();  // on a range that is finite, as a running one is
    other.input = input.requires_grad_(true);
    EXPECT_TRUE(at::isnan(products(other, "integer").output[0]).all().item<bool>());
  }
}

TEST_F(IntegerLinear, OfNoRowsIsEmpty) {
  LayerProduct product = linear_product({.rows = 0}, 8, 8);
  product.input_range = {-1, 1};
  const Products found = products(product, "integer");
  EXPECT_EQ(found.output.sizes(), (std::vector<std::int64_t>{0, 300}));
  EXPECT_EQ(found.gradients[1].abs().sum().item<float>(), 0);
}

struct ConvolutionCase {
  std::int64_t in = 16, out = 24, size = 10, kernel = 3, stride = 1;
  double shift = 0;
};

LayerProduct convolution_product(const ConvolutionCase& c, int forward, int backward) {
  LayerProduct product;
  product.input = (normal_images({4, c.in, c.size, c.size}, 1) + c.shift).requires_grad_(true);
  product.weight = (normal_tensor({c.out, c.in, c.kernel, c.kernel}, 2) + 0.2).requires_grad_(true);
  product.convolution = ConvolutionGeometry{{c.stride, c.stride}, {c.kernel / 2, c.kernel / 2}};
  product.precision = layer_precision(forward, backward);
  product.input_range = tensor_range(product.input.detach());
  product.noise_key = 5;
  return product;
}

class IntegerConvolutions : public CodedProducts {};

TEST_F(IntegerConvolutions, AreTheSimulationAtEveryWidth) {
  for (int forward = 1; forward <= 8; ++forward)
    for (const int backward : {1, 2, 5, 8}) {
      const LayerProduct product = convolution_product({}, forward, backward);
      expect_like(products(product, "integer"), products(product, "simulated"), short_text(product.precision));
    }
}

TEST_F(IntegerConvolutions, AreTheSimulationInEveryGeometryAndAtItsBorders) {
  for (const ConvolutionCase& c : {ConvolutionCase{16, 24, 9, 3, 2},
                                   {32, 8, 7, 3, 1, 3.0},
                                   {8, 16, 11, 5, 1, -1.0},
                                   {130, 5, 6, 1, 2, 0.5},
                                   {16, 16, 8, 3, 2, 1.5}}) {
    const LayerProduct product = convolution_product(c, 8, 8);
    expect_like(products(product, "integer"), products(product, "simulated"), std::to_string(c.in));
  }
}

TEST_F(IntegerConvolutions, OfWhatWasRectifiedAreTheSimulation) {
  LayerProduct product = convolution_product({}, 4, 8);
  product.input = product.input.detach().clamp_min(0).requires_grad_(true);
  product.input_range = tensor_range(product.input.detach());
  expect_like(products(product, "integer"), products(product, "simulated"), "zero is a code");
}

TEST_F(IntegerConvolutions, ThreadsChangeNoBitOfTheOutput) {
  const LayerProduct product = convolution_product({32, 32, 14, 3, 1, 0.5}, 8, 8);
  const auto on = [&](int threads) {
    const ThreadScope scope(threads);
    return products(product, "integer").output;
  };
  EXPECT_TRUE(same_values(on(1), on(2)));
}

TEST_F(IntegerConvolutions, WhatIsNotFiniteIsSeenInTheOutput) {
  LayerProduct product = convolution_product({}, 8, 8);
  at::Tensor weight = product.weight.detach().clone();
  weight[3][0][0][0] = std::numeric_limits<float>::infinity();
  product.weight = weight.requires_grad_(true);
  EXPECT_TRUE(at::isnan(products(product, "integer").output.select(1, 3)).all().item<bool>());
}

TEST_F(CodedProducts, OfConvolutionsAreLeftWhereTheyDoNotPay) {
  const IntegerExecutor executor;
  EXPECT_TRUE(executor.can(convolution_product({}, 8, 8)));
  EXPECT_TRUE(executor.can(linear_product({.in = 1024, .out = 256}, 8, 8)));
  EXPECT_FALSE(executor.can(convolution_product({.in = 3}, 8, 8)));
  EXPECT_FALSE(executor.can(convolution_product({.kernel = 1}, 8, 8)));
}

TEST_F(CodedProducts, AreTakenWhereTheyAreExactAndOnlyThere) {
  const IntegerExecutor executor;
  LayerProduct good = linear_product({}, 8, 8);
  EXPECT_FALSE(executor.can(good)) << "it is too small to gain";
  good.choice = {"integer"};
  EXPECT_TRUE(executor.can(good));
  const auto refused = [&](const auto& change) {
    LayerProduct product = good;
    change(product);
    return !executor.can(product);
  };
  EXPECT_TRUE(refused([](LayerProduct& p) { p.precision = layer_precision(9, 8); }));
  EXPECT_TRUE(refused([](LayerProduct& p) { p.precision = layer_precision(32, 32); }));
  EXPECT_TRUE(refused([](LayerProduct& p) { p.precision.weight = minifloat_format(4, 3); }));
  EXPECT_TRUE(refused([](LayerProduct& p) { p.precision.gradient = NumberFormat(32); }));
  EXPECT_TRUE(refused([](LayerProduct& p) { p.is_tapped = true; }));
  EXPECT_TRUE(refused([](LayerProduct& p) { p.granularities.weight = Granularity::column; }));
  EXPECT_TRUE(refused([](LayerProduct& p) { p.granularities.input = Granularity::column; }));
  const at::NoGradGuard no_graph;
  EXPECT_FALSE(refused([](LayerProduct& p) { p.precision.gradient = NumberFormat(32); })) << "evaluation has none";
}

}  // namespace
}  // namespace imprint::test
