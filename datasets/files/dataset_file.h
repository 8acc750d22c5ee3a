// SPDX-License-Identifier: GPL-3.0-or-later
// Finding and reading the files of a dataset. No torch here.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

#include "datasets/dataset_facts.h"

namespace imprint {

/// No file of a known dataset is larger; a compressed file that grows beyond it is refused.
inline constexpr std::size_t largest_dataset_file_bytes = std::size_t{1} << 30;

/// A file's content, decompressed, and its name for complaints.
struct DatasetFile {
  std::string name;
  std::string bytes;
};

/// Reads a file, gzip or plain, told apart by the content. Throws InputError that names the file.
DatasetFile read_dataset_file(const std::filesystem::path& path);

/// `folder/name`, or `folder/name.gz` when only that exists. Throws InputError when neither does.
std::filesystem::path find_plain_or_gzip(const std::filesystem::path& folder, const std::string& name);

/// The folder that holds `anchor` (or anchor.gz): `root` with ~ expanded, or one of the dataset's subfolders
/// of it. Throws InputError that names the folder, what is missing and where it can be had.
std::filesystem::path find_dataset_folder(const DatasetFacts& facts, const std::string& root,
                                          const std::string& anchor);

}  // namespace imprint
