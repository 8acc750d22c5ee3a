// SPDX-License-Identifier: GPL-3.0-or-later
// Exact in every case that the processor's instruction set, or what ONEDNN_MAX_CPU_ISA leaves of it, is said to take:
// CMakeLists.txt runs these tests once for each. Operands that are as large as they may be find saturated sums, which
// random ones do not.
#include "core/kernels/integer_product.h"

#include <ATen/core/Tensor.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/full.h>
#include <ATen/ops/mm.h>
#include <gtest/gtest.h>

#include "core/base/random_stream.h"
#include "tests/reference/test_tensors.h"
#include "tests/support/expect_error.h"

namespace imprint::test {
namespace {

enum class Fill { random, largest, smallest };

at::Tensor integers(at::IntArrayRef sizes, std::int64_t low, std::int64_t high, at::ScalarType type, Fill fill) {
  if (fill == Fill::largest) return at::full(sizes, high, type);
  if (fill == Fill::smallest) return at::full(sizes, low, type);
  at::Tensor values = at::empty(sizes, at::kLong);
  RandomStream stream(7);
  for (std::int64_t i = 0; i < values.numel(); ++i)
    values.data_ptr<std::int64_t>()[i] = low + static_cast<std::int64_t>(stream.below(high - low + 1));
  return values.to(type);
}

struct Case {
  std::int64_t m, n, k;
  int left_bits = 8, right_bits = 8;
};

IntegerBounds bounds_of(const Case& c) {
  return {(std::int64_t{1} << c.left_bits) - 1, c.right_bits == 8 ? 128 : (std::int64_t{1} << c.right_bits) - 1};
}

void expect_exact(const Case& c, Fill left_fill, Fill right_fill) {
  const IntegerBounds bounds = bounds_of(c);
  if (!multiplies_exactly(bounds)) return;
  const std::int64_t top = c.right_bits == 8 ? 127 : bounds.right;
  for (const bool a : {false, true})
    for (const bool b : {false, true}) {
      const auto shape = [](std::int64_t rows, std::int64_t columns, bool transposed) {
        return transposed ? std::vector<std::int64_t>{columns, rows} : std::vector<std::int64_t>{rows, columns};
      };
      const at::Tensor left = integers(shape(c.m, c.k, a), 0, bounds.left, at::kByte, left_fill);
      const at::Tensor right = integers(shape(c.k, c.n, b), -bounds.right, top, at::kChar, right_fill);
      const at::Tensor exact = at::mm((a ? left.t() : left).to(at::kLong), (b ? right.t() : right).to(at::kLong));
      const at::Tensor found = integer_product({left, a}, {right, b}, bounds);
      EXPECT_TRUE(found.to(at::kLong).equal(exact))
          << c.m << " " << c.n << " " << c.k << " bits " << c.left_bits << " " << c.right_bits
          << (a ? " left transposed" : "") << (b ? " right transposed" : "");
    }
}

void expect_exact(const Case& c) {
  expect_exact(c, Fill::random, Fill::random);
  expect_exact(c, Fill::largest, Fill::largest);
  expect_exact(c, Fill::largest, Fill::smallest);
}

TEST(IntegerProduct, IsExactInEveryWidthAndShape) {
  for (int left = 1; left <= 8; ++left)
    for (int right = 1; right <= 8; ++right) expect_exact({5, 33, 67, left, right});
  for (const Case& c : {Case{1, 1, 1}, Case{1, 17, 300}, Case{64, 1, 129}, Case{20, 200, 64}, Case{130, 70, 1000}})
    expect_exact(c);
}

TEST(IntegerProduct, SumsOf131072TermsAreSplitAndExact) {
  expect_exact({2, 3, 131'072});
  expect_exact({3, 2, 131'072, 8, 7});
  expect_exact({3, 2, 131'072, 4, 4});
}

TEST(IntegerProduct, IsOf32BitsWhereThatIsEnough) {
  if (!multiplies_exactly({255, 128})) GTEST_SKIP() << "no processor for 8 times 8 bits";
  const auto type = [](std::int64_t k) {
    return integer_product({at::full({1, k}, 255, at::kByte)}, {at::full({k, 1}, -128, at::kChar)}, {255, 128})
        .scalar_type();
  };
  EXPECT_EQ(type(65'792), at::kInt);
  EXPECT_EQ(type(65'794), at::kLong);
}

TEST(IntegerProduct, OfNothingIsZero) {
  const IntegerBounds bounds{3, 3};
  EXPECT_EQ(
      integer_product({at::full({4, 0}, 0, at::kByte)}, {at::full({0, 3}, 0, at::kChar)}, bounds).sum().item<int>(), 0);
  EXPECT_EQ(integer_product({at::full({0, 4}, 0, at::kByte)}, {at::full({4, 3}, 0, at::kChar)}, bounds).sizes(),
            (std::vector<std::int64_t>{0, 3}));
}

TEST(IntegerProduct, TakesMatricesWhoseRowsLieApart) {
  const at::Tensor left = integers({6, 20}, 0, 15, at::kByte, Fill::random);
  const at::Tensor right = integers({9, 8}, -15, 15, at::kChar, Fill::random);
  const at::Tensor found = integer_product({left.narrow(1, 3, 9)}, {right}, {15, 15});
  EXPECT_TRUE(found.to(at::kLong).equal(at::mm(left.narrow(1, 3, 9).to(at::kLong), right.to(at::kLong))));
}

TEST(IntegerProduct, RefusesWhatIsNotExactOrDoesNotFit) {
  EXPECT_FALSE(multiplies_exactly({256, 1}));
  EXPECT_FALSE(multiplies_exactly({1, 129}));
  EXPECT_TRUE(multiplies_exactly({127, 127}));  // 15 bits, on every processor
  const at::Tensor left = at::full({2, 3}, 1, at::kByte), right = at::full({4, 2}, 1, at::kChar);
  EXPECT_EQ(input_error_of([&] {
              integer_product({left}, {right}, {1, 1});
            }),
            "integer product: 3 columns times 4 rows");
  EXPECT_THROW(integer_product({left.t()}, {right.narrow(0, 0, 2)}, {256, 1}), InputError);
}

TEST(IntegerProduct, ThreadsChangeNothing) {
  const IntegerBounds bounds{127, 127};
  const at::Tensor left = integers({300, 500}, 0, 127, at::kByte, Fill::random);
  const at::Tensor right = integers({500, 200}, -127, 127, at::kChar, Fill::random);
  const auto on = [&](int threads) {
    const ThreadScope scope(threads);
    return integer_product({left}, {right}, bounds);
  };
  EXPECT_TRUE(on(1).equal(on(2)));
}

}  // namespace
}  // namespace imprint::test
