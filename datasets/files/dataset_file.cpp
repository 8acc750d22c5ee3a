// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/files/dataset_file.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/text.h"
#include "datasets/files/gzip.h"

namespace imprint {
namespace {

namespace fs = std::filesystem;

/// What is at the path, links followed. What may not be looked at is an error, and not the same as nothing.
fs::file_type type_at(const fs::path& path) {
  std::error_code error;
  const fs::file_type type = fs::status(path, error).type();
  if (type == fs::file_type::none) throw InputError(path.string() + ": cannot be looked at: " + error.message());
  return type;
}

bool is_there(const fs::path& path) { return type_at(path) != fs::file_type::not_found; }
bool is_folder(const fs::path& path) { return type_at(path) == fs::file_type::directory; }
bool is_no_folder(const fs::path& path) { return is_there(path) && !is_folder(path); }

/// `name` and `name`.gz, as far as they are there.
std::vector<fs::path> files_named(const fs::path& folder, const std::string& name) {
  std::vector<fs::path> files;
  for (const fs::path& path : {folder / name, folder / (name + ".gz")})
    if (is_no_folder(path)) files.push_back(path);
  return files;
}

bool holds_part(const fs::path& folder, const PartNames& names) {
  return std::ranges::any_of(names, [&](const auto& name) { return !files_named(folder, name).empty(); });
}

[[noreturn]] void refuse_two(const fs::path& first, const fs::path& second, const std::string& what) {
  throw InputError(first.string() + " and " + second.filename().string() + " " + what +
                   ": take away or rename the one that is not meant");
}

[[noreturn]] void refuse_none(const fs::path& folder, const PartNames& names) {
  const fs::path usual = folder / names.front();
  if (is_there(usual)) throw InputError(usual.string() + " is a folder, not a regular file");
  const std::vector<std::string> others(names.begin() + 1, names.end());
  throw InputError(usual.string() + ": no such file, nor with .gz" +
                   (others.empty() ? std::string() : ", nor " + join_choices(others)));
}

/// "; imprint dataset fetch mnist brings such files"
std::string way_to_get(const DatasetFacts& facts) {
  return facts.fetched_by.empty() ? "" : "; " + facts.fetched_by + " brings such files";
}

fs::path require_folder(const DatasetFacts& facts, const std::string& root) {
  if (root.empty())
    throw InputError("dataset.root is empty: " + facts.title + " needs the folder that holds " + facts.files +
                     way_to_get(facts));
  const fs::path folder = expand_home(root);
  if (!is_there(folder)) throw InputError("dataset.root = " + folder.string() + ": no such folder");
  if (!is_folder(folder)) throw InputError("dataset.root = " + folder.string() + ": expected a folder, found a file");
  return folder;
}

bool is_archive(std::string_view name) {
  constexpr std::array<std::string_view, 5> endings = {".tar.gz", ".tgz", ".tar", ".zip", ".tar.xz"};
  return std::ranges::any_of(endings, [&](std::string_view ending) { return name.ends_with(ending); });
}

/// What lies in the folder that may be the dataset in another form: " (found x.zip there: unpack it)".
std::string lookalike(const DatasetFacts& facts, const fs::path& folder, const PartNames& anchor) {
  const std::string bare = fs::path(anchor.front()).stem().string();
  for (const std::string& name : file_names(folder)) {
    if (is_archive(name) && name.find(facts.name.substr(0, 5)) != std::string::npos)
      return " (found " + name + " there: unpack it)";
    if (name == bare && name != anchor.front())
      return " (found " + name + " there, perhaps the version for Python; the binary version is read)";
  }
  return {};
}

}  // namespace

DatasetFile read_dataset_file(const fs::path& path) {
  DatasetFile file{path.string(), read_whole_file(path)};
  if (!is_gzip(file.bytes)) return file;
  file.bytes = gunzip(file.bytes, largest_dataset_file_bytes, file.name);
  file.name += " (decompressed)";
  return file;
}

DatasetFile read_dataset_part(const fs::path& folder, const PartNames& names) {
  std::vector<fs::path> claimants;
  for (const std::string& name : names) {
    const std::vector<fs::path> files = files_named(folder, name);
    if (!claimants.empty() && !files.empty())
      refuse_two(claimants.front(), files.front(), "claim the same part of the dataset");
    claimants.insert(claimants.end(), files.begin(), files.end());
  }
  if (claimants.empty()) refuse_none(folder, names);
  DatasetFile file = read_dataset_file(claimants.front());
  if (claimants.size() > 1 && read_dataset_file(claimants[1]).bytes != file.bytes)
    refuse_two(claimants[0], claimants[1], "claim the same part of the dataset, but differ in content");
  return file;
}

fs::path find_dataset_folder(const DatasetFacts& facts, const std::string& root, const PartNames& anchor) {
  const fs::path folder = require_folder(facts, root);
  if (anchor.empty() || holds_part(folder, anchor)) return folder;
  for (const std::string& below : facts.subfolders)
    if (holds_part(folder / below, anchor)) return folder / below;
  throw InputError("dataset.root = " + folder.string() + ": expected the files of " + facts.title + " there (" +
                   facts.files + "), found no " + anchor.front() + lookalike(facts, folder, anchor) +
                   "; get them from " + facts.source + way_to_get(facts));
}

std::vector<std::string> file_names(const fs::path& folder) {
  std::error_code error;
  std::vector<std::string> names;
  fs::directory_iterator entry(folder, error);
  for (; !error && entry != fs::directory_iterator(); entry.increment(error))
    names.push_back(entry->path().filename().string());
  if (error) throw InputError(folder.string() + ": the folder cannot be read: " + error.message());
  std::ranges::sort(names);
  return names;
}

}  // namespace imprint
