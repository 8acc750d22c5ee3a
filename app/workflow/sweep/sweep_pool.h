// SPDX-License-Identifier: GPL-3.0-or-later
// The scheduler of a sweep: which leaf is next, what is to be done when one ends, what is left. It knows the tree and
// the run directories; where runs are executed is the executor's business.
//
// A leaf can start when its parent has left a checkpoint for it, or at once when it has none. Of those that can,
// start_order.h says which goes first. A run that fails is tried once more from its last checkpoint; one whose
// process was lost again and again as long as it gets on, and three times where it does not.
#pragma once

#include <chrono>
#include <cstdint>
#include <vector>

#include "app/workflow/sweep/run_executor.h"
#include "app/workflow/sweep/sweep_directory.h"
#include "app/workflow/sweep/sweep_job.h"
#include "core/base/now_and_then.h"

namespace imprint {

class SweepPool {
 public:
  SweepPool(SweepDirectory directory, SweepPlan plan, RunExecutor& executor, SweepListener& listener);

  /// One round: hears of ended runs, starts what can be started, and counts. `may_start` = false only lets end.
  void turn(bool may_start);
  /// Whether nothing runs and nothing can be started any more.
  bool is_over() const;
  /// A full disk ends a sweep: starting more would only fail.
  const std::string& fatal_problem() const { return fatal_problem_; }
  const SweepProgress& progress() const { return progress_; }
  std::vector<std::string> failures() const;

 private:
  const SweepLeaf& leaf(int index) const { return plan_.leaves[static_cast<std::size_t>(index)]; }
  LeafProgress& at(int index) { return progress_.leaves[static_cast<std::size_t>(index)]; }
  const LeafProgress& at(int index) const { return progress_.leaves[static_cast<std::size_t>(index)]; }
  int computed(int index) const { return leaf(index).same_as >= 0 ? leaf(index).same_as : index; }
  int count() const { return static_cast<int>(plan_.leaves.size()); }

  void take_up();
  void look_around();
  void take_back_if_deleted(int index);
  void hear_of(const RunEnd& end);
  void finish(int index);
  void fail(int index, const RunEnd& end);
  void give_up_below(int index);
  void prepare(int index);
  void prepare_folder(int index);
  bool can_start(int index) const;
  int next() const;  // the most urgent of the ready ones, -1 = none
  void compare(int index);
  void tell_that_it_is_the_same(int index);
  void read_step(int index);
  void count_steps();
  std::int64_t last_checkpoint(int index) const;

  SweepDirectory directory_;
  SweepPlan plan_;
  RunExecutor& executor_;
  SweepListener& listener_;
  SweepProgress progress_;
  SweepSpec sweep_;
  std::vector<std::int64_t> order_;
  std::vector<std::vector<int>> children_;
  std::vector<std::int64_t> failed_at_;  // the last checkpoint at the last failure
  std::string fatal_problem_;
  std::chrono::steady_clock::time_point started_ = std::chrono::steady_clock::now();
  NowAndThen looking_{std::chrono::milliseconds(400)};  // at the file system
  std::int64_t steps_at_start_ = 0;
};

}  // namespace imprint
