// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/files/dataset_file.h"

#include <utility>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "datasets/files/gzip.h"

namespace imprint {
namespace {

namespace fs = std::filesystem;

bool is_there(const fs::path& path) {
  std::error_code ignored;
  return fs::exists(path, ignored);
}

fs::path require_folder(const DatasetFacts& facts, const std::string& root) {
  if (root.empty())
    throw InputError("dataset.root is empty: " + facts.title + " needs the folder that holds " + facts.files);
  const fs::path folder = expand_home(root);
  std::error_code ignored;
  if (!is_there(folder)) throw InputError("dataset.root = " + folder.string() + ": no such folder");
  if (!fs::is_directory(folder, ignored))
    throw InputError("dataset.root = " + folder.string() + ": expected a folder, found a file");
  return folder;
}

}  // namespace

DatasetFile read_dataset_file(const fs::path& path) {
  DatasetFile file{path.string(), read_whole_file(path)};
  if (!is_gzip(file.bytes)) return file;
  file.bytes = gunzip(file.bytes, largest_dataset_file_bytes, file.name);
  file.name += " (decompressed)";
  return file;
}

fs::path find_plain_or_gzip(const fs::path& folder, const std::string& name) {
  if (is_there(folder / name)) return folder / name;
  if (is_there(folder / (name + ".gz"))) return folder / (name + ".gz");
  throw InputError((folder / name).string() + ": no such file, nor with .gz");
}

fs::path find_dataset_folder(const DatasetFacts& facts, const std::string& root, const std::string& anchor) {
  const fs::path folder = require_folder(facts, root);
  if (is_there(folder / anchor) || is_there(folder / (anchor + ".gz"))) return folder;
  for (const std::string& below : facts.subfolders)
    if (is_there(folder / below / anchor) || is_there(folder / below / (anchor + ".gz")))
      return folder / below;
  throw InputError("dataset.root = " + folder.string() + ": expected the files of " + facts.title +
                   " there (" + facts.files + "), found no " + anchor + "; get them from " + facts.source);
}

}  // namespace imprint
