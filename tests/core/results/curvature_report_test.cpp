// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/results/curvature_report.h"

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

TraceEstimate trace_with_layer(double value, const std::string& layer) {
  TraceEstimate estimate;
  estimate.value = value;
  estimate.standard_error = value / 10;
  estimate.layers = {{layer, value / 2, value / 20, 9}};
  return estimate;
}

TEST(CurvatureReport, RowsHaveTheContractsNamesWithLayersAfterTheirWhole) {
  CurvatureReport report;
  report.step = 12;
  report.fisher = trace_with_layer(8, "conv1");
  report.hessian = trace_with_layer(6, "layer1.0.bn1");
  const auto rows = metric_rows(report);
  EXPECT_THAT(names(rows),
              testing::ElementsAre("fisher/trace", "fisher/trace/conv1", "hessian/trace", "hessian/trace/layer1.0.bn1",
                                   "gradient/norm", "weight/norm", "predictive_entropy"));
  EXPECT_EQ(rows[0].value, 8);
  EXPECT_EQ(rows[0].standard_error, 0.8);
  EXPECT_EQ(rows[3].value, 3);
  EXPECT_EQ(rows[3].standard_error, 0.3);
  for (const MetricRow& row : rows) EXPECT_EQ(row.step, 12);
}

TEST(CurvatureReport, TellsHowEachEstimateWasMade) {
  CurvatureReport report;
  report.step = 12;
  report.fisher = trace_with_layer(8, "conv1");
  report.fisher->estimator = "fisher-sampled";
  report.fisher->samples = 512;
  report.fisher->draws = 4;
  report.hessian = trace_with_layer(6, "conv1");
  report.hessian->estimator = "hutchinson";
  report.hessian->samples = 128;
  report.hessian->draws = 30;
  report.hessian->reached_tolerance = false;
  report.top_eigenvalue = EigenvalueEstimate{2.5, 0.125, 64, 20, true};
  auto rows = probe_rows(report);
  ASSERT_EQ(rows.size(), 3U);
  for (const std::size_t i : {0U, 1U}) {
    EXPECT_TRUE(std::isnan(rows[i].residual));
    rows[i].residual = 0;
  }
  EXPECT_EQ(rows[0], (ProbeRow{12, "fisher/trace", "fisher-sampled", 512, 4, 0, ToleranceState::none, 0}));
  EXPECT_EQ(rows[1], (ProbeRow{12, "hessian/trace", "hutchinson", 128, 0, 30, ToleranceState::missed, 0}));
  EXPECT_EQ(rows[2], (ProbeRow{12, "hessian/top_eigenvalue", "lanczos", 64, 0, 20, ToleranceState::reached, 0.125}));
}

TEST(CurvatureReport, AnExactEstimateHasNeitherDrawsNorATolerance) {
  CurvatureReport report;
  report.hessian = trace_with_layer(6, "conv1");
  report.hessian->estimator = "diagonal-identity";
  report.hessian->draws = 1;
  const auto rows = probe_rows(report);
  EXPECT_EQ(rows.at(0).draws + rows[0].products, 0);
  EXPECT_EQ(rows[0].tolerance, ToleranceState::none);
}

TEST(CurvatureReport, WhatWasNotMeasuredHasNoRowAndWhatIsNoEstimateNoError) {
  CurvatureReport report;
  report.gradient_norm = 3;
  const auto rows = metric_rows(report);
  EXPECT_THAT(names(rows), testing::ElementsAre("gradient/norm", "weight/norm", "predictive_entropy"));
  EXPECT_EQ(rows[0].value, 3);
  EXPECT_TRUE(std::isnan(rows[0].standard_error));
}

}  // namespace
}  // namespace imprint
