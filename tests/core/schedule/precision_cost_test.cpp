// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/precision_cost.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

namespace imprint {
namespace {

/// One unit of the fourth significant digit.
double unit_of_fourth_digit(double value) { return std::pow(10.0, std::floor(std::log10(value)) - 3); }

PlanCost cost_of(const PrecisionSpec& precision, std::int64_t steps) {
  ExperimentSpec spec;
  spec.precision = precision;
  return plan_cost(PrecisionPlan(spec, steps, steps), precision);
}

struct PublishedRange {
  int min_bits;
  int max_bits;
  double static_cost;
};
constexpr std::array<PublishedRange, 3> ranges = {{{3, 8, .0625}, {3, 6, .042969}, {4, 8, .0625}}};

/// One line of the table of means. Schedules of a family differ by the few steps whose bits are rounded from
/// a half, so the line holds for one of them and is at most a unit of its last digit off for the other.
struct Family {
  std::vector<std::string> names;
  std::array<double, 3> cost;
  std::array<double, 3> saving_percent;
};

const std::vector<Family> families = {
    {{"LR", "LT"}, {.03922, .03033, .04346}, {37.24, 29.42, 30.47}},
    {{"CR", "CT"}, {.03959, .03046, .04369}, {36.66, 29.12, 30.09}},
    {{"ETV"}, {.03967, .03050, .04375}, {36.52, 29.02, 29.99}},
    {{"RTV"}, {.03983, .03056, .04385}, {36.27, 28.88, 29.83}},
    {{"ER", "ETH"}, {.05140, .03728, .05363}, {17.76, 13.24, 14.18}},
    {{"RR", "RTH"}, {.02494, .02196, .03132}, {60.10, 48.89, 49.88}},
};

void expect_published(const std::vector<double>& values, double published, const std::string& what) {
  const double unit = unit_of_fourth_digit(published);
  double nearest = 1e300, farthest = 0;
  for (const double value : values) {
    nearest = std::min(nearest, std::abs(value - published));
    farthest = std::max(farthest, std::abs(value - published));
  }
  EXPECT_LE(nearest, 0.5001 * unit) << what;
  EXPECT_LE(farthest, unit) << what;
}

TEST(PlanCost, MatchesTheMeansOfTheTenSchedules) {
  for (const auto& family : families)
    for (std::size_t i = 0; i < ranges.size(); ++i) {
      std::vector<double> costs, savings;
      for (const auto& name : family.names) {
        const PlanCost cost =
            cost_of({.schedule = name, .min_bits = ranges[i].min_bits, .max_bits = ranges[i].max_bits}, 64000);
        costs.push_back(cost.relative_cost);
        savings.push_back(100 * cost.saving);
        EXPECT_NEAR(cost.static_relative_cost, ranges[i].static_cost, 5e-7);
      }
      const std::string what = family.names[0] + ", range " + std::to_string(i);
      expect_published(costs, family.cost[i], what);
      expect_published(savings, family.saving_percent[i], what);
    }
}

TEST(PlanCost, CosineRepeatedMatchesItsPublishedMeanCost) {
  const PlanCost cost = cost_of({.schedule = "CR"}, 64000);
  EXPECT_NEAR(cost.relative_cost, 0.03959, 5e-6);
  EXPECT_NEAR(cost.saving, 0.3666, 5e-5);
  EXPECT_EQ(cost.static_relative_cost, 0.0625);
}

TEST(PlanCost, GroupsTheSchedulesBySaving) {
  for (const auto& named : named_schedules()) {
    if (named.name == "curve") continue;
    const double saving = cost_of({.schedule = named.name}, 64000).saving;
    const char* group = saving > 0.5 ? "large" : saving > 0.3 ? "medium" : saving > 0.1 ? "small" : "";
    EXPECT_EQ(named.cost_group, group) << named.name;
  }
}

TEST(PlanCost, ItsGroupIsThatOfTheNamedSchedulesAtAnyBits) {
  for (const auto& named : named_schedules()) {
    if (named.name == "curve") continue;
    for (const auto& [low, high] : {std::pair(3, 8), {3, 6}, {4, 8}, {5, 8}, {2, 8}}) {
      const PrecisionSpec spec = {.schedule = named.name, .min_bits = low, .max_bits = high};
      const std::string group = cost_group(cost_of(spec, 64000));
      EXPECT_EQ(group, named.name == "static" ? "small" : named.cost_group) << named.name << low << high;
    }
  }
  EXPECT_EQ(cost_group(cost_of({.schedule = "CR", .min_bits = 5, .max_bits = 5}, 64000)), "");
}

TEST(PlanCost, AgreesWithASumOverSteps) {
  ExperimentSpec spec;
  spec.precision = {.schedule = "RTV", .cycles = 3, .min_bits = 2, .max_bits = 7, .backward_bits = 6};
  spec.deficits.push_back({.onset = 5, .length = 10, .unit = "iteration", .bits = 4});
  const PrecisionPlan plan(spec, 50, 10);
  double cost = 0, bits = 0;
  std::int64_t steps = 0;
  for (int step = 0; step < 50; ++step) {
    cost += relative_step_cost(plan.at(step)) / 50;
    bits += plan.at(step).activation.bits / 50.0;
  }
  const PlanCost counted = plan_cost(plan, spec.precision);
  for (const auto& [width, count] : counted.steps_at_bits) steps += count;
  EXPECT_NEAR(counted.relative_cost, cost, 1e-15);
  EXPECT_NEAR(counted.mean_forward_bits, bits, 1e-12);
  EXPECT_EQ(steps, 50);
  EXPECT_GE(counted.steps_at_bits.at(4), 10);
}

/// Static and least cost from the definition: the same run with other bits where no deficit decides them.
TEST(PlanCost, ADeficitCostsTheSameOnEverySide) {
  ExperimentSpec spec;
  spec.precision = {.schedule = "CR", .cycles = 2, .min_bits = 3, .max_bits = 8, .backward_bits = 6};
  spec.deficits.push_back({.onset = 5, .length = 10, .unit = "iteration", .bits = 1});
  spec.deficits.push_back({.kind = "blur", .onset = 20, .length = 10, .unit = "iteration"});
  const PlanCost cost = plan_cost(PrecisionPlan(spec, 50, 10), spec.precision);
  const auto static_at = [&](int bits) {
    ExperimentSpec other = spec;
    other.precision.schedule = "static";
    other.precision.max_bits = bits;
    return plan_cost(PrecisionPlan(other, 50, 10), other.precision).relative_cost;
  };
  EXPECT_EQ(cost.deficit_steps, 10) << "a blur decides no bits";
  EXPECT_EQ(cost.static_relative_cost, static_at(8));
  EXPECT_EQ(cost.lowest_relative_cost, static_at(3));
  EXPECT_GE(cost.relative_cost, cost.lowest_relative_cost) << "one bit in the deficit is no saving of the schedule";
  EXPECT_GT(saved_share(cost), 0);
  EXPECT_LE(saved_share(cost), 1);
}

TEST(StepCost, FullPrecisionIsTheUnit) {
  EXPECT_EQ(relative_step_cost(layer_precision(32, 32)), 1);
  EXPECT_EQ(relative_step_cost(layer_precision(8, 8)), 0.0625);
  EXPECT_EQ(relative_step_cost(layer_precision(2, 8, 16)), (2 * 8 + 2 * 16 + 8 * 16) / 3072.0);
  const NumberFormat mxfp4 = mx_format(4, 2);  // 4.25 and 4.5 bits a value
  EXPECT_EQ(relative_step_cost({mxfp4, nvfp4_format, NumberFormat(8)}), (4.25 * 4.5 + (4.25 + 4.5) * 8) / 3072);
  EXPECT_EQ(step_bit_operations({mxfp4, mxfp4, mxfp4}, 10), 10 * 3 * 4.25 * 4.25);
}

// ResNet-74 on 32x32 images at 8/8 bits, as CPT's figures count it: 168.2 M MACs, batch 128, 64000
// iterations.
TEST(BitOperations, MatchThePublishedTotalOfResNet74) {
  const double total = step_bit_operations(layer_precision(8, 8), 168.2e6 * 128) * 64000;
  EXPECT_NEAR(total / 1e9, 2.646e8, 0.5e5);
}

}  // namespace
}  // namespace imprint
