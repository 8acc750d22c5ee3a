// SPDX-License-Identifier: GPL-3.0-or-later
// Folders whose own names are on the disk, too. fsync of a file forces its content; that the file (or a folder) is
// found under its name again after a power cut needs an fsync of the folder that holds it.
#pragma once

#include <filesystem>

namespace imprint {

/// Makes `folder` and what is missing above it, each level forced to the disk before the next is made; nothing when it
/// is there. Throws DiskFullError or FileError "cannot create <folder>: <reason>".
void create_folders_durably(const std::filesystem::path& folder);

/// Forces the names in `folder` to the disk: new, renamed and deleted ones. File systems that cannot do this (EINVAL,
/// ENOTSUP) are told of once and trusted. Throws DiskFullError, FileError.
void sync_folder(const std::filesystem::path& folder);

/// fsync of an open file or folder by the same rules; `path` is for the words.
void sync_descriptor(int descriptor, const std::filesystem::path& path);

}  // namespace imprint
