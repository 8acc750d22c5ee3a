// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/metrics_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/random_stream.h"
#include "tests/support/expect_error.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tiny_filesystem.h"

namespace imprint {
namespace {

using test::TemporaryFolder;
using ::testing::HasSubstr;

MetricRow row(std::int64_t step, const std::string& metric, double value) {
  return {.step = step, .epoch = step / 8.0, .wall_seconds = step * 0.125, .metric = metric, .value = value};
}

std::vector<MetricRow> rows_of(int count) {
  RandomStream stream(1);
  std::vector<MetricRow> rows;
  for (int i = 0; i < count; ++i) {
    rows.push_back(row(i, i % 3 == 0 ? metric::test_accuracy : metric::train_loss, stream.normal()));
    rows.back().standard_error = stream.uniform();
  }
  return rows;
}

void append_raw(const std::filesystem::path& path, const std::string& text) {
  std::ofstream(path, std::ios::app | std::ios::binary) << text;
}

TEST(MetricsFile, RowsReadBackEqual) {
  const TemporaryFolder folder;
  const auto rows = rows_of(1000);
  MetricsWriter writer(folder / "metrics.csv", 0);
  writer.append(std::span(rows).first(300));
  writer.append(std::span(rows).subspan(300));
  EXPECT_EQ(read_metrics(folder / "metrics.csv"), rows);
  EXPECT_EQ(writer.sync(), static_cast<std::int64_t>(std::filesystem::file_size(folder / "metrics.csv")));
}

TEST(MetricsFile, IsCsvAsDocumented) {
  const TemporaryFolder folder;
  MetricsWriter writer(folder / "metrics.csv", 0);
  MetricRow trace = row(8, "fisher/trace", 0.1);
  trace.standard_error = 2.5;
  trace.wall_seconds = 1.23456;
  writer.append(std::vector<MetricRow>{trace, row(9, "train/loss", 3)});
  EXPECT_EQ(read_whole_file(folder / "metrics.csv"),
            "step,epoch,wall_seconds,metric,value,stderr\n8,1,1.235,fisher/trace,0.1,2.5\n"
            "9,1.125,1.125,train/loss,3,\n");
}

TEST(MetricsFile, KeepsWhatIsNotFinite) {
  const TemporaryFolder folder;
  MetricsWriter(folder / "m", 0)
      .append(std::vector<MetricRow>{row(1, "train/loss", std::nan("")), row(2, "train/loss", -INFINITY)});
  const auto rows = read_metrics(folder / "m");
  EXPECT_TRUE(std::isnan(rows[0].value));
  EXPECT_TRUE(std::isnan(rows[0].standard_error));
  EXPECT_EQ(rows[1].value, -INFINITY);
}

TEST(MetricsFile, RefusesNamesThatWouldBreakALine) {
  const TemporaryFolder folder;
  MetricsWriter writer(folder / "m", 0);
  for (const char* name : {"", "a,b", "a\nb", "\"a\""})
    EXPECT_THROW(writer.append(std::vector<MetricRow>{row(1, name, 1)}), JobError) << name;
  EXPECT_TRUE(read_metrics(folder / "m").empty());
}

TEST(MetricsFile, ResumingCutsBackToTheCheckpoint) {
  const TemporaryFolder folder;
  const auto rows = rows_of(10);
  std::int64_t length = 0;
  {
    MetricsWriter writer(folder / "m", 0);
    writer.append(std::span(rows).first(4));
    length = writer.sync();
    writer.append(std::span(rows).subspan(4, 3));
  }
  append_raw(folder / "m", "77,9.6,1,train/lo");  // killed in the middle of a row
  MetricsWriter(folder / "m", length).append(std::span(rows).subspan(4));
  EXPECT_EQ(read_metrics(folder / "m"), rows);
}

TEST(MetricsFile, ResumingRefusesAFileThatLostRows) {
  const TemporaryFolder folder;
  const auto rows = rows_of(5);
  MetricsWriter(folder / "m", 0).append(rows);
  const auto size = static_cast<std::int64_t>(std::filesystem::file_size(folder / "m"));
  EXPECT_THAT(test::input_error_of([&] { MetricsWriter(folder / "m", size + 1); }), HasSubstr("rows are lost"));
  EXPECT_THAT(test::input_error_of([&] { MetricsWriter(folder / "m", size - 1); }), HasSubstr("no row ends at byte"));
  EXPECT_EQ(read_metrics(folder / "m"), rows);
}

TEST(MetricsFile, EveryCutLeavesTheWholeRowsBeforeIt) {
  const TemporaryFolder folder;
  const auto rows = rows_of(6);
  MetricsWriter(folder / "m", 0).append(rows);
  const std::string whole = read_whole_file(folder / "m");
  for (std::size_t length = whole.size() + 1; length-- > 0;) {
    std::filesystem::resize_file(folder / "m", length);
    const auto lines = std::count(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length), '\n');
    const auto kept = std::max<std::ptrdiff_t>(0, lines - 1);
    ASSERT_EQ(read_metrics(folder / "m"), std::vector<MetricRow>(rows.begin(), rows.begin() + kept)) << length;
  }
}

TEST(MetricsFile, DamagedRowsAreRefusedWithTheirLine) {
  const TemporaryFolder folder;
  for (const char* bad :
       {"x,1,1,a,1,", "1,1,1,a", "1,1,1,,1,", "1,1,1,a,,", "1,1,1,a,1,x", "1,1,1,a,1,2,3", "", "1.5,1,1,a,1,"}) {
    std::filesystem::remove(folder / "m");
    MetricsWriter(folder / "m", 0).append(rows_of(2));
    append_raw(folder / "m", std::string(bad) + "\n");
    EXPECT_THAT(test::input_error_of([&] { read_metrics(folder / "m"); }), HasSubstr("m:4: ")) << bad;
  }
}

TEST(MetricsFile, AnotherHeaderIsRefused) {
  const TemporaryFolder folder;
  append_raw(folder / "m", "step,value\n1,2\n");
  EXPECT_THAT(test::input_error_of([&] { read_metrics(folder / "m"); }), HasSubstr("m:1: the header"));
}

TEST(MetricsFile, FailedAppendLeavesOnlyWholeRows) {
  const test::TinyFilesystem disk(64);
  if (!disk.is_mounted()) GTEST_SKIP() << "no right to mount a small file system here";
  MetricsWriter writer(disk.path() / "m", 0);
  const auto rows = rows_of(100);
  std::size_t stored = 0;
  const auto append_forever = [&] {
    for (;;) {
      writer.append(rows);
      stored += rows.size();
    }
  };
  EXPECT_THROW(append_forever(), DiskFullError);
  EXPECT_GT(stored, 0u);
  EXPECT_EQ(read_metrics(disk.path() / "m").size(), stored);
  writer.append(std::span(rows).first(1));  // smaller: fits
  EXPECT_EQ(read_metrics(disk.path() / "m").size(), stored + 1);
}

TEST(LastMetricRow, AgreesWithReadingTheWholeFile) {
  const TemporaryFolder folder;
  MetricsWriter writer(folder / "m", 0);
  writer.append(std::vector<MetricRow>{row(1, "rare", 5)});
  for (int i = 0; i < 20; ++i) writer.append(rows_of(1000));  // a megabyte: several steps back
  EXPECT_EQ(last_metric_row(folder / "m", "rare")->value, 5);
  const auto all = read_metrics(folder / "m");
  for (const char* name : {metric::test_accuracy, metric::train_loss}) {
    const auto last = std::find_if(all.rbegin(), all.rend(), [&](auto& r) { return r.metric == name; });
    EXPECT_EQ(*last_metric_row(folder / "m", name), *last);
  }
  EXPECT_FALSE(last_metric_row(folder / "m", "none"));
  EXPECT_FALSE(last_metric_row(folder / "missing", "none"));
}

TEST(LastMetricRow, IgnoresARowThatIsCut) {
  const TemporaryFolder folder;
  MetricsWriter(folder / "m", 0).append(std::vector<MetricRow>{row(1, "a", 5)});
  append_raw(folder / "m", "2,0.25,0.25,a,6");
  EXPECT_EQ(last_metric_row(folder / "m", "a")->value, 5);
}

}  // namespace
}  // namespace imprint
