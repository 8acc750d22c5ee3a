// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/bridge/stored_run.h"

#include <ctime>

#include "app/studio/bridge/plan_preview.h"
#include "app/workflow/report/stored_comparison.h"
#include "core/base/error.h"
#include "core/base/file_name.h"
#include "core/store/footprint_file.h"
#include "core/store/metrics_file.h"
#include "core/store/probe_file.h"
#include "core/store/run_directory.h"

namespace imprint::studio {
namespace {

namespace fs = std::filesystem;

bool is_there(const fs::path& path) {
  std::error_code error;
  return fs::exists(fs::symlink_status(path, error));
}

/// Reads a file of the run, if there is one; what is wrong with it is noted, and the others are read all the same.
template <class Read>
void attempt(const fs::path& file, RunRecord& run, Read read) {
  try {
    if (is_there(file)) read();
  } catch (const std::exception& error) {
    run.left_out.emplace_back(error.what());
  }
}

void read_curves(const RunDirectory& directory, const std::string& arm, RunRecord& run) {
  attempt(directory.metrics(), run, [&] { run.curves.append(arm, read_metrics(directory.metrics())); });
}

void take_plan(const RunDirectory& directory, RunRecord& run) {
  attempt(directory.plan(), run, [&] { run.plan = directory.read_plan(); });
  if (run.plan.total_steps > 0) return;
  if (const auto planned = preview_plan(run.spec)) run.plan = *planned;
}

std::string time_stamp() {
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  ::localtime_r(&now, &local);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%d_%H-%M-%S", &local);
  return text;
}

}  // namespace

RunRecord load_stored_run(const fs::path& path) {
  const RunDirectory directory(path);
  if (!directory.exists())
    throw InputError(path.string() + ": holds no run (there is no config.json); name a run's own folder");
  RunRecord run;
  run.directory = path;
  run.spec = directory.read_config();
  attempt(directory.status(), run, [&] { run.status = directory.read_status(); });
  take_plan(directory, run);
  read_curves(directory, main_arm, run);
  read_curves(directory.baseline(), baseline_arm, run);
  attempt(directory.probes(), run, [&] { take_probes(run, read_probes(directory.probes())); });
  attempt(directory.comparison(), run, [&] { run.comparison = stored_comparison(path); });
  attempt(footprint_file(path), run, [&] {
    run.continuation = continuation_cost(directory.baseline().root(), path, run.spec.continuation.format);
  });
  return run;
}

fs::path new_run_directory(const fs::path& root, const std::string& name) {
  const fs::path wanted = root / (time_stamp() + "_" + plain_file_name(name));
  fs::path path = wanted;
  for (int number = 2; fs::exists(path); ++number) path = wanted.string() + "-" + std::to_string(number);
  return path;
}

}  // namespace imprint::studio
