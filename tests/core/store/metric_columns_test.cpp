// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/metric_columns.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "core/base/atomic_file.h"
#include "core/store/metric_lines.h"
#include "core/store/metrics_file.h"
#include "tests/support/expect_error.h"
#include "tests/support/temporary_folder.h"

namespace imprint {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class MetricColumns : public ::testing::Test {
 protected:
  void write(const std::string& rows) { write_file_atomically(file_, std::string(metrics_header) + rows); }
  std::vector<MetricColumn> read(const std::vector<std::string>& wanted) const {
    return read_metric_columns(file_, wanted);
  }
  test::TemporaryFolder folder_;
  std::filesystem::path file_ = folder_ / "metrics.csv";
};

TEST_F(MetricColumns, HoldWhatTheRowsOfTheMetricHold) {
  std::string rows;
  for (int step = 0; step < 50; ++step)
    for (const char* metric : {"train/loss", "fisher/trace", "fisher/trace/conv1"}) {
      MetricRow row{
          .step = step, .epoch = step / 7.0, .wall_seconds = step * 0.125, .metric = metric, .value = std::sin(step)};
      if (row.metric == "fisher/trace") row.standard_error = 0.01 * step;
      rows += metric_line(row);
    }
  write(rows);
  const auto columns = read({"fisher/trace", "train/loss"});
  ASSERT_THAT(columns, SizeIs(2));
  EXPECT_EQ(columns[0].metric, "train/loss");  // in the order of the file
  EXPECT_THAT(columns[0].standard_errors, IsEmpty());
  std::size_t i = 0;
  for (const MetricRow& row : read_metrics(file_)) {
    if (row.metric != "fisher/trace") continue;
    EXPECT_EQ(columns[1].steps[i], row.step);
    EXPECT_EQ(columns[1].values[i], row.value);
    EXPECT_EQ(columns[1].wall_seconds[i], row.wall_seconds);
    EXPECT_EQ(columns[1].standard_errors[i], row.standard_error);
    ++i;
  }
  EXPECT_EQ(i, columns[1].values.size());
}

TEST_F(MetricColumns, ASlashAtTheEndTakesAllThatBeginSo) {
  write("0,0,0,fisher/trace/b,1,\n0,0,0,fisher/trace,3,\n0,0,0,fisher/trace/a,2,\n");
  const auto columns = read({"fisher/trace/"});
  ASSERT_THAT(columns, SizeIs(2));
  EXPECT_EQ(columns[0].metric, "fisher/trace/b");
  EXPECT_EQ(columns[1].metric, "fisher/trace/a");
}

TEST_F(MetricColumns, WhatIsMeasuredAnewReplacesWhatWasThere) {
  write("1,0,0,m,1,\n2,0,0,m,2,0.5\n3,0,0,m,3,\n2,0,0,m,20,\n4,0,0,m,40,\n");
  const auto columns = read({"m"});
  EXPECT_THAT(columns.front().steps, ElementsAre(1, 2, 4));
  EXPECT_THAT(columns.front().values, ElementsAre(1, 20, 40));
}

TEST_F(MetricColumns, NotFiniteValuesStay) {
  write("1,0,0,m,nan,\n2,0,0,m,inf,\n3,0,0,m,5,");  // the last line is cut off
  const auto columns = read({"m"});
  ASSERT_THAT(columns.front().values, SizeIs(2));
  EXPECT_TRUE(std::isnan(columns.front().values[0]));
  EXPECT_TRUE(std::isinf(columns.front().values[1]));
}

TEST_F(MetricColumns, DamageIsToldAsReadMetricsTellsIt) {
  const auto both = [&](const std::string& text) {
    write_file_atomically(file_, text);
    const std::string columns = test::input_error_of([&] { read({"m"}); });
    EXPECT_EQ(columns, test::input_error_of([&] { read_metrics(file_); }));
    return columns;
  };
  EXPECT_THAT(both("step,value\n1,2\n"), HasSubstr("metrics.csv:1: the header"));
  EXPECT_THAT(both(std::string(metrics_header) + "1,0,0,m,1,\n2,0,0,m,one,\n"),
              HasSubstr("metrics.csv:3: \"2,0,0,m,one,\" is no row"));
  EXPECT_THAT(both(std::string(metrics_header) + "1,0,0,other\n"), HasSubstr("metrics.csv:2:"));
  EXPECT_THAT(both(std::string(metrics_header) + "1,0,0,m,1,0.5,7\n"), HasSubstr("metrics.csv:2:"));
}

}  // namespace
}  // namespace imprint
