// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/results/measurement.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace imprint {
namespace {

std::vector<std::string> names(const std::vector<MetricRow>& rows) {
  std::vector<std::string> result;
  for (const MetricRow& row : rows) result.push_back(row.metric);
  return result;
}

Estimate trace_with_layer(double value, const std::string& layer) {
  Estimate estimate;
  estimate.value = value;
  estimate.standard_error = value / 10;
  estimate.layers = {{layer, value / 2, value / 20, 9}};
  return estimate;
}

Estimate computed(double value) {
  Estimate estimate;
  estimate.value = value;
  return estimate;
}

TEST(Measurement, RowsHaveTheContractsNamesWithLayersAfterTheirWhole) {
  const Measurement found = {.numbers = {{"fisher/trace", trace_with_layer(8, "conv1")},
                                         {"hessian/trace", trace_with_layer(6, "layer1.0.bn1")},
                                         {"gradient/norm", computed(3)}}};
  const auto rows = metric_rows(found, 12);
  EXPECT_THAT(names(rows), testing::ElementsAre("fisher/trace", "fisher/trace/conv1", "hessian/trace",
                                                "hessian/trace/layer1.0.bn1", "gradient/norm"));
  EXPECT_EQ(rows[0].value, 8);
  EXPECT_EQ(rows[0].standard_error, 0.8);
  EXPECT_EQ(rows[3].value, 3);
  EXPECT_EQ(rows[3].standard_error, 0.3);
  EXPECT_EQ(rows[4].value, 3);
  EXPECT_TRUE(std::isnan(rows[4].standard_error)) << "no estimate";
  for (const MetricRow& row : rows) EXPECT_EQ(row.step, 12);
}

TEST(Measurement, TellsHowEachEstimateWasMade) {
  Estimate fisher = trace_with_layer(8, "conv1");
  fisher.estimator = "fisher-sampled";
  fisher.samples = 512;
  fisher.draws = 4;
  fisher.residual = 0.5;  // NaN has no equal
  Estimate top = computed(2.5);
  top.estimator = "lanczos";
  top.samples = 64;
  top.products = 20;
  top.tolerance = ToleranceState::missed;
  top.residual = 0.125;
  const Measurement found = {
      .numbers = {{"fisher/trace", fisher}, {"gradient/norm", computed(3)}, {"hessian/top_eigenvalue", top}}};
  const auto rows = probe_rows(found, 12);
  ASSERT_EQ(rows.size(), 2U) << "a gradient's norm is computed";
  EXPECT_EQ(rows[0], (ProbeRow{12, "fisher/trace", "fisher-sampled", 512, 4, 0, ToleranceState::none, 0.5}));
  EXPECT_EQ(rows[1], (ProbeRow{12, "hessian/top_eigenvalue", "lanczos", 64, 0, 20, ToleranceState::missed, 0.125}));
}

TEST(Measurement, WhatIsOnlyToldHasNoRow) {
  Estimate estimate = trace_with_layer(8, "conv1");
  estimate.estimator = "fisher-exact";
  const Measurement found = {.numbers = {{"loss", estimate, /*is_recorded=*/false}}};
  EXPECT_TRUE(metric_rows(found, 1).empty());
  EXPECT_TRUE(probe_rows(found, 1).empty());
  EXPECT_EQ(found.find("loss")->value, 8);
  EXPECT_EQ(found.find("fisher/trace"), nullptr);
}

}  // namespace
}  // namespace imprint
