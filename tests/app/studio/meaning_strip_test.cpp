// SPDX-License-Identifier: GPL-3.0-or-later
// The tiles of a schedule never contradict each other, whatever is drawn and whatever deficits lie on it.
#include "app/studio/editor/meaning_strip.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "app/studio/bridge/plain_words.h"
#include "tests/app/studio/waiting.h"

namespace imprint::studio {
namespace {

class RandomSchedules {
 public:
  ExperimentSpec next() {
    ExperimentSpec spec = test::small_spec();
    PrecisionSpec& precision = spec.precision;
    static const char* names[] = {"static", "LR", "LT", "CR", "CT", "RR", "RTH", "RTV", "ER", "ETH", "ETV"};
    precision.schedule = names[below(11)];
    precision.cycles = 1 + below(5);
    precision.min_bits = 1 + below(8);
    precision.max_bits = precision.min_bits + below(9);
    precision.backward_bits = 1 + below(16);
    if (below(4) == 0) draw_curve(precision);
    spec.deficits.clear();
    for (int i = below(4); i > 0; --i) {
      DeficitSpec deficit;
      deficit.kind = below(3) == 0 ? "blur" : "precision";
      deficit.onset = below(8);
      deficit.length = 1 + below(10 - static_cast<int>(deficit.onset));
      deficit.bits = 1 + below(16);
      deficit.backward_bits = below(2) * (1 + below(16));
      spec.deficits.push_back(deficit);
    }
    return spec;
  }

 private:
  int below(int most) { return static_cast<int>(random_() % static_cast<unsigned>(most)); }

  void draw_curve(PrecisionSpec& precision) {
    precision.schedule = "curve";
    const auto drawn = [&](int low, int high) {
      PrecisionCurve curve;
      curve.at = {0, 0.5};
      curve.bits = {static_cast<double>(low + below(high - low + 1)), static_cast<double>(low + below(high - low + 1))};
      curve.segment = {"linear", "hold"};
      return curve;
    };
    precision.curve = drawn(precision.min_bits, precision.max_bits);
    if (below(2) == 0) precision.backward_curve = drawn(1, 16);
  }

  std::mt19937 random_{11};
};

double percent_of(const QString& text) { return text.section(' ', 0, 0).toDouble(); }

TEST(MeaningStrip, NoTileContradictsAnother) {
  RandomSchedules schedules;
  int planned = 0, shares = 0, less = 0, more = 0;
  for (int round = 0; round < 2000; ++round) {
    const ExperimentSpec spec = schedules.next();
    const auto plan = evaluate_plan(spec);
    if (!plan) continue;
    ++planned;
    const auto values = meaning_values(*plan, spec, nullptr);
    const QString saving = values[1].detail, group = values[3].value, share = values[3].detail;
    less += saving.contains("% less");
    more += saving.contains("% more");
    if (share.contains("of what is possible")) {
      ++shares;
      EXPECT_LE(percent_of(share), 100) << share.toStdString();
      EXPECT_GT(percent_of(share), 0);
      EXPECT_TRUE(saving.contains("% less")) << saving.toStdString() << " beside " << share.toStdString();
      EXPECT_NE(group, "none");
    } else {
      EXPECT_EQ(group, "none");
      EXPECT_FALSE(saving.contains("% less")) << saving.toStdString() << " beside " << share.toStdString();
    }
    EXPECT_LE(plan->cost.lowest_relative_cost, plan->cost.relative_cost + 1e-12);
  }
  for (const int count : {planned - 1000, shares - 300, less - 300, more - 10})
    EXPECT_GT(count, 0) << "the schedules cover all cases";
}

TEST(MeaningStrip, TheDeficitCountsOnBothSides) {
  ExperimentSpec spec = test::small_spec();  // static 8 bits, 2 of them for 4 of 10 epochs
  const auto with = evaluate_plan(spec);
  ASSERT_TRUE(with);
  EXPECT_EQ(with->cost.deficit_steps, 40);
  EXPECT_EQ(with->cost.saving, 0) << "the deficit is no saving of the schedule";
  EXPECT_EQ(meaning_values(*with, spec, nullptr)[1].detail, "as much as static 8 + deficit");
  EXPECT_EQ(meaning_values(*with, spec, nullptr)[3].detail, "nothing is saved");
  spec.deficits.clear();
  const auto without = evaluate_plan(spec);
  EXPECT_LT(with->cost.relative_cost, without->cost.relative_cost) << "the run itself is cheaper, and its cost says so";
  EXPECT_EQ(meaning_values(*without, spec, nullptr)[1].detail, "as much as static 8");
}

TEST(MeaningStrip, ADeficitThatDecidesEveryStepLeavesNothingToSave) {
  ExperimentSpec spec = test::small_spec();
  spec.precision.schedule = "RR";
  spec.deficits.front().length = 10;
  const auto plan = evaluate_plan(spec);
  ASSERT_TRUE(plan);
  const auto values = meaning_values(*plan, spec, nullptr);
  EXPECT_EQ(values[1].detail, "as much as static 8 + deficit");
  EXPECT_EQ(values[3].detail, "nothing could be saved");
}

}  // namespace
}  // namespace imprint::studio
