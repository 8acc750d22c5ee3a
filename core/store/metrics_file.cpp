// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/metrics_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>

#include "core/base/atomic_file.h"
#include "core/base/durable_folder.h"
#include "core/base/error.h"
#include "core/store/metric_lines.h"

namespace imprint {
namespace {

/// Parses the whole lines of `text`, whose first is number `line + 1`, into `rows`; counts `line` on and
/// returns the bytes that whole lines take.
std::size_t parse_lines(std::string_view text, const std::filesystem::path& path, std::int64_t& line,
                        std::vector<MetricRow>& rows) {
  std::size_t begin = 0;
  for (std::size_t end; (end = text.find('\n', begin)) != std::string_view::npos; begin = end + 1) {
    const std::string_view content = text.substr(begin, end - begin);
    if (++line == 1) {
      if (content != metrics_header.substr(0, metrics_header.size() - 1)) throw_damaged_metrics(path, line, content);
      continue;
    }
    const auto row = parse_metric_line(content);
    if (!row) throw_damaged_metrics(path, line, content);
    rows.push_back(*row);
  }
  return begin;
}

void require_row_end(const FileDescriptor& file, std::int64_t length) {
  const std::string name = file.path().string();
  if (file.size() < length)
    throw InputError(name + ": " + std::to_string(file.size()) + " bytes, but the checkpoint expects at least " +
                     std::to_string(length) + ": rows are lost");
  if (file.read_at(length - 1, 1) != "\n")
    throw InputError(name + ": no row ends at byte " + std::to_string(length) + ", as the checkpoint expects");
}

/// Adds the first `length` bytes; the last of them, 0 when the file ends before.
char add_prefix(const FileDescriptor& file, std::int64_t length, Checksum& checksum) {
  constexpr std::int64_t chunk = 1 << 20;
  char last = 0;
  for (std::int64_t done = 0; done < length;) {
    const std::string bytes = file.read_at(done, std::min(chunk, length - done));
    if (bytes.empty()) return 0;
    checksum.add(bytes);
    last = bytes.back();
    done += static_cast<std::int64_t>(bytes.size());
  }
  return last;
}

/// A sparse file of a terabyte takes no room on the disk, but it would in memory.
std::int64_t sensible_size(const FileDescriptor& file) {
  if (file.size() > largest_metrics_file) throw InputError(file.path().string() + ": larger than any file of metrics");
  return file.size();
}

/// The last line of `whole_lines` with its newline.
std::string_view last_line_of(std::string_view whole_lines) {
  const auto before = whole_lines.substr(0, whole_lines.size() - 1).rfind('\n');
  return whole_lines.substr(before == std::string_view::npos ? 0 : before + 1);
}

std::optional<MetricRow> last_row_in(std::string_view lines, const std::string& metric) {
  while (!lines.empty()) {
    const std::string_view line = last_line_of(lines);
    lines.remove_suffix(line.size());
    if (!line.ends_with('\n')) continue;
    if (auto row = parse_metric_line(line.substr(0, line.size() - 1)); row && row->metric == metric) return row;
  }
  return std::nullopt;
}

}  // namespace

MetricsWriter::MetricsWriter(const std::filesystem::path& path, std::int64_t length)
    : file_(path, O_RDWR | O_CREAT), length_(length) {
  if (length_ > 0) {
    require_row_end(file_, length_);
    add_prefix(file_, length_, checksum_);
  }
  file_.truncate(length_);
  file_.seek_to(length_);
  if (length_ > 0) return;
  file_.write(metrics_header);
  checksum_.add(metrics_header);
  length_ = static_cast<std::int64_t>(metrics_header.size());
  sync_folder(path.has_parent_path() ? path.parent_path()
                                     : ".");  // or a checkpoint could outlive the file it counts in
}

void MetricsWriter::append(std::span<const MetricRow> rows) {
  std::string text;
  for (const auto& row : rows) text += metric_line(row);
  try {
    file_.write(text);
  } catch (...) {
    file_.truncate(length_);
    file_.seek_to(length_);
    throw;
  }
  length_ += static_cast<std::int64_t>(text.size());
  checksum_.add(text);
}

std::int64_t MetricsWriter::sync() {
  file_.sync();
  return length_;
}

MetricsPrefix read_metrics_prefix(const std::filesystem::path& path, std::int64_t length) {
  const FileDescriptor file(path, O_RDONLY);
  if (file.size() < length) return {};
  Checksum checksum;
  const bool ends_a_row = add_prefix(file, length, checksum) == '\n' || length == 0;
  return {true, ends_a_row, checksum.text()};
}

std::vector<MetricRow> read_metrics(const std::filesystem::path& path) {
  std::vector<MetricRow> rows;
  std::int64_t line = 0;
  parse_lines(read_file_inside(path, largest_metrics_file), path, line, rows);
  return rows;
}

std::optional<MetricRow> last_metric_row(const std::filesystem::path& path, const std::string& metric) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) return std::nullopt;
  const FileDescriptor file(path, O_RDONLY);
  const std::int64_t size = sensible_size(file);
  for (std::int64_t length = 1 << 16;; length *= 4) {
    const std::int64_t begin = std::max<std::int64_t>(0, size - length);
    const std::string tail = file.read_at(begin, size - begin);
    const std::size_t first_whole = begin == 0 ? 0 : tail.find('\n') + 1;
    if (auto row = last_row_in(std::string_view(tail).substr(first_whole), metric)) return row;
    if (begin == 0) return std::nullopt;
  }
}

bool MetricsFollower::continues(const FileDescriptor& file) const {
  const auto length = static_cast<std::int64_t>(last_line_.size());
  return file.size() >= offset_ && file.read_at(offset_ - length, length) == last_line_;
}

std::vector<MetricRow> MetricsFollower::poll(bool* restarted) {
  std::vector<MetricRow> rows;
  std::error_code error;
  if (restarted != nullptr) *restarted = false;
  if (!std::filesystem::is_regular_file(path_, error)) return rows;
  const FileDescriptor file(path_, O_RDONLY);
  if (!continues(file)) {
    offset_ = lines_ = 0;
    last_line_.clear();
    if (restarted != nullptr) *restarted = true;
  }
  const std::string added = file.read_at(offset_, sensible_size(file) - offset_);
  const std::size_t whole = parse_lines(added, path_, lines_, rows);
  if (whole > 0) last_line_ = last_line_of(std::string_view(added).substr(0, whole));
  offset_ += static_cast<std::int64_t>(whole);
  return rows;
}

}  // namespace imprint
