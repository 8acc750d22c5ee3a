// SPDX-License-Identifier: GPL-3.0-or-later
// The files of checkpoints, without what is in them: core/checkpoint writes and reads that.
//
//   step-00000237.safetensors        the network
//   step-00000237.state.safetensors  what else training needs to go on; written first
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

namespace imprint {

/// Steps of the complete checkpoints in the folder (both files are there), ascending.
std::vector<std::int64_t> checkpoint_steps(const std::filesystem::path& folder);

std::filesystem::path model_file(const std::filesystem::path& folder, std::int64_t step);
std::filesystem::path state_file(const std::filesystem::path& folder, std::int64_t step);

/// Deletes all but the initial one (step 0) and the latest `keep`.
void prune_checkpoints(const std::filesystem::path& folder, int keep);

/// Deletes all but the latest, the initial one too: for a run that is over.
void keep_last_checkpoint(const std::filesystem::path& folder);

}  // namespace imprint
