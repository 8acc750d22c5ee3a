// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workflow/check/run_repair.h"

#include <unistd.h>

#include <algorithm>
#include <chrono>

#include "app/workflow/report/stored_comparison.h"
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/spec/spec_io.h"
#include "core/store/checkpoint_files.h"
#include "core/store/checkpoint_search.h"
#include "core/store/event_log.h"
#include "core/store/run_lock.h"

namespace imprint {
namespace {

namespace fs = std::filesystem;

class RunRepairer {
 public:
  explicit RunRepairer(const RunDirectory& run) : run_(run) {}

  /// What was done, in words. Throws when it can't be.
  std::string repair(const RunFinding& finding) const {
    const RunDirectory arm = is_below_baseline(finding.file) ? run_.baseline() : run_;
    switch (finding.remedy) {
      case Remedy::remake: return remake(arm, finding.file);
      case Remedy::set_aside: return put_aside(arm, finding.file);
      case Remedy::remove: fs::remove(finding.file); return "removed";
      case Remedy::none: return {};
    }
    return {};
  }

 private:
  bool is_below_baseline(const fs::path& file) const {
    const std::string folder = run_.baseline().root().string() + "/";
    return file.string().starts_with(folder);
  }

  static CheckpointPosition newest(const RunDirectory& arm) {
    CheckpointSearch search = newest_whole_checkpoint(arm);
    if (!search.found) throw InputError(arm.root().string() + ": no checkpoint is whole");
    return std::move(search.found->position);
  }

  std::string remake(const RunDirectory& arm, const fs::path& file) const {
    if (file == run_.comparison()) return remake_comparison();
    if (file == arm.status()) return remake_status(arm);
    const CheckpointPosition position = newest(arm);
    const std::string& text = file == arm.config() ? position.spec : position.plan;
    if (text.empty()) throw InputError(file.string() + ": the checkpoint does not know it");
    set_aside(file);
    write_file_atomically(file, text);
    return "made again from the checkpoint of step " + std::to_string(position.step);
  }

  std::string remake_comparison() const {
    const ComparisonResult result = compute_comparison(run_.root());
    set_aside(run_.comparison());
    run_.write_comparison(result);
    return "made again from the rows of both arms";
  }

  /// The step of the last checkpoint is what is known for certain.
  static std::string remake_status(const RunDirectory& arm) {
    RunStatus status;
    status.step = newest(arm).step;
    status.total_steps = arm.read_plan().total_steps;
    status.state = status.step == status.total_steps ? RunState::finished : RunState::cancelled;
    status.process_id = ::getpid();
    status.heartbeat_unix_seconds =
        std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
    set_aside(arm.status());
    arm.write_status(status);
    return "made again from the checkpoint of step " + std::to_string(status.step);
  }

  static std::string put_aside(const RunDirectory& arm, const fs::path& file) {
    const auto steps = checkpoint_steps(arm.checkpoints());
    const auto step =
        std::ranges::find_if(steps, [&](std::int64_t s) { return model_file(arm.checkpoints(), s) == file; });
    if (step == steps.end()) return "set aside as " + set_aside(file).filename().string();
    set_checkpoint_aside(arm.checkpoints(), *step);
    return "both files of the checkpoint were set aside";
  }

  const RunDirectory& run_;
};

/// Others follow from config and plan: those first, as the check has them.
RunRepair repair_one(const RunRepairer& repairer, const RunFinding& finding) {
  RunRepair repair{.finding = finding, .done = {}, .problem = {}};
  try {
    repair.done = repairer.repair(finding);
  } catch (const std::exception& error) {
    repair.problem = error.what();
  }
  return repair;
}

}  // namespace

std::vector<RunRepair> repair_run(const RunDirectory& run, const std::vector<RunFinding>& findings) {
  const RunLock lock(run.lock());
  const RunRepairer repairer(run);
  std::vector<RunRepair> repairs;
  for (const RunFinding& finding : findings) {
    repairs.push_back(repair_one(repairer, finding));
    if (!repairs.back().done.empty())
      append_event(run.events(), 0, "repaired", finding.file.string() + ": " + repairs.back().done);
  }
  return repairs;
}

}  // namespace imprint
