// SPDX-License-Identifier: GPL-3.0-or-later
// metrics.csv: step,epoch,wall_seconds,metric,value,stderr, one row a value, append-only, C locale. A
// checkpoint remembers the file's length; resuming cuts it back to there, so no row is lost, doubled or half
// written.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base/checksum.h"
#include "core/base/file_descriptor.h"
#include "core/results/metric_row.h"

namespace imprint {

class MetricsWriter {
 public:
  /// Opens the file, cut back to `length` bytes (0 = a new file with its header, whose name is forced to the disk).
  /// Throws InputError when the file is shorter than `length` or no row ends there, DiskFullError, JobError.
  MetricsWriter(const std::filesystem::path& path, std::int64_t length);

  /// Appends rows (one write). When that fails, none of them is left in the file. Throws DiskFullError,
  /// JobError.
  void append(std::span<const MetricRow> rows);
  /// Forces what was appended to the disk and returns the file's length.
  std::int64_t sync();
  /// XXH3-64 of all that is in the file, as it was written.
  std::string checksum() const { return checksum_.text(); }

 private:
  FileDescriptor file_;
  std::int64_t length_ = 0;
  Checksum checksum_;
};

/// The first bytes of a metrics file.
struct MetricsPrefix {
  bool is_there = false;    // the file has so many bytes
  bool ends_a_row = false;  // and the last of them ends a line
  std::string checksum = {};
};

/// Reads `length` bytes from the start, whatever is in them. Throws JobError when the file can't be read.
MetricsPrefix read_metrics_prefix(const std::filesystem::path& path, std::int64_t length);

/// All whole rows; a last line that is cut off is left out. Throws InputError with line number for a damaged
/// row.
std::vector<MetricRow> read_metrics(const std::filesystem::path& path);

/// The last row of `metric` in the file; nothing when there is none. Reads from the end, so that it is fast
/// in long files; rows that are damaged are skipped.
std::optional<MetricRow> last_metric_row(const std::filesystem::path& path, const std::string& metric);

/// Reads only what was added since the last call: for following a run of another process.
class MetricsFollower {
 public:
  explicit MetricsFollower(std::filesystem::path path) : path_(std::move(path)) {}
  /// New whole rows since the last call; starts over when the file is no continuation of what was read (a
  /// resumed run cuts it). Empty while there is no file. Throws InputError like read_metrics.
  std::vector<MetricRow> poll(bool* restarted = nullptr);

 private:
  bool continues(const FileDescriptor& file) const;

  std::filesystem::path path_;
  std::int64_t offset_ = 0;
  std::int64_t lines_ = 0;
  std::string last_line_;
};

}  // namespace imprint
