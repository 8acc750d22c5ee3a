// SPDX-License-Identifier: GPL-3.0-or-later
// probes.csv: step,measure,estimator,images,draws,products,tolerance,residual, one row for each curvature number of
// each live probe, append-only, in the order of the steps. Resuming at a checkpoint drops the rows of later steps, so
// that the file needs no length in the checkpoint.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "core/base/file_descriptor.h"
#include "core/results/probe_row.h"

namespace imprint {

inline constexpr std::string_view probes_header = "step,measure,estimator,images,draws,products,tolerance,residual\n";

class ProbeWriter {
 public:
  /// Opens the file without the rows of steps after `last_step`, a new one with its header. Throws DiskFullError,
  /// JobError.
  ProbeWriter(const std::filesystem::path& path, std::int64_t last_step);

  /// Appends rows (one write). When that fails, none of them is left in the file. Throws DiskFullError, JobError.
  void append(std::span<const ProbeRow> rows);
  /// Forces what was appended to the disk.
  void sync() { file_.sync(); }

 private:
  FileDescriptor file_;
};

/// All rows; damaged lines, and a last one that is cut off, are left out. None when there is no file.
std::vector<ProbeRow> read_probes(const std::filesystem::path& path);

/// The file's text with the rows up to a step alone; the header alone for an empty one.
std::string probes_up_to(const std::string& text, std::int64_t last_step);

/// The last row of each measure, in the order of their first rows.
std::vector<ProbeRow> last_probes(std::span<const ProbeRow> rows);

/// A row as a line with its newline.
std::string probe_line(const ProbeRow& row);

}  // namespace imprint
