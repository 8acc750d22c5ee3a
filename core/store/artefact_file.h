// SPDX-License-Identifier: GPL-3.0-or-later
// What measures give beyond numbers over the steps, one file a moment:
//
//   RUN/artefacts/hessian-spectrum/step-00000237.csv    a header with the columns' names, then a row a line
//
// A measurement that is repeated replaces its file by the same bytes.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "core/results/artefact.h"

namespace imprint {

struct ArtefactFile {
  std::string name;  // "hessian-spectrum", its folder
  std::int64_t step = 0;
  std::filesystem::path path;
};

/// Of a run directory `root`, as everywhere below.
std::filesystem::path artefacts_folder(const std::filesystem::path& root);

/// Throws JobError for columns that are not equally long or a name that can't be a file's,
/// DiskFullError.
void write_artefact(const std::filesystem::path& root, const Artefact& artefact, std::int64_t step);

/// By name, then by step; none when there is no such folder. Throws InputError for a link.
std::vector<ArtefactFile> find_artefacts(const std::filesystem::path& root);

/// Throws InputError with file and line when it is damaged. The artefact is called as its folder.
Artefact read_artefact(const ArtefactFile& file);

/// Deletes those of later steps.
void drop_artefacts_after(const std::filesystem::path& root, std::int64_t last_step);
/// Copies those up to a step.
void copy_artefacts(const std::filesystem::path& from, const std::filesystem::path& to, std::int64_t last_step);

}  // namespace imprint
