// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/chosen_runs.h"

#include "core/base/error.h"
#include "core/store/run_directory.h"
#include "core/store/run_list.h"

namespace imprint::cli {
namespace {

namespace fs = std::filesystem;

void append_runs_of(const fs::path& folder, std::vector<fs::path>& runs) {
  const auto listed = list_runs(folder);  // newest first
  for (auto listing = listed.rbegin(); listing != listed.rend(); ++listing) runs.push_back(listing->directory);
}

}  // namespace

std::vector<fs::path> chosen_runs(const std::vector<fs::path>& named) {
  std::vector<fs::path> runs;
  if (named.empty()) append_runs_of(default_runs_root(), runs);
  for (const fs::path& path : named) {
    if (!fs::is_directory(path)) throw InputError(path.string() + ": no such folder");
    if (RunDirectory(path).exists())
      runs.push_back(path);
    else
      append_runs_of(path, runs);
  }
  if (runs.empty()) throw InputError("there is no run in " + (named.empty() ? default_runs_root() : named.front()).string());
  return runs;
}

}  // namespace imprint::cli
