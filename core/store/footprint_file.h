// SPDX-License-Identifier: GPL-3.0-or-later
// footprint.json of an arm's folder: what its steps took in each format that held them (core/results/footprint.h).
#pragma once

#include <filesystem>
#include <vector>

#include "core/results/footprint.h"

namespace imprint {

std::filesystem::path footprint_file(const std::filesystem::path& arm);

/// Replaces the file whole. Throws DiskFullError, JobError.
void write_footprints(const std::filesystem::path& arm, const std::vector<Footprint>& footprints);

/// In the order in which the formats came; none when there is no file (an older version trained it). Throws InputError
/// with file and reason for a damaged one.
std::vector<Footprint> read_footprints(const std::filesystem::path& arm);

}  // namespace imprint
