// SPDX-License-Identifier: GPL-3.0-or-later
// Every format against its standard's table, against the nearest of all its values, and against MPFR.
#include "core/elements/element_rounding.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <mpfr.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <string>

namespace imprint::test {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

std::string name_of(ElementFormat format) {
  return "e" + std::to_string(format.exponent_bits) + "m" + std::to_string(format.mantissa_bits);
}

TEST(ElementFormats, AreThoseOfTheirStandards) {
  struct Row {
    ElementFormat format;
    int bias;
    double largest, smallest;
  };
  using namespace elements;
  const Row rows[] = {{e2m1, 1, 6, 0.5},
                      {e2m3, 1, 7.5, 0x1p-3},
                      {e3m2, 3, 28, 0x1p-4},
                      {e4m3, 7, 448, 0x1p-9},
                      {e5m2, 15, 57344, 0x1p-16},
                      {fp16, 15, 65504, 0x1p-24},
                      {bf16, 127, 0x1.fep127, 0x1p-133},
                      {fp32, 127, std::numeric_limits<float>::max(), std::numeric_limits<float>::denorm_min()}};
  for (const Row& row : rows) {
    EXPECT_EQ(row.format.bias(), row.bias) << name_of(row.format);
    EXPECT_EQ(row.format.largest(), row.largest) << name_of(row.format);
    EXPECT_EQ(row.format.smallest_subnormal(), row.smallest) << name_of(row.format);
  }
}

TEST(ElementFormats, HoldTheValuesOfTheirTables) {
  EXPECT_THAT(finite_values(elements::e2m1),
              testing::ElementsAre(-6, -4, -3, -2, -1.5, -1, -.5, 0, .5, 1, 1.5, 2, 3, 4, 6));
  EXPECT_EQ(finite_values(elements::e4m3).size(), 253U);  // 256 codes, two NaNs, one of two zeros
  EXPECT_EQ(finite_values(elements::e5m2).size(), 247U);  // two infinities, six NaNs, one zero
  EXPECT_TRUE(std::isnan(value_of_code(0x7f, elements::e4m3)));
  EXPECT_EQ(value_of_code(0x7e, elements::e4m3), 448);
  EXPECT_EQ(value_of_code(0xfc, elements::e5m2), -infinity);
  EXPECT_TRUE(std::isnan(value_of_code(0x7d, elements::e5m2)));
}

TEST(RoundToElement, TiesOfE2m1GoToTheEvenCode) {
  const std::pair<double, double> ties[] = {{.25, 0}, {.75, 1}, {1.25, 1}, {1.75, 2}, {2.5, 2}, {3.5, 4}, {5, 4}};
  for (const auto& [value, even] : ties) {
    EXPECT_EQ(round_to_element(value, elements::e2m1), even) << value;
    EXPECT_EQ(round_to_element(-value, elements::e2m1), -even) << value;
  }
  EXPECT_EQ(round_to_element(.25, elements::e2m1, {.rule = RoundingRule::half_away}), .5);
  EXPECT_EQ(round_to_element(-2.5, elements::e2m1, {.rule = RoundingRule::half_away}), -3);
}

TEST(RoundToElement, OverflowSaturatesOrIsWhatTheStandardSays) {
  const ElementRounding standard{.overflow = Overflow::standard};
  EXPECT_EQ(round_to_element(1e9, elements::e4m3), 448);
  EXPECT_EQ(round_to_element(-infinity, elements::e4m3), -448);
  EXPECT_EQ(round_to_element(463, elements::e4m3, standard), 448) << "nearer to 448 than to the 480 that is no value";
  EXPECT_EQ(round_to_element(464, elements::e4m3, standard), 448) << "a tie between 448, even, and 480";
  EXPECT_TRUE(std::isnan(round_to_element(465, elements::e4m3, standard)));
  EXPECT_EQ(round_to_element(61439, elements::e5m2, standard), 57344);
  EXPECT_EQ(round_to_element(61440, elements::e5m2, standard), infinity) << "the tie goes to the even one beyond";
  EXPECT_EQ(round_to_element(-7, elements::e2m1, standard), -6) << "it has neither";
  EXPECT_TRUE(std::isnan(round_to_element(std::nan(""), elements::e2m1)));
  EXPECT_TRUE(std::signbit(round_to_element(-0.0, elements::e4m3)));
}

class EveryElementFormat : public testing::TestWithParam<ElementFormat> {};
INSTANTIATE_TEST_SUITE_P(Formats, EveryElementFormat,
                         testing::Values(elements::e2m1, elements::e2m3, elements::e3m2, elements::e4m3, elements::e5m2,
                                         element_format(3, 4), element_format(6, 1), element_format(4, 1),
                                         elements::fp16, elements::bf16),
                         [](const auto& test) { return name_of(test.param); });

TEST_P(EveryElementFormat, KeepsItsOwnValues) {
  for (const double value : finite_values(GetParam())) {
    ASSERT_EQ(round_to_element(value, GetParam()), value);
    ASSERT_EQ(round_to_element(value, GetParam(), {.rule = RoundingRule::half_away}), value);
  }
}

/// Between two neighbours: the nearer one, at the middle the one whose code is even.
TEST_P(EveryElementFormat, TakesTheNearestAndAtTheMiddleTheEvenOne) {
  const std::vector<double> values = finite_values(GetParam());
  const auto zero = std::ranges::find(values, 0.0);
  for (auto low = zero; low + 1 != values.end(); ++low) {
    const double high = *(low + 1), middle = (*low + high) / 2;
    const bool low_is_even = (low - zero) % 2 == 0;  // magnitudes and codes are in the same order
    ASSERT_EQ(round_to_element(std::nextafter(middle, 0), GetParam()), *low) << middle;
    ASSERT_EQ(round_to_element(std::nextafter(middle, infinity), GetParam()), high) << middle;
    ASSERT_EQ(round_to_element(middle, GetParam()), low_is_even ? *low : high) << middle;
    ASSERT_EQ(round_to_element(-middle, GetParam(), {.rule = RoundingRule::half_away}), -high) << middle;
  }
}

/// An independent oracle: MPFR with the format's precision and exponents, subnormals included.
class MpfrFormat {
 public:
  explicit MpfrFormat(ElementFormat format) : low_(mpfr_get_emin()), high_(mpfr_get_emax()) {
    mpfr_init2(number_, format.mantissa_bits + 1);
    // MPFR's mantissas lie in [1/2, 1), so its exponents are larger by one.
    mpfr_set_emin(format.least_exponent() + 1 - format.mantissa_bits);
    mpfr_set_emax(format.greatest_exponent() + 1);
  }
  ~MpfrFormat() {
    mpfr_clear(number_);
    mpfr_set_emin(low_);
    mpfr_set_emax(high_);
  }
  MpfrFormat(const MpfrFormat&) = delete;
  MpfrFormat& operator=(const MpfrFormat&) = delete;

  double rounded(double value) {
    const int direction = mpfr_set_d(number_, value, MPFR_RNDN);
    mpfr_subnormalize(number_, mpfr_check_range(number_, direction, MPFR_RNDN), MPFR_RNDN);
    return mpfr_get_d(number_, MPFR_RNDN);
  }

 private:
  mpfr_t number_;
  mpfr_exp_t low_, high_;
};

TEST_P(EveryElementFormat, RoundsAsMpfrDoes) {
  const ElementFormat format = GetParam();
  MpfrFormat mpfr(format);
  std::mt19937_64 generator(1);
  std::uniform_real_distribution<double> mantissa(1, 2);
  for (int exponent = format.least_exponent() - format.mantissa_bits - 2; exponent < format.greatest_exponent();
       ++exponent)
    for (int i = 0; i < 400; ++i) {
      const double value = std::ldexp(mantissa(generator), exponent) * (i % 2 == 0 ? 1 : -1);
      ASSERT_EQ(round_to_element(value, format), mpfr.rounded(value)) << value;
    }
}

/// The mean of many draws is the value itself, within four standard errors.
TEST(RoundToElement, NoiseMakesItUnbiased) {
  constexpr int draws = 1'000'000;
  std::mt19937_64 generator(7);
  std::uniform_real_distribution<double> noise(-0.5, 0.5);
  for (const double value : {.1, .3, 1.2, -2.3, 4.9}) {
    double sum = 0, squares = 0;
    for (int i = 0; i < draws; ++i) {
      const double rounded = round_to_element(value, elements::e2m1, {.noise = noise(generator)});
      sum += rounded;
      squares += rounded * rounded;
    }
    const double mean = sum / draws, variance = squares / draws - mean * mean;
    EXPECT_NEAR(mean, value, 4 * std::sqrt(variance / draws)) << value;
    EXPECT_GT(variance, 0) << "it is not rounded at random";
  }
}

}  // namespace
}  // namespace imprint::test
