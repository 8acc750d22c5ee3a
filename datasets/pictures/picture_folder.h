// SPDX-License-Identifier: GPL-3.0-or-later
// Folders of pictures by class:
//
//   train/<class>/*.jpg, *.jpeg, *.png   classes sorted by name, files likewise; endings in any case
//   val/<class>/...                      also validation or test; classes of train
//
// Files of other endings and names that begin with a dot are passed over.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace imprint {

struct PictureFile {
  std::string path;  // below the root
  std::uintmax_t bytes = 0;
  std::int64_t label = 0;
};

struct PictureFolder {
  std::filesystem::path root;
  std::vector<std::string> classes;
  std::vector<PictureFile> train, test;
};

/// Throws InputError that names the folder and what is missing there: train, val, classes, a class's pictures.
PictureFolder list_pictures(const std::filesystem::path& root);

/// Those whose times of change tell of files that came and went: the folders of the classes.
std::vector<std::filesystem::path> class_folders(const std::filesystem::path& root);

}  // namespace imprint
