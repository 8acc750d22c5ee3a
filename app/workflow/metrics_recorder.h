// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of one arm on their way to metrics.csv and to the listener, in one order and in batches.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "app/workflow/run_job.h"
#include "core/results/metric_row.h"
#include "core/store/metrics_file.h"

namespace imprint {

class MetricsRecorder {
 public:
  /// `length`: see MetricsWriter.
  MetricsRecorder(const std::filesystem::path& file, std::int64_t length, std::string arm, RunListener& listener);

  /// Keeps the row; every tenth of a second the kept rows are written and told.
  void add(const MetricRow& row);
  void flush();
  /// Flushes, forces everything to the disk, and returns the file's length.
  std::int64_t sync();
  /// Of the file as `sync` has left it.
  std::string checksum() const { return writer_.checksum(); }

 private:
  MetricsWriter writer_;
  std::string arm_;
  RunListener& listener_;
  std::vector<MetricRow> pending_;
  std::chrono::steady_clock::time_point flushed_at_;
};

}  // namespace imprint
