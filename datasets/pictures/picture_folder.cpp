// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/pictures/picture_folder.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "core/base/error.h"
#include "core/base/text.h"

namespace imprint {
namespace {

namespace fs = std::filesystem;

constexpr std::array<const char*, 3> test_names{"val", "validation", "test"};

bool is_picture(const fs::path& file) {
  std::string ending = file.extension().string();
  std::ranges::transform(ending, ending.begin(), [](unsigned char letter) { return std::tolower(letter); });
  return ending == ".jpg" || ending == ".jpeg" || ending == ".png";
}

bool is_hidden(const fs::path& path) { return path.filename().string().starts_with('.'); }

/// What lies in a folder, sorted. Throws InputError when it can't be read.
std::vector<fs::directory_entry> entries_of(const fs::path& folder) {
  std::error_code error;
  std::vector<fs::directory_entry> entries;
  for (fs::directory_iterator next(folder, error), end; !error && next != end; next.increment(error))
    if (!is_hidden(next->path())) entries.push_back(*next);
  if (error) throw InputError(folder.string() + ": cannot be read: " + error.message());
  std::ranges::sort(entries, {}, [](const fs::directory_entry& entry) { return entry.path().filename().string(); });
  return entries;
}

std::vector<std::string> folders_in(const fs::path& folder) {
  std::vector<std::string> names;
  for (const auto& entry : entries_of(folder)) {
    std::error_code error;
    if (entry.is_directory(error)) names.push_back(entry.path().filename().string());
  }
  return names;
}

fs::path train_folder(const fs::path& root) {
  std::error_code error;
  if (fs::is_directory(root / "train", error)) return root / "train";
  throw InputError(root.string() + ": has no folder train, with a folder of pictures for each class");
}

fs::path test_folder(const fs::path& root) {
  std::error_code error;
  for (const char* name : test_names)
    if (fs::is_directory(root / name, error)) return root / name;
  throw InputError(root.string() +
                   ": has no folder val (or validation, or test), with a folder of pictures for each class");
}

/// Appends the pictures of a class. Throws InputError where there is none.
void append_class(const fs::path& root, const fs::path& folder, std::int64_t label, std::vector<PictureFile>& files) {
  const std::size_t before = files.size();
  for (const auto& entry : entries_of(folder)) {
    std::error_code error;
    if (!is_picture(entry.path()) || !entry.is_regular_file(error)) continue;
    files.push_back({entry.path().lexically_relative(root).string(), entry.file_size(error), label});
    if (error) throw InputError(entry.path().string() + ": cannot be read: " + error.message());
  }
  if (files.size() == before)
    throw InputError(folder.string() + ": has no picture (.jpg, .jpeg or .png); every class needs one");
}

std::vector<PictureFile> pictures_in(const fs::path& root, const fs::path& part,
                                     const std::vector<std::string>& classes) {
  std::vector<PictureFile> files;
  for (const std::string& name : folders_in(part)) {
    const auto found = std::ranges::find(classes, name);
    if (found == classes.end())
      throw InputError((part / name).string() + ": is a class that " + (root / "train").string() + " has not");
    append_class(root, part / name, found - classes.begin(), files);
  }
  if (files.empty()) throw InputError(part.string() + ": has no folder of a class");
  return files;
}

}  // namespace

PictureFolder list_pictures(const fs::path& root) {
  const fs::path train = train_folder(root), test = test_folder(root);
  PictureFolder folder{root, folders_in(train), {}, {}};
  if (folder.classes.size() < 2)
    throw InputError(train.string() + ": has " + std::to_string(folder.classes.size()) +
                     " folders of classes; at least 2 are needed");
  folder.train = pictures_in(root, train, folder.classes);
  folder.test = pictures_in(root, test, folder.classes);
  return folder;
}

std::vector<fs::path> class_folders(const fs::path& root) {
  std::vector<fs::path> folders;
  for (const fs::path& part : {train_folder(root), test_folder(root)}) {
    folders.push_back(part);
    for (const std::string& name : folders_in(part)) folders.push_back(part / name);
  }
  return folders;
}

}  // namespace imprint
