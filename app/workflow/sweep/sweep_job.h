// SPDX-License-Identifier: GPL-3.0-or-later
// A sweep as a long job, run alike by the command line, the studio and the tests: a pool of `imprint` processes works
// through the plan's tree. Whatever is killed, the pool or a run, continues from checkpoints; nothing before them is
// computed again.
#pragma once

#include <cstdint>
#include <filesystem>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include "app/workflow/control/run_control.h"
#include "app/workflow/sweep/sweep_plan.h"
#include "core/results/run_records.h"

namespace imprint {

/// waiting: for its parent to reach the branch step; ready: for a process.
enum class LeafState { waiting, ready, running, finished, failed };
std::string to_string(LeafState state);

struct LeafProgress {
  LeafState state = LeafState::waiting;
  std::int64_t step = 0;    // steps done, those of the parent included
  int failures = 0;         // without a new checkpoint in between
  std::string reason = {};  // of a failed one: "diverged at step 12"
};

struct SweepProgress {
  std::vector<LeafProgress> leaves;  // as in the plan
  std::int64_t steps_done = 0;       // of planned_steps
  std::int64_t steps_in_all = 0;
  int running = 0, finished = 0, failed = 0;  // leaves; one that is the same as another counts with it
  double steps_per_second = 0;
  double seconds_left = std::numeric_limits<double>::quiet_NaN();
  bool paused = false;
};

/// Hears of a sweep on the job's own thread.
class SweepListener {
 public:
  virtual ~SweepListener() = default;
  virtual void on_plan(const SweepPlan&) {}
  virtual void on_progress(const SweepProgress&) {}  // about twice a second, and at the end
  virtual void on_message(const std::string& /*text*/) {}
};

struct SweepOptions {
  std::filesystem::path directory;  // holds a planned sweep: create_sweep
  std::filesystem::path program;    // the `imprint` to start
  int processes = 0;                // 0 = as planned
};

struct SweepSummary {
  RunState state = RunState::finished;  // finished | failed (some leaves did) | cancelled
  SweepProgress progress;
  std::vector<std::string> failures;  // "onset=0_seed=3: diverged at step 12"
  double wall_seconds = 0;
};

/// Works through what is left of the sweep in the directory. `control` pauses (the processes stop where they are) and
/// cancels (they save a checkpoint and end). Throws InputError for a directory without a sweep, of another version, or
/// in use by another process.
SweepSummary run_sweep(const SweepOptions& options, RunControl& control, SweepListener& listener);

}  // namespace imprint
