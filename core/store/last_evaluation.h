// SPDX-License-Identifier: GPL-3.0-or-later
// Which test samples an arm got right at its last step: two arms that saw the same can be compared one by one. Tasks
// whose units are no independent answers (text) have none.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

namespace imprint {

struct LastEvaluation {
  std::int64_t step = 0;
  std::vector<bool> correct = {};  // in the order of the test set
  bool operator==(const LastEvaluation&) const = default;
};

/// last_evaluation.json of that arm's folder.
std::filesystem::path last_evaluation_file(const std::filesystem::path& arm);

/// Replaces the file whole. Throws DiskFullError, JobError.
void write_last_evaluation(const std::filesystem::path& arm, const LastEvaluation& evaluation);

/// Nothing when the arm has none (it has not ended, or an older version trained it). Throws InputError with file and
/// reason for a damaged one.
std::optional<LastEvaluation> read_last_evaluation(const std::filesystem::path& arm);

}  // namespace imprint
