// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workflow/sweep/sweep_pool.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/workflow/compare/stored_arms.h"
#include "app/workflow/sweep/same_run.h"
#include "app/workflow/sweep/start_order.h"
#include "core/base/durable_folder.h"
#include "core/base/error.h"
#include "core/results/metric_row.h"
#include "core/schedule/deficit_window.h"
#include "core/store/checkpoint_files.h"
#include "core/store/event_log.h"
#include "core/store/metrics_file.h"
#include "core/store/run_lock.h"

namespace imprint {
namespace {

namespace fs = std::filesystem;

constexpr int tries_after_failure = 1;
constexpr int tries_after_loss = 3;
constexpr int exit_cancelled = 130;

/// Nothing when the run has no status yet, or none that can be read just now.
std::optional<RunStatus> status_of(const RunDirectory& run) {
  try {
    return run.read_status();
  } catch (const std::exception&) {
    return std::nullopt;
  }
}

}  // namespace

SweepPool::SweepPool(SweepDirectory directory, SweepPlan plan, RunExecutor& executor, SweepListener& listener)
    : directory_(std::move(directory)),
      plan_(std::move(plan)),
      executor_(executor),
      listener_(listener),
      sweep_(directory_.read_spec()),
      order_(start_order(plan_, sweep_.base.seed)),
      children_(plan_.leaves.size()),
      failed_at_(plan_.leaves.size(), -1) {
  progress_.leaves.resize(plan_.leaves.size());
  progress_.steps_in_all = plan_.planned_steps;
  for (int i = 0; i < count(); ++i)
    if (leaf(i).parent >= 0 && leaf(i).same_as < 0) children_[static_cast<std::size_t>(leaf(i).parent)].push_back(i);
  take_up();
  count_steps();
  steps_at_start_ = progress_.steps_done;
}

/// What an earlier pool has left; leaves that had failed are tried again.
void SweepPool::take_up() {
  for (int i = 0; i < count(); ++i) {
    if (leaf(i).same_as >= 0) continue;
    const auto status = status_of(directory_.run(leaf(i)));
    if (status && status->state == RunState::finished)
      finish(i);
    else
      read_step(i);
  }
}

/// Asks the file system which leaves can start and which are gone: not at every turn, grids may be large.
void SweepPool::look_around() {
  if (!looking_.is_due()) return;
  for (int i = 0; i < count(); ++i) {
    if (at(i).state == LeafState::waiting && can_start(i)) at(i).state = LeafState::ready;
    if (at(i).state == LeafState::running) read_step(i);
    take_back_if_deleted(i);
  }
}

std::int64_t SweepPool::last_checkpoint(int index) const {
  const auto steps = checkpoint_steps(directory_.run(leaf(index)).checkpoints());
  return steps.empty() ? -1 : steps.back();
}

void SweepPool::turn(bool may_start) {
  for (const RunEnd& end : executor_.ended()) {
    hear_of(end);
    looking_.hurry();
  }
  look_around();
  if (may_start && fatal_problem_.empty()) {
    for (int index = next(); index >= 0 && executor_.free_slots() > 0; index = next()) {
      prepare(index);
      executor_.start(index, directory_.run(leaf(index)).root());
      at(index).state = LeafState::running;
      at(index).reason.clear();
    }
  }
  count_steps();
}

bool SweepPool::is_over() const {
  if (executor_.running() > 0 || next() >= 0) return false;
  // What waits for a parent that will not come any more can start by itself; it is found at the next look.
  return std::ranges::none_of(progress_.leaves, [](const LeafProgress& progress) {
    return progress.state == LeafState::waiting || progress.state == LeafState::ready;
  });
}

bool SweepPool::can_start(int index) const {
  const SweepLeaf& candidate = leaf(index);
  if (candidate.same_as >= 0) return false;
  if (lock_owner(directory_.run(candidate).lock()) != 0) return false;  // somebody else continues it
  if (candidate.parent < 0 || last_checkpoint(index) >= 0) return true;
  // Its parent is past the place where it would have left it: it begins by itself.
  const LeafState parent = at(candidate.parent).state;
  return parent == LeafState::finished || parent == LeafState::failed ||
         (parent == LeafState::running && last_checkpoint(candidate.parent) > candidate.branch_step);
}

int SweepPool::next() const {
  int best = -1;
  for (int i = 0; i < count(); ++i) {
    const bool is_sooner = best < 0 || order_[static_cast<std::size_t>(i)] < order_[static_cast<std::size_t>(best)];
    if (is_sooner && at(i).state == LeafState::ready && leaf(i).same_as < 0) best = i;
  }
  return best;
}

void SweepPool::prepare_folder(int index) {
  const RunDirectory run = directory_.run(leaf(index));
  create_folders_durably(run.checkpoints());
  if (!run.exists()) run.write_config(leaf(index).spec);
  if (!status_of(run)) run.write_status({.state = RunState::queued, .total_steps = leaf(index).total_steps});
}

/// The folders of the leaf and of those that leave it.
void SweepPool::prepare(int index) {
  prepare_folder(index);
  std::vector<RunBranch> branches;
  for (const int child : children_[static_cast<std::size_t>(index)]) {
    prepare_folder(child);
    branches.push_back({leaf(child).branch_step, "../" + leaf(child).id});
  }
  if (!branches.empty()) directory_.run(leaf(index)).write_branches(branches);
}

void SweepPool::take_back_if_deleted(int index) {
  if (at(index).state != LeafState::finished || leaf(index).same_as >= 0 || directory_.run(leaf(index)).exists())
    return;
  listener_.on_message("runs/" + leaf(index).id + " was deleted; it is computed again");
  append_event(directory_.events(), 0, "lost", leaf(index).id);
  at(index) = {};
}

void SweepPool::read_step(int index) {
  if (const auto status = status_of(directory_.run(leaf(index))))
    at(index).step = std::max(at(index).step, status->step);
}

void SweepPool::hear_of(const RunEnd& end) {
  const auto status = status_of(directory_.run(leaf(end.leaf)));
  if (status && status->state == RunState::finished)
    finish(end.leaf);
  else if (!end.lost && end.exit_code == exit_cancelled)
    at(end.leaf).state = LeafState::waiting;  // it has saved a checkpoint, and goes on from there
  else
    fail(end.leaf, end);
}

void SweepPool::finish(int index) {
  at(index) = {.state = LeafState::finished, .step = leaf(index).total_steps};
  keep_last_checkpoint(directory_.run(leaf(index)).checkpoints());
  for (int i = 0; i < count(); ++i)
    if (leaf(i).same_as == index) tell_that_it_is_the_same(i);
  for (int i = 0; i < count(); ++i) {
    const bool is_concerned = computed(i) == index || (leaf(i).baseline >= 0 && computed(leaf(i).baseline) == index);
    if (is_concerned && at(i).state == LeafState::finished) compare(i);
  }
}

/// A folder of its own, that says whose steps they are: nobody has to know of the other run to read it.
void SweepPool::tell_that_it_is_the_same(int index) {
  const int other = leaf(index).same_as;
  at(index) = at(other);
  try {
    write_same_run(directory_.run(leaf(other)), leaf(other), directory_.run(leaf(index)), leaf(index));
  } catch (const std::exception& error) {
    listener_.on_message(leaf(index).id + ": " + error.what());
  }
}

/// Damage and recovery of a leaf, once its baseline is there: what `runs show` and the list of runs tell.
void SweepPool::compare(int index) {
  const int baseline = leaf(index).baseline;
  if (baseline < 0 || at(baseline).state != LeafState::finished) return;
  const RunDirectory run = directory_.run(leaf(index));
  try {
    if (fs::exists(run.comparison())) return;
    const RunDirectory without = directory_.run(leaf(computed(baseline)));
    const auto baseline_rows = read_metrics(without.metrics()), rows = read_metrics(run.metrics());
    run.write_comparison(compare_stored({without.root(), baseline_rows}, {run.root(), rows}, sweep_.base.comparison,
                                        compared_from(leaf(index).windows, leaf(index).continuation)));
  } catch (const InputError& error) {
    listener_.on_message(leaf(index).id + ": cannot be compared: " + error.what());
  }
}

void SweepPool::fail(int index, const RunEnd& end) {
  LeafProgress& progress = at(index);
  const std::int64_t checkpoint = last_checkpoint(index);
  const bool got_on = checkpoint > failed_at_[static_cast<std::size_t>(index)];
  progress.failures = got_on ? 1 : progress.failures + 1;
  failed_at_[static_cast<std::size_t>(index)] = checkpoint;
  const auto status = status_of(directory_.run(leaf(index)));
  const bool says_why = !end.lost && status && status->state == RunState::failed && !status->reason.empty();
  progress.reason = says_why ? status->reason : end.message;
  append_event(directory_.events(), std::max<std::int64_t>(checkpoint, 0), "run ended",
               leaf(index).id + ": " + progress.reason);
  if (says_why && status->failure == FailureKind::disk_full) fatal_problem_ = progress.reason;
  const int tries = end.lost ? tries_after_loss : tries_after_failure;
  if (progress.failures <= tries) {
    progress.state = LeafState::waiting;
    listener_.on_message(leaf(index).id + ": " + progress.reason + "; it is tried again from its last checkpoint");
    return;
  }
  progress.state = LeafState::failed;
  listener_.on_message(leaf(index).id + ": " + progress.reason);
  if (progress.reason.starts_with("diverged")) give_up_below(index);
}

/// Those that would have left it later take the same steps: they diverge where it did.
void SweepPool::give_up_below(int index) {
  for (const int child : children_[static_cast<std::size_t>(index)]) {
    if (at(child).state != LeafState::waiting || last_checkpoint(child) >= 0) continue;
    at(child).state = LeafState::failed;
    at(child).reason = at(index).reason + ", in the steps that it shares with " + leaf(index).id;
    give_up_below(child);
  }
}

void SweepPool::count_steps() {
  progress_.running = progress_.finished = progress_.failed = 0;
  progress_.steps_done = 0;
  for (int i = 0; i < count(); ++i) {
    LeafProgress& progress = at(i);
    if (leaf(i).same_as >= 0) {
      progress.state = at(leaf(i).same_as).state;
      progress.step = at(leaf(i).same_as).step;
    }
    progress_.running += progress.state == LeafState::running;
    progress_.finished += progress.state == LeafState::finished;
    progress_.failed += progress.state == LeafState::failed;
    if (leaf(i).same_as < 0) progress_.steps_done += std::max<std::int64_t>(progress.step - leaf(i).branch_step, 0);
  }
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - started_).count();
  const auto trained = static_cast<double>(progress_.steps_done - steps_at_start_);
  progress_.steps_per_second = seconds > 0 ? trained / seconds : 0;
  const bool is_known = trained > 0 && seconds > 2;
  progress_.seconds_left =
      is_known ? static_cast<double>(progress_.steps_in_all - progress_.steps_done) / progress_.steps_per_second : NAN;
}

std::vector<std::string> SweepPool::failures() const {
  std::vector<std::string> failures;
  for (int i = 0; i < count(); ++i)
    if (at(i).state == LeafState::failed && leaf(i).same_as < 0) failures.push_back(leaf(i).id + ": " + at(i).reason);
  return failures;
}

}  // namespace imprint
