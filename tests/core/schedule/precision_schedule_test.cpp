// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/precision_schedule.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "core/spec/kinds.h"
#include "tests/support/expect_error.h"

namespace imprint {
namespace {

using ::testing::HasSubstr;

PrecisionSpec spec_of(const std::string& schedule, int cycles = 8, int min_bits = 3, int max_bits = 8) {
  return {.schedule = schedule, .cycles = cycles, .min_bits = min_bits, .max_bits = max_bits};
}

TEST(NamedSchedules, AreThoseThatASpecAccepts) {
  std::vector<std::string> names;
  for (const auto& schedule : named_schedules()) names.push_back(schedule.name);
  EXPECT_EQ(names, kind_names("precision.schedule"));
}

TEST(PrecisionSchedule, RepeatedOnesStartAtTheMinimumTriangularOnesAtTheMaximum) {
  for (const std::string name : {"LR", "CR", "ER", "RR"})
    EXPECT_EQ(PrecisionSchedule(spec_of(name), 800).bits_at(0), 3);
  for (const std::string name : {"LT", "CT", "ETV", "RTV", "RTH"})
    EXPECT_EQ(PrecisionSchedule(spec_of(name), 800).bits_at(0), 8) << name;
  EXPECT_NEAR(PrecisionSchedule(spec_of("ETH"), 800).designed_bits(0), 3 + 5 * (1 - std::exp(-4.0)), 1e-12);
}

TEST(PrecisionSchedule, TriangularOnesFallInEvenCyclesAndRiseInOddOnes) {
  for (const std::string name : {"LT", "CT", "RTH", "RTV", "ETH", "ETV"}) {
    const PrecisionSchedule schedule(spec_of(name, 4), 400);
    for (int step = 0; step < 399; ++step) {
      if (step % 100 == 99) continue;
      const double change = schedule.designed_bits(step + 1) - schedule.designed_bits(step);
      if (step / 100 % 2 == 0)
        ASSERT_LT(change, 0) << name << " " << step;
      else
        ASSERT_GT(change, 0) << name << " " << step;
    }
  }
}

TEST(PrecisionSchedule, ReflectionsAreThoseOfTheProfile) {
  const auto growth_of = [](const std::string& name, double step) {
    return (PrecisionSchedule(spec_of(name, 4), 400).designed_bits(step) - 3) / 5;
  };
  for (const double x : {0.0, 0.13, 0.5, 0.77, 0.99}) {
    const auto s = [](double at) { return 1 - std::exp(-4 * at); };
    EXPECT_NEAR(growth_of("ETV", 100 * x), 1 - s(x), 1e-12);
    EXPECT_NEAR(growth_of("ETH", 100 * x), s(1 - x), 1e-12);
    EXPECT_NEAR(growth_of("ETV", 100 + 100 * x), s(x), 1e-12);
    EXPECT_NEAR(growth_of("ETH", 300 + 100 * x), s(x), 1e-12);
  }
}

// The published code rounds with rint, so that 3.5 and 4.5 both become 4.
TEST(PrecisionSchedule, RoundsHalfToEven) {
  const PrecisionSchedule schedule(spec_of("LR", 1, 3, 7), 8);  // designed: 3, 3.5, 4, 4.5, 5, 5.5, 6, 6.5
  const std::vector<int> expected = {3, 4, 4, 4, 5, 6, 6, 6};
  for (int step = 0; step < 8; ++step) {
    EXPECT_EQ(schedule.designed_bits(step), 3 + 0.5 * step);
    EXPECT_EQ(schedule.bits_at(step), expected[static_cast<std::size_t>(step)]) << step;
  }
}

/// Bits of a step in the order of the published code: what rises ends at the highest bits or starts at the lowest, what
/// falls the other way round. z = (t mod P) / P, for rex (P - t mod P) / P; horizontally reflected 1 - z.
double published_bits(const std::string& name, int period, int step, double low, double high) {
  const bool reflected = step / period % 2 == 0, falls = reflected && (name.ends_with("T") || name.ends_with("TV"));
  const bool backwards = reflected && name.ends_with("TH");
  const double span = high - low, done = step % period;
  if (name[0] == 'R') {
    double z = (period - done) / period;
    if (backwards) z = 1.0 - z;
    const double way = span * (z / (1 - 0.9 + 0.9 * z));
    return falls ? low + way : high - way;
  }
  double z = done / period;
  if (backwards) z = 1.0 - z;
  if (name[0] == 'E') return falls ? low + span * std::exp(-4 * z) : high - span * std::exp(-4 * z);
  const double way = name[0] == 'L' ? span * z : 0.5 * span * (1.0 - std::cos(M_PI * z));
  return falls ? high - way : low + way;
}

TEST(PrecisionSchedule, TiesAreRoundedAsPublished) {
  EXPECT_EQ(PrecisionSchedule(spec_of("RR", 1, 2, 8), 13).bits_at(10), 4);  // 8 - 6 * 0.75 = 3.5
  for (const auto& named : named_schedules()) {
    if (named.shape == CycleShape::constant) continue;
    for (int period = 1; period <= 120; ++period)
      for (int low = 2; low <= 8; ++low)
        for (int high = low + 1; high <= 12; ++high) {
          const PrecisionSchedule schedule(spec_of(named.name, 2, low, high), 2 * period);
          for (int step = 0; step < 2 * period; ++step)
            ASSERT_EQ(schedule.bits_at(step), std::rint(published_bits(named.name, period, step, low, high)))
                << named.name << " P " << period << " t " << step << ", " << low << " to " << high << " bits";
        }
  }
}

TEST(PrecisionSchedule, RepeatsWithItsPeriod) {
  for (const auto& named : named_schedules()) {
    if (named.name == "curve") continue;  // has a test of its own
    const PrecisionSchedule schedule(spec_of(named.name, 8), 1600);
    for (int step = 0; step < 1200; ++step) ASSERT_EQ(schedule.bits_at(step), schedule.bits_at(step + 400));
  }
}

TEST(PrecisionSchedule, StaysWithinItsBits) {
  for (const auto& named : named_schedules()) {
    if (named.name == "curve") continue;
    const PrecisionSchedule schedule(spec_of(named.name, 3, 4, 6), 301);
    std::set<int> seen;
    for (int step = 0; step < 301; ++step) seen.insert(schedule.bits_at(step));
    EXPECT_THAT(seen, ::testing::Each(::testing::AllOf(::testing::Ge(4), ::testing::Le(6)))) << named.name;
    EXPECT_EQ(seen.size(), named.name == "static" ? 1u : 3u) << named.name;
  }
}

TEST(PrecisionSchedule, StepsBeyondTheLastWholeCycleBelongToAFurtherOne) {
  const PrecisionSchedule schedule(spec_of("LT", 3), 100);  // P = 33: step 99 is the first of cycle 3
  EXPECT_EQ(schedule.period(), 33);
  EXPECT_EQ(schedule.bits_at(99), PrecisionSchedule(spec_of("LR", 3), 100).bits_at(0));  // cycle 3 rises
  const PrecisionSchedule even(spec_of("LT", 2), 101);  // P = 50: step 100 is the first of cycle 2
  EXPECT_EQ(even.bits_at(100), 8);                      // cycle 2 falls
}

TEST(PrecisionSchedule, PeriodMayBeOneLonger) {
  PrecisionSpec spec = spec_of("CR", 8);
  spec.period = "floor-plus-one";
  EXPECT_EQ(PrecisionSchedule(spec, 64000).period(), 8001);
  EXPECT_EQ(PrecisionSchedule(spec_of("CR", 8), 64007).period(), 8000);
}

TEST(PrecisionSchedule, StaticHoldsTheMaximum) {
  const PrecisionSchedule schedule({.schedule = "static", .min_bits = 9, .max_bits = 6}, 10);
  for (int step = 0; step < 10; ++step) EXPECT_EQ(schedule.bits_at(step), 6);
}

TEST(PrecisionSchedule, DesignedCurveIsDefinedBetweenSteps) {
  const PrecisionSchedule schedule(spec_of("LR", 1), 10);
  EXPECT_DOUBLE_EQ(schedule.designed_bits(2.5), 3 + 5 * 0.25);
}

TEST(PrecisionSchedule, RefusesWhatMakesNoSense) {
  const auto error = [](const PrecisionSpec& spec, std::int64_t steps) {
    return test::input_error_of([&] { PrecisionSchedule(spec, steps); });
  };
  EXPECT_THAT(error(spec_of("CP"), 100), HasSubstr("but is \"CP\"; did you mean"));
  EXPECT_THAT(error(spec_of("CR", 0), 100), HasSubstr("precision.cycles must be from 1 to the 100 steps"));
  EXPECT_THAT(error(spec_of("CR", 101), 100), HasSubstr("but is 101"));
  EXPECT_THAT(error(spec_of("CR", 8, 9, 8), 100),
              HasSubstr("precision.min_bits must be at most precision.max_bits = 8"));
  EXPECT_THAT(error(spec_of("CR", 8, 0, 8), 100), HasSubstr("precision.min_bits must be from 1 to 32, but is 0"));
  EXPECT_THAT(error(spec_of("CR", 8, 3, 33), 100), HasSubstr("precision.max_bits must be from 1 to 32, but is 33"));
  EXPECT_THAT(error(spec_of("CR"), 0), HasSubstr("at least one step"));
}

}  // namespace
}  // namespace imprint
