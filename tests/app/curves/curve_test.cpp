// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/curves/curve.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "app/curves/run_curves.h"
#include "app/curves/smoothing.h"

namespace imprint {
namespace {

MetricRow row(std::int64_t step, const char* name, double value, double error = std::nan("")) {
  MetricRow result;
  result.step = step;
  result.metric = name;
  result.value = value;
  result.standard_error = error;
  return result;
}

TEST(Curve, ReplacesWhatAResumedRunMeasuresAnew) {
  Curve curve;
  for (int step = 1; step <= 10; ++step) curve.append(step, step, 0.5);
  curve.append(6, 60, 0.5);
  EXPECT_EQ(curve.samples().size(), 6U);
  EXPECT_EQ(curve.samples().y(5), 60);
  EXPECT_EQ(curve.upper().size(), 6U);
  EXPECT_EQ(curve.upper().y(5), 60.5);
}

TEST(Curve, HasABandOnlyWhereThereIsAStandardError) {
  Curve curve;
  curve.append(1, 10);
  EXPECT_FALSE(curve.has_band());
  curve.append(2, 20, 3);
  EXPECT_TRUE(curve.has_band());
  EXPECT_EQ(curve.standard_error_at(2), 3);
  EXPECT_TRUE(std::isnan(curve.standard_error_at(1)));
}

TEST(Samples, KnowsWhichValuesCanNotBeDrawn) {
  Samples samples;
  const double values[] = {1, std::nan(""), 0, -1, 2};
  for (int i = 0; i < 5; ++i) samples.append(i, values[i]);
  EXPECT_EQ(samples.undrawable(false).size(), 1U);
  EXPECT_EQ(samples.undrawable(true).size(), 3U);
  samples.cut_from(2);
  EXPECT_EQ(samples.undrawable(true).size(), 1U);
}

TEST(Samples, FindsTheSampleAtOrBefore) {
  Samples samples;
  for (const double x : {1.0, 3.0, 5.0}) samples.append(x, x);
  EXPECT_EQ(samples.at_or_before(0.5), -1);
  EXPECT_EQ(samples.at_or_before(3), 1);
  EXPECT_EQ(samples.at_or_before(4.9), 1);
  EXPECT_EQ(samples.at_or_before(100), 2);
}

TEST(RunCurves, SortsRowsByArmAndMetric) {
  RunCurves curves;
  const std::vector<MetricRow> deficit = {row(1, "a", 1), row(1, "b", 2), row(2, "a", 3)};
  curves.append("deficit", deficit);
  curves.append("baseline", std::vector<MetricRow>{row(5, "a", 9)});
  EXPECT_EQ(curves.find("deficit", "a")->samples().size(), 2U);
  EXPECT_EQ(curves.latest("deficit", "b"), 2);
  EXPECT_EQ(curves.latest("baseline", "a"), 9);
  EXPECT_EQ(curves.find("baseline", "b"), nullptr);
  EXPECT_TRUE(std::isnan(curves.latest("other", "a")));
  EXPECT_EQ(curves.last_step(), 5);
}

TEST(RunCurves, TakesTheWholeStoredHistoryOfAResumedRunInsteadOfItsOwn) {
  RunCurves curves;
  for (int step = 1; step <= 10; ++step) curves.append("deficit", std::vector<MetricRow>{row(step, "a", step)});
  std::vector<MetricRow> history;
  for (int step = 1; step <= 7; ++step) history.push_back(row(step, "a", 100 + step));
  curves.append("deficit", history);
  const Samples& samples = curves.find("deficit", "a")->samples();
  ASSERT_EQ(samples.size(), 7U);
  EXPECT_EQ(samples.y(0), 101);
}

TEST(SmoothedCurve, FollowsTheFormula) {
  Samples source;
  const std::vector<double> values = {4, -2, 7, 1};
  for (std::size_t i = 0; i < values.size(); ++i) source.append(static_cast<double>(i), values[i]);
  SmoothedCurve smoothed(0.8);
  smoothed.follow(source);
  for (std::size_t n = 1; n <= values.size(); ++n) {
    double weighted = 0;
    double weights = 0;
    for (std::size_t i = 0; i < n; ++i) {
      const double weight = std::pow(0.8, static_cast<double>(n - 1 - i));
      weighted += weight * values[i];
      weights += weight;
    }
    EXPECT_NEAR(smoothed.samples().y(n - 1), weighted / weights, 1e-12);
  }
}

TEST(SmoothedCurve, GrowsWithItsSourceAsIfMadeAtOnce) {
  Samples source;
  SmoothedCurve growing(0.9);
  for (int i = 0; i < 50; ++i) {
    source.append(i, i % 11 == 3 ? std::nan("") : i * i % 17);
    growing.follow(source);
  }
  SmoothedCurve at_once(0.9);
  at_once.follow(source);
  for (std::size_t i = 0; i < 50; ++i) {
    if (std::isnan(source.y(i))) {
      EXPECT_TRUE(std::isnan(growing.samples().y(i)));
    } else {
      EXPECT_EQ(growing.samples().y(i), at_once.samples().y(i));
    }
  }
}

TEST(SmoothedCurve, StartsOverWhenItsSourceWasCut) {
  Samples source;
  for (int i = 0; i < 10; ++i) source.append(i, 100);
  SmoothedCurve smoothed(0.9);
  smoothed.follow(source);
  source.cut_from(1);
  source.append(1, 0);
  smoothed.follow(source);
  ASSERT_EQ(smoothed.samples().size(), 2U);
  EXPECT_NEAR(smoothed.samples().y(1), 90.0 / 1.9, 1e-12);
}

}  // namespace
}  // namespace imprint
