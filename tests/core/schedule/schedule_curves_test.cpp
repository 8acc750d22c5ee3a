// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/schedule_curves.h"

#include <gtest/gtest.h>

#include "core/spec/preset_io.h"
#include "core/spec/spec_io.h"

namespace imprint {
namespace {

struct BitsRange {
  int low;
  int high;
};

/// The first step at which the bits differ; -1 when there is none.
std::int64_t first_difference(const PrecisionSpec& a, const PrecisionSpec& b, std::int64_t total_steps) {
  const PrecisionSchedule left(a, total_steps), right(b, total_steps);
  for (std::int64_t step = 0; step < total_steps; ++step)
    if (left.bits_at(step) != right.bits_at(step) || left.backward_bits_at(step) != right.backward_bits_at(step))
      return step;
  return -1;
}

/// Through TOML, JSON and the preset, as a user saves and loads.
PrecisionSpec saved_and_loaded(const PrecisionSpec& precision) {
  ExperimentSpec spec;
  spec.precision = precision;
  spec = parse_spec_toml(spec_to_toml(spec), "spec.toml");
  spec = spec_from_json(spec_to_json(spec), "config.json");
  return *preset_from_json(preset_to_json({"saved", spec.precision, {}}), "preset.json").precision;
}

class EverySchedule : public ::testing::TestWithParam<std::string> {};

TEST_P(EverySchedule, AsACurveSavedAndLoadedHasTheSameBitsAtEveryIteration) {
  for (const BitsRange range : {BitsRange{3, 8}, {3, 6}, {4, 8}, {2, 16}})
    for (const int cycles : {1, 2, 8, 16, 32})
      for (const std::int64_t total : {64001, 9973, 1100, 33})
        for (const std::string period : {"floor", "floor-plus-one"}) {
          if (total > 10000 && period != "floor") continue;
          const PrecisionSpec named = {.schedule = GetParam(),
                                       .cycles = cycles,
                                       .min_bits = range.low,
                                       .max_bits = range.high,
                                       .period = period};
          const PrecisionSpec curve = saved_and_loaded(as_curve(named));
          ASSERT_EQ(curve.schedule, "curve");
          ASSERT_EQ(first_difference(named, curve, total), -1)
              << range.low << "-" << range.high << " n " << cycles << " T " << total << " " << period;
        }
}

/// Where ties are: short cycles and every span of bits.
TEST_P(EverySchedule, AsACurveHasTheSameTies) {
  for (int total = 2; total <= 60; ++total)
    for (int low = 2; low <= 4; ++low)
      for (int high = low + 1; high <= 12; ++high) {
        const PrecisionSpec named = {.schedule = GetParam(), .cycles = 2, .min_bits = low, .max_bits = high};
        ASSERT_EQ(first_difference(named, as_curve(named), total), -1) << low << "-" << high << " T " << total;
      }
}

TEST_P(EverySchedule, AsStairsHasTheSameBitsAtEveryIteration) {
  for (const int cycles : {1, 8, 32})
    for (const std::int64_t total : {64000, 9973, 33}) {
      const PrecisionSpec named = {.schedule = GetParam(), .cycles = cycles};
      const PrecisionSpec stairs = saved_and_loaded(as_stairs(named, total));
      EXPECT_EQ(stairs.curve.cycles, 1);
      ASSERT_EQ(first_difference(named, stairs, total), -1) << "n " << cycles << " T " << total;
    }
}

INSTANTIATE_TEST_SUITE_P(Schedules, EverySchedule,
                         ::testing::Values("LR", "LT", "CR", "CT", "RR", "RTH", "RTV", "ER", "ETH", "ETV", "static"),
                         [](const auto& schedule) { return schedule.param; });

TEST(ScheduleCurves, ACurveStaysAsItIs) {
  const PrecisionSpec curve = as_curve({.schedule = "CR"});
  EXPECT_EQ(as_curve(curve), curve);
}

TEST(ScheduleCurves, AnyRexConstantIsKept) {
  const PrecisionSpec named = {.schedule = "RTV", .cycles = 3, .rex_constant = 0.5};
  EXPECT_EQ(first_difference(named, as_curve(named), 7000), -1);
}

TEST(ScheduleCurves, FitRangeEnclosesThePoints) {
  PrecisionSpec spec = as_curve({.schedule = "CR"});
  spec.curve.bits = {2.3, 9.7};
  fit_range(spec);
  EXPECT_EQ(spec.min_bits, 2);
  EXPECT_EQ(spec.max_bits, 10);
}

}  // namespace
}  // namespace imprint
