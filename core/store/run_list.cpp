// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/run_list.h"

#include <sys/stat.h>

#include <algorithm>
#include <cstdlib>
#include <tuple>

#include "core/base/user_folders.h"
#include "core/store/metrics_file.h"
#include "core/store/run_directory.h"
#include "core/store/run_lock.h"

namespace imprint {
namespace {

namespace fs = std::filesystem;

constexpr int levels_down = 3;  // a sweep keeps its runs in ROOT/<sweep>/runs/<run>

bool is_there(const fs::path& path) {
  std::error_code error;
  return fs::exists(path, error);
}

/// A run whose config is lost is still a run.
bool is_run(const RunDirectory& run) {
  return is_there(run.config()) || is_there(run.status()) || is_there(run.metrics());
}

double modified_unix_seconds(const fs::path& path) {
  struct stat status = {};
  if (::stat(path.c_str(), &status) != 0) return 0;
  return static_cast<double>(status.st_mtim.tv_sec) + 1e-9 * static_cast<double>(status.st_mtim.tv_nsec);
}

ExperimentSpec take_config(const RunDirectory& run, RunListing& listing) {
  ExperimentSpec spec = run.read_config();
  listing.name = spec.name;
  listing.dataset = spec.dataset.name;
  listing.model = spec.model.name;
  listing.schedule = spec.precision.schedule;
  listing.seed = spec.seed;
  return spec;
}

void take_status(const RunDirectory& run, RunListing& listing) {
  if (!is_there(run.status()) && !is_there(run.metrics())) return;  // it is about to begin: queued
  listing.status = run.read_status();
  listing.stale = is_active(listing.status) && lock_owner(run.lock()) == 0;
}

/// What lies directly in the root may be a link, as people make on clusters. Below it links would lead round in
/// circles, or out of a folder that somebody else has packed.
bool is_folder(const fs::directory_entry& entry, bool may_be_link) {
  std::error_code unreadable;
  return fs::is_directory(may_be_link ? entry.status(unreadable) : entry.symlink_status(unreadable));
}

void collect(const fs::path& folder, int levels, std::vector<fs::path>& found) {
  if (is_run(RunDirectory(folder))) {
    found.push_back(folder);
    return;
  }
  if (levels == 0) return;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    const bool is_trash = entry->path().filename() == trash_folder_name;
    if (!is_trash && is_folder(*entry, levels == levels_down)) collect(entry->path(), levels - 1, found);
  }
}

bool is_newer(const RunListing& a, const RunListing& b) {
  return std::tie(b.created_unix_seconds, a.directory) < std::tie(a.created_unix_seconds, b.directory);
}

}  // namespace

bool is_active(const RunStatus& status) {
  return status.state == RunState::running || status.state == RunState::paused;
}

RunListing list_run(const fs::path& directory, std::optional<ExperimentSpec>* spec) {
  const RunDirectory run(directory);
  RunListing listing;
  listing.directory = directory;
  listing.has_baseline = run.baseline().exists();
  listing.created_unix_seconds = modified_unix_seconds(run.config());
  // One damaged file takes nothing from what the others tell.
  const auto take = [&](const auto& read) {
    try {
      read();
    } catch (const std::exception& error) {
      if (listing.problem.empty()) listing.problem = error.what();
    }
  };
  take([&] {
    ExperimentSpec read = take_config(run, listing);
    if (spec != nullptr) *spec = std::move(read);
  });
  take([&] { take_status(run, listing); });
  take([&] {
    if (const auto row = last_metric_row(run.metrics(), metric::test_accuracy); row && row->step > 0)
      listing.finals.set(metric::test_accuracy, row->value);
  });
  return listing;
}

std::vector<fs::path> find_runs(const fs::path& root) {
  std::vector<fs::path> found;
  collect(root, levels_down, found);
  return found;
}

std::vector<RunListing> list_runs(const fs::path& root) {
  std::vector<RunListing> listings;
  for (const fs::path& directory : find_runs(root)) listings.push_back(list_run(directory));
  std::sort(listings.begin(), listings.end(), is_newer);
  return listings;
}

fs::path default_runs_root() {
  if (const char* runs = std::getenv("IMPRINT_RUNS"); runs != nullptr && *runs != '\0') return expand_home(runs);
  return user_data_folder() / "imprint" / "runs";
}

}  // namespace imprint
