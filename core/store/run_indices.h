// SPDX-License-Identifier: GPL-3.0-or-later
// indices.json: which samples of the dataset's files a run uses, by their numbers there, counted from 0.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

namespace imprint {

struct RunIndices {
  std::optional<std::vector<std::int64_t>> train =
      {};  // image i of the run is number train[i]; nothing = all, in order
  std::optional<std::vector<std::int64_t>> test = {};
  std::vector<std::int64_t> probe = {};  // in the order of probing: the Hessian trace takes the first of them

  bool operator==(const RunIndices&) const = default;
};

/// Throws DiskFullError, JobError.
void write_indices(const std::filesystem::path& path, const RunIndices& indices);

/// Throws InputError with file and reason when it is missing, damaged or of a newer format.
RunIndices read_indices(const std::filesystem::path& path);

}  // namespace imprint
