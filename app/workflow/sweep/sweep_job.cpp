// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workflow/sweep/sweep_job.h"

#include <chrono>
#include <thread>
#include <utility>

#include "app/workflow/sweep/outdated_leaves.h"
#include "app/workflow/sweep/process_pool.h"
#include "app/workflow/sweep/sweep_directory.h"
#include "app/workflow/sweep/sweep_pool.h"
#include "core/base/error.h"
#include "core/base/now_and_then.h"
#include "core/store/event_log.h"
#include "core/store/run_lock.h"

namespace imprint {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds turn_time{50};
constexpr std::chrono::milliseconds tell_every{500};
constexpr std::chrono::seconds heartbeat_every{2};

/// The pool's rounds until it is over, paused and cancelled as the control says.
class Rounds {
 public:
  Rounds(const SweepDirectory& directory, SweepPool& pool, RunExecutor& executor, RunControl& control,
         SweepListener& listener)
      : directory_(directory), pool_(pool), executor_(executor), control_(control), listener_(listener) {}

  RunState run() {
    while (true) {
      const bool is_cancelled = control_.token().is_cancelled() || !pool_.fatal_problem().empty();
      if (is_cancelled && !std::exchange(stopping_, true)) executor_.stop();
      if (!stopping_) follow_pause();
      pool_.turn(!stopping_ && !paused_);
      tell(false);
      if (executor_.running() == 0 && (stopping_ || pool_.is_over())) break;
      std::this_thread::sleep_for(turn_time);
    }
    if (stopping_ && pool_.fatal_problem().empty()) return RunState::cancelled;
    return pool_.progress().failed > 0 || stopping_ ? RunState::failed : RunState::finished;
  }

  void tell(bool at_once) {
    SweepProgress progress = pool_.progress();
    progress.paused = paused_;
    if (telling_.is_due(at_once)) listener_.on_progress(progress);
    if (heartbeat_.is_due(at_once)) directory_.write_progress(progress, paused_ ? RunState::paused : RunState::running);
  }

 private:
  void follow_pause() {
    const bool wanted = control_.is_paused();
    if (std::exchange(paused_, wanted) == wanted) return;
    if (wanted)
      executor_.pause();
    else
      executor_.resume();
  }

  const SweepDirectory& directory_;
  SweepPool& pool_;
  RunExecutor& executor_;
  RunControl& control_;
  SweepListener& listener_;
  bool stopping_ = false;
  bool paused_ = false;
  NowAndThen telling_{tell_every};
  NowAndThen heartbeat_{heartbeat_every};
};

}  // namespace

std::string to_string(LeafState state) {
  switch (state) {
    case LeafState::waiting: return "waiting";
    case LeafState::ready: return "ready";
    case LeafState::running: return "running";
    case LeafState::finished: return "finished";
    case LeafState::failed: return "failed";
  }
  return "waiting";
}

SweepSummary run_sweep(const SweepOptions& options, RunControl& control, SweepListener& listener) {
  const auto began = Clock::now();
  const SweepDirectory directory(options.directory);
  directory.read_plan();  // a folder without one is told before it is locked
  const RunLock lock(directory.lock());
  append_event(directory.events(), 0, "started");
  if (const std::string outdated = bring_up_to_date(directory); !outdated.empty()) listener.on_message(outdated);
  const SweepPlan plan = directory.read_plan();
  listener.on_plan(plan);
  ProcessPool processes(options.program, options.processes > 0 ? options.processes : plan.processes);
  SweepPool pool(directory, plan, processes, listener);
  Rounds rounds(directory, pool, processes, control, listener);
  SweepSummary summary;
  summary.state = rounds.run();
  rounds.tell(true);
  summary.progress = pool.progress();
  summary.failures = pool.failures();
  if (!pool.fatal_problem().empty()) summary.failures.insert(summary.failures.begin(), pool.fatal_problem());
  summary.wall_seconds = std::chrono::duration<double>(Clock::now() - began).count();
  directory.write_progress(summary.progress, summary.state);
  append_event(directory.events(), 0, to_string(summary.state));
  return summary;
}

}  // namespace imprint
