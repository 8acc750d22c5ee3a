// SPDX-License-Identifier: GPL-3.0-or-later
// metrics.csv: step,epoch,wall_seconds,metric,value,stderr, one row a value, append-only, C locale. A checkpoint
// remembers the file's length; resuming cuts it back to there, so no row is lost, doubled or half written.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <vector>

#include "core/records/metric_row.h"

namespace imprint {

class MetricsWriter {
 public:
  /// Opens the file, cut back to `length` bytes (0 = a new file with its header). Throws InputError when the file is
  /// shorter than `length`, DiskFullError, JobError.
  MetricsWriter(const std::filesystem::path& path, std::int64_t length);
  ~MetricsWriter();
  MetricsWriter(const MetricsWriter&) = delete;
  MetricsWriter& operator=(const MetricsWriter&) = delete;

  /// Appends rows (one write). Throws DiskFullError, JobError.
  void append(std::span<const MetricRow> rows);
  /// Forces what was appended to the disk and returns the file's length.
  std::int64_t sync();

 private:
  std::filesystem::path path_;
  int descriptor_ = -1;
};

/// All whole rows; a last line that is cut off is left out. Throws InputError with line number for a damaged row.
std::vector<MetricRow> read_metrics(const std::filesystem::path& path);

/// Reads only what was added since the last call: for following a run of another process.
class MetricsFollower {
 public:
  explicit MetricsFollower(std::filesystem::path path) : path_(std::move(path)) {}
  /// New whole rows since the last call; starts over when the file shrank (a resumed run).
  std::vector<MetricRow> poll(bool* restarted = nullptr);

 private:
  std::filesystem::path path_;
  std::int64_t offset_ = 0;
};

}  // namespace imprint
