// SPDX-License-Identifier: GPL-3.0-or-later
// A .tar.gz or .zip into a folder, by libarchive.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/base/cancellation.h"

namespace imprint {

struct UnpackedFile {
  std::string path;  // below the folder: "raw/edge.csv.gz"
  std::int64_t bytes = 0;
  std::string sha256;
};

/// Whether `path` is a file with this content. Throws CancelledError, FileError.
bool holds_content_of(const UnpackedFile& file, const std::filesystem::path& path, const CancellationToken& token);

/// Writes the files of `archive` below `folder`, each under its name only when it is whole; a file that is there with
/// the same content stays. Of names that lie in the folder `without_folder` this part is left away.
/// Before anything is written, every name is looked at: an entry with an absolute path or "..", a link or a device is
/// refused by its name. Throws InputError for this, for a damaged archive, and for a file that is there with other
/// content; CancelledError, DiskFullError, FileError.
std::vector<UnpackedFile> unpack(const std::filesystem::path& archive, const std::filesystem::path& folder,
                                 const std::string& without_folder, const CancellationToken& token);

}  // namespace imprint
