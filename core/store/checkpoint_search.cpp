// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/checkpoint_search.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <exception>
#include <utility>

#include "core/base/file_error.h"
#include "core/store/checkpoint_files.h"
#include "core/store/metrics_file.h"

namespace imprint {
namespace {

namespace fs = std::filesystem;

bool is_taken(const fs::path& path) {
  std::error_code error;
  return fs::exists(fs::symlink_status(path, error));
}

fs::path free_name(const fs::path& file) {
  const std::string first = file.string() + ".damaged";
  fs::path name = first;
  for (int number = 2; is_taken(name); ++number) name = first + "." + std::to_string(number);
  return name;
}

}  // namespace

std::string metrics_problem(const fs::path& metrics, const CheckpointPosition& position) {
  const std::string name = metrics.string();
  try {
    const MetricsPrefix prefix = read_metrics_prefix(metrics, position.metrics_length);
    if (!prefix.is_there)
      return name + ": is shorter than the " + std::to_string(position.metrics_length) +
             " bytes that the checkpoint of step " + std::to_string(position.step) + " has seen: rows are lost";
    if (!position.metrics_checksum.empty() && prefix.checksum != position.metrics_checksum)
      return name + " is damaged before byte " + std::to_string(position.metrics_length) + " (checksum)";
    if (!prefix.ends_a_row) return name + ": no row ends at byte " + std::to_string(position.metrics_length);
    return {};
  } catch (const std::exception& error) {
    return error.what();
  }
}

CheckpointSearch newest_whole_checkpoint(const RunDirectory& run) {
  CheckpointSearch search;
  auto steps = checkpoint_steps(run.checkpoints());
  std::reverse(steps.begin(), steps.end());
  for (const std::int64_t step : steps) {
    try {
      CheckpointBytes bytes = read_checkpoint(run.checkpoints(), step);
      std::string problem = metrics_problem(run.metrics(), bytes.position);
      if (problem.empty()) {
        search.found = std::move(bytes);
        return search;
      }
      search.lost.push_back({step, std::move(problem), true});
    } catch (const DamagedCheckpoint& damage) {
      search.lost.push_back({step, damage.what(), false});
    }
  }
  return search;
}

fs::path set_aside(const fs::path& file) {
  const fs::path aside = free_name(file);
  if (::rename(file.c_str(), aside.c_str()) == 0) return aside;
  if (errno != ENOENT) throw_file_error(errno, "rename", file);
  return {};
}

void set_checkpoint_aside(const fs::path& folder, std::int64_t step) {
  set_aside(model_file(folder, step));
  set_aside(state_file(folder, step));
}

}  // namespace imprint
