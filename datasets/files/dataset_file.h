// SPDX-License-Identifier: GPL-3.0-or-later
// Finding and reading the files of a dataset. No torch here.
//
// A part (the training images, one batch) may lie under one of several names, plain or with .gz. One file may claim it:
//
//   no file                          refused, with the names that were looked for
//   x and x.gz                       taken when both hold the same (gunzip -k leaves them so), else refused
//   two names, whatever they hold    refused: nobody can tell which is meant
//
// Folders of such names are passed over: some archives unpack to train-images-idx3-ubyte/train-images-idx3-ubyte.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "datasets/facts/dataset_facts.h"

namespace imprint {

/// No file of a known dataset is larger; a compressed file that grows beyond it is refused.
inline constexpr std::size_t largest_dataset_file_bytes = std::size_t{1} << 30;

/// A file's content, decompressed, and its name for complaints.
struct DatasetFile {
  std::string name;
  std::string bytes;
};

/// The names under which one part may lie, the usual one first, without .gz.
using PartNames = std::vector<std::string>;

/// Reads a file, gzip or plain, told apart by the content. Throws InputError that names the file.
DatasetFile read_dataset_file(const std::filesystem::path& path);

/// Reads the part from the one file in `folder` that claims it. Throws InputError that names the file, or the two.
DatasetFile read_dataset_part(const std::filesystem::path& folder, const PartNames& names);

/// The folder that holds the part `anchor`: `root` with ~ expanded, or one of the dataset's subfolders of it; the root
/// itself where no part has a fixed name. Throws
/// InputError that names the folder, what is missing, what lies there instead and where the right files can be had.
std::filesystem::path find_dataset_folder(const DatasetFacts& facts, const std::string& root, const PartNames& anchor);

/// The names of all files in `folder`, sorted. Throws InputError when it can't be read.
std::vector<std::string> file_names(const std::filesystem::path& folder);

}  // namespace imprint
