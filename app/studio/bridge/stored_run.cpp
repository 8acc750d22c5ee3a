// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/bridge/stored_run.h"

#include <cctype>
#include <ctime>

#include "app/studio/bridge/plan_preview.h"
#include "app/workflow/report/stored_comparison.h"
#include "core/base/error.h"
#include "core/store/metrics_file.h"
#include "core/store/run_directory.h"

namespace imprint::studio {
namespace {

namespace fs = std::filesystem;

void read_curves(const RunDirectory& directory, const std::string& arm, RunCurves& curves) {
  if (fs::exists(directory.metrics())) curves.append(arm, read_metrics(directory.metrics()));
}

/// File names that need no quoting in a shell.
std::string file_name_of(const std::string& name) {
  std::string result;
  for (const char c : name) {
    const bool plain = std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_' || c == '.';
    result += plain ? c : '-';
  }
  return result.empty() ? "run" : result;
}

std::string time_stamp() {
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  ::localtime_r(&now, &local);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%d_%H-%M-%S", &local);
  return text;
}

/// None when an older version's can't be computed again: nothing is told rather than something wrong.
std::optional<ComparisonResult> comparison_of(const RunDirectory& run) {
  if (!fs::exists(run.comparison())) return std::nullopt;
  const ComparisonResult stored = run.read_comparison();
  if (stored.evaluations_used > 0) return stored;
  try {
    return compute_comparison(run.root());
  } catch (const InputError&) {
    return std::nullopt;
  }
}

}  // namespace

RunRecord load_stored_run(const fs::path& path) {
  const RunDirectory directory(path);
  if (!directory.exists())
    throw InputError(path.string() + ": holds no run (there is no config.json); name a run's own folder");
  RunRecord run;
  run.directory = path;
  run.spec = directory.read_config();
  if (fs::exists(directory.status())) run.status = directory.read_status();
  if (fs::exists(directory.plan())) {
    run.plan = directory.read_plan();
  } else if (const auto planned = preview_plan(run.spec)) {
    run.plan = *planned;
  }
  read_curves(directory, main_arm, run.curves);
  read_curves(directory.baseline(), baseline_arm, run.curves);
  run.comparison = comparison_of(directory);
  return run;
}

fs::path new_run_directory(const fs::path& root, const std::string& name) {
  const fs::path wanted = root / (time_stamp() + "_" + file_name_of(name));
  fs::path path = wanted;
  for (int number = 2; fs::exists(path); ++number) path = wanted.string() + "-" + std::to_string(number);
  return path;
}

}  // namespace imprint::studio
