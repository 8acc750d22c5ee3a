// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/run_trash.h"

#include <chrono>
#include <string>

#include "core/base/durable_folder.h"
#include "core/base/error.h"
#include "core/store/json_file.h"
#include "core/store/run_directory.h"
#include "core/store/run_list.h"
#include "core/store/run_lock.h"

namespace imprint {
namespace {

namespace fs = std::filesystem;

double unix_seconds_now() {
  return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
}

/// `directory` as a path below `root`.
fs::path below_root(const fs::path& root, const fs::path& directory) {
  const fs::path relative =
      fs::absolute(directory).lexically_normal().lexically_relative(fs::absolute(root).lexically_normal());
  if (relative.empty() || relative == "." || *relative.begin() == "..")
    throw InputError(directory.string() + " is not below " + root.string() +
                     ": only a run below it can be moved to its trash");
  return relative;
}

/// <folder>/<name>-<n> with the first n from `first` that is free.
fs::path free_place(const fs::path& folder, const std::string& name, int first) {
  fs::path place;
  std::error_code error;
  for (int n = first; place.empty() || fs::exists(fs::symlink_status(place, error)); ++n)
    place = folder / (name + "-" + std::to_string(n));
  return place;
}

bool is_link(const fs::path& path) {
  std::error_code error;
  return fs::is_symlink(fs::symlink_status(path, error));
}

/// A trash that is a link would move runs to where it leads, and emptying it would delete what lies there.
fs::path trash_of(const fs::path& root) {
  fs::path trash = root / trash_folder_name;
  if (is_link(trash))
    throw InputError(trash.string() + " is a link: remove it, so that a trash of its own can be made");
  return trash;
}

bool leads_over_link(const fs::path& root, const fs::path& below) {
  fs::path place = root;
  for (const fs::path& part : below)
    if (is_link(place /= part)) return true;
  return false;
}

/// Never replaces anything but an empty folder, and only when the rename would.
void move_folder(const fs::path& from, const fs::path& to) {
  std::error_code error;
  fs::rename(from, to, error);
  if (error) throw JobError("cannot move " + from.string() + " to " + to.string() + ": " + error.message());
}

void require_run(const fs::path& directory) {
  std::error_code error;
  if (!fs::is_directory(directory, error)) throw InputError(directory.string() + ": the run is no longer there");
  if (is_link(directory)) throw InputError(directory.string() + " is a link to a run: remove the link itself");
}

/// Refuses only a run that somebody holds: one whose lock file can't be opened is still moved when the system lets us.
void require_unused(const RunDirectory& run) {
  if (const int owner = lock_owner(run.lock()); owner != 0)
    throw InputError(run.root().string() + " is in use by process " + std::to_string(owner) + ": stop it first");
}

/// Whether the path, as it is written, stays below the folder that it is joined to.
bool is_below(const fs::path& path) {
  const fs::path normal = path.lexically_normal();
  return path.is_relative() && !normal.empty() && normal != "." && *normal.begin() != ".." && normal.has_filename();
}

/// What a deletion that was killed has left of a run is no run any more, but it goes as well.
std::vector<fs::path> folders_in(const fs::path& trash) {
  std::vector<fs::path> folders;
  std::error_code error;
  for (fs::directory_iterator entry(trash, error), end; !error && entry != end; entry.increment(error)) {
    std::error_code unreadable;
    if (entry->is_directory(unreadable)) folders.push_back(entry->path());
  }
  return folders;
}

}  // namespace

fs::path move_to_trash(const fs::path& root, const fs::path& directory) {
  require_run(directory);
  const fs::path origin = below_root(root, directory);
  const RunDirectory run(directory);
  require_unused(run);
  const fs::path trash = trash_of(root);
  create_folders_durably(trash);
  const RunLock lock(run.lock());  // nobody may begin to work in it while it moves
  JsonFileWriter().set("origin", origin.string()).set("trashed_unix_seconds", unix_seconds_now()).write(run.trashed());
  const fs::path place = free_place(trash, directory.filename().string(), 1);
  try {
    move_folder(directory, place);
  } catch (const JobError&) {
    std::error_code ignored;
    fs::remove(run.trashed(), ignored);
    throw;
  }
  return place;
}

fs::path trash_origin(const fs::path& trashed) {
  std::string name = trashed.filename().string();
  if (const auto dash = name.rfind('-'); dash != std::string::npos && dash > 0) name.resize(dash);
  try {
    const fs::path origin = JsonFileReader(RunDirectory(trashed).trashed()).get<std::string>("origin");
    return is_below(origin) ? origin.lexically_normal() : fs::path(name);
  } catch (const InputError&) {
    return name;
  }
}

fs::path restore_from_trash(const fs::path& root, const fs::path& trashed) {
  require_run(trashed);
  if (below_root(trash_of(root), trashed).has_parent_path())
    throw InputError(trashed.string() + " is no run in the trash");
  require_unused(RunDirectory(trashed));
  const fs::path origin = trash_origin(trashed);
  fs::path place = root / (leads_over_link(root, origin.parent_path()) ? origin.filename() : origin);
  create_folders_durably(place.parent_path());
  std::error_code error;
  if (fs::exists(fs::symlink_status(place, error)))
    place = free_place(place.parent_path(), place.filename().string(), 2);
  move_folder(trashed, place);
  fs::remove(RunDirectory(place).trashed(), error);  // when it stays, it means nothing there
  return place;
}

std::vector<fs::path> find_trashed(const fs::path& root) {
  const fs::path trash = root / trash_folder_name;
  return is_link(trash) ? std::vector<fs::path>() : find_runs(trash);
}

int empty_trash(const fs::path& root) {
  int deleted = 0;
  std::string failure;
  for (const fs::path& directory : folders_in(trash_of(root))) {
    try {
      require_unused(RunDirectory(directory));
      fs::remove_all(directory);
      ++deleted;
    } catch (const std::exception& error) {
      if (failure.empty()) failure = error.what();
    }
  }
  if (!failure.empty()) throw JobError("not everything in the trash could be deleted: " + failure);
  return deleted;
}

}  // namespace imprint
