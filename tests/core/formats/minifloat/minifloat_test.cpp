// SPDX-License-Identifier: GPL-3.0-or-later
// Every code of every format, every midpoint and its neighbours, against values enumerated in double precision.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/formats/minifloat/minifloat_grid.h"
#include "core/formats/minifloat/minifloat_kernels.h"
#include "core/formats/rounding_noise.h"

namespace imprint::test {
namespace {

/// What the standards say of a format.
struct Standard {
  int exponent_bits, mantissa_bits;
  double largest, smallest_subnormal;
  int finite_codes;  // of both signs, zeros included
};

class Minifloat : public testing::TestWithParam<Standard> {
 protected:
  NumberFormat format_ = minifloat_format(GetParam().exponent_bits, GetParam().mantissa_bits);
  MinifloatGrid grid_ = minifloat_grid(format_);

  /// Positive values with zero, ascending: fraction * 2^exponent, in the order of their codes.
  std::vector<double> values() const {
    const int bias = (1 << (GetParam().exponent_bits - 1)) - 1, fractions = 1 << GetParam().mantissa_bits;
    std::vector<double> all;
    for (int code = 0; code < GetParam().finite_codes / 2; ++code) {
      const int field = code / fractions, fraction = code % fractions;
      const double significand = (field == 0 ? 0.0 : 1.0) + static_cast<double>(fraction) / fractions;
      all.push_back(std::ldexp(significand, (field == 0 ? 1 : field) - bias));
    }
    return all;
  }

  float nearest(double value) const { return minifloat_value(static_cast<float>(value), grid_, 0); }
};
INSTANTIATE_TEST_SUITE_P(Formats, Minifloat,
                         testing::Values(Standard{5, 2, 57344, 0x1p-16, 248}, Standard{4, 3, 448, 0x1p-9, 254},
                                         Standard{3, 2, 28, 0x1p-4, 64}, Standard{2, 3, 7.5, 0x1p-3, 64},
                                         Standard{2, 1, 6, 0x1p-1, 16}),
                         [](const auto& test) {
                           return format_name(minifloat_format(test.param.exponent_bits, test.param.mantissa_bits));
                         });

TEST_P(Minifloat, HasTheStandardsEnds) {
  EXPECT_EQ(grid_.largest, GetParam().largest);
  EXPECT_EQ(values().back(), GetParam().largest);
  EXPECT_EQ(values()[1], GetParam().smallest_subnormal);
}

TEST_P(Minifloat, EveryCodeIsItsValueBothWays) {
  const std::vector<double> all = values();
  for (std::size_t code = 0; code < all.size(); ++code) {
    const auto positive = static_cast<std::uint8_t>(code);
    const auto negative = static_cast<std::uint8_t>(code | 1U << (format_.bits - 1));
    EXPECT_EQ(minifloat_of_code(positive, format_, grid_), all[code]);
    EXPECT_EQ(minifloat_of_code(negative, format_, grid_), -all[code]);
    EXPECT_EQ(minifloat_code(static_cast<float>(all[code]), format_, grid_), positive);
    EXPECT_EQ(minifloat_code(static_cast<float>(-all[code]), format_, grid_), negative);
    EXPECT_EQ(nearest(all[code]), all[code]);
    EXPECT_EQ(nearest(-all[code]), -all[code]);
  }
}

TEST_P(Minifloat, EveryMidpointGoesToTheEvenCodeAndItsNeighboursToTheNearer) {
  const std::vector<double> all = values();
  for (std::size_t code = 0; code + 1 < all.size(); ++code) {
    const double middle = (all[code] + all[code + 1]) / 2;
    const double even = code % 2 == 0 ? all[code] : all[code + 1];
    for (const double sign : {1.0, -1.0}) {
      EXPECT_EQ(nearest(sign * middle), sign * even) << middle;
      const auto exact = static_cast<float>(middle);
      EXPECT_EQ(nearest(sign * static_cast<double>(std::nextafterf(exact, 0))), sign * all[code]);
      EXPECT_EQ(nearest(sign * static_cast<double>(std::nextafterf(exact, 1e9F))), sign * all[code + 1]);
    }
  }
}

TEST_P(Minifloat, SaturatesAndKeepsNan) {
  const float infinity = std::numeric_limits<float>::infinity();
  for (const float beyond : {grid_.largest * 1.01F, grid_.largest * 4, 1e30F, infinity}) {
    EXPECT_EQ(nearest(static_cast<double>(beyond)), grid_.largest);
    EXPECT_EQ(nearest(static_cast<double>(-beyond)), -grid_.largest);
  }
  EXPECT_TRUE(std::isnan(minifloat_value(std::numeric_limits<float>::quiet_NaN(), grid_, 0)));
  EXPECT_EQ(nearest(1e-40), 0);
}

TEST_P(Minifloat, NoiseIsUnbiasedInsideTheRange) {
  const std::vector<double> all = values();
  constexpr int draws = 200'000;
  for (const std::size_t code : {std::size_t{0}, std::size_t{1}, all.size() / 2, all.size() - 2})
    for (const double share : {0.1, 0.5, 0.83}) {
      const double value = all[code] + share * (all[code + 1] - all[code]);
      double sum = 0, squares = 0;
      for (int i = 0; i < draws; ++i) {
        const float noise = rounding_noise(noise_block_key(11, 0), static_cast<std::uint32_t>(i));
        const double rounded = minifloat_value(static_cast<float>(value), grid_, noise);
        sum += rounded - value;
        squares += (rounded - value) * (rounded - value);
        ASSERT_TRUE(rounded == all[code] || rounded == all[code + 1]) << value << " " << rounded;
      }
      EXPECT_LT(std::abs(sum), 4 * std::sqrt(squares) + 1e-6 * draws * value) << value;
    }
}

TEST_P(Minifloat, InstructionSetsGiveTheSameBits) {
  std::vector<float> values(1001), expected(1001), out(1001);
  RandomStream stream(5);
  for (float& value : values) value = static_cast<float>(stream.normal());
  round_to_minifloat_stochastically(values, expected, grid_, 0.01F, 3, InstructionSet::baseline);
  for (const InstructionSet set : {InstructionSet::avx2, InstructionSet::avx512}) {
    if (!is_supported(set)) continue;
    round_to_minifloat_stochastically(values, out, grid_, 0.01F, 3, set);
    EXPECT_EQ(out, expected);
  }
}

TEST_P(Minifloat, TheScaleMapsTheLargestMagnitudeToTheLargestValue) {
  EXPECT_FLOAT_EQ(minifloat_scale({-3, 2}, grid_) * grid_.largest, 3);
  EXPECT_FLOAT_EQ(minifloat_scale({-3, 5}, grid_) * grid_.largest, 5);
  EXPECT_GT(minifloat_scale({0, 0}, grid_), 0);
  EXPECT_TRUE(std::isnan(minifloat_scale({NAN, NAN}, grid_)));
}

}  // namespace
}  // namespace imprint::test
