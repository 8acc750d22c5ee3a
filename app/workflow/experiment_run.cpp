// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workflow/experiment_run.h"

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <utility>

#include "analysis/critical/damage.h"
#include "app/workflow/compare/stored_arms.h"
#include "core/base/durable_folder.h"
#include "core/base/error.h"
#include "core/schedule/deficit_window.h"
#include "core/schedule/run_timeline.h"
#include "core/spec/spec_task.h"
#include "core/store/checkpoint_files.h"
#include "core/store/event_log.h"
#include "core/store/metrics_file.h"

namespace imprint {
namespace {

constexpr std::int64_t steps_in_turn = 20;

double unix_seconds() {
  return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
}

std::int64_t first_onset(const RunPlan& plan) {
  const StepWindow& continued = plan.continuation;
  std::int64_t onset = continued.begin < continued.end ? continued.begin : plan.total_steps;
  for (const auto& window : plan.deficit_windows) onset = std::min(onset, window.begin);
  return onset;
}

/// Where the baseline may leave the arm with the deficits: they agree up to the first onset, unless the learning rate
/// or the precision schedule knows how long the run is and the deficits lengthen it.
std::int64_t baseline_branch_step(const ExperimentSetup& setup) {
  const std::int64_t per_epoch = setup.plan.steps_per_epoch;
  const std::int64_t shared =
      shared_steps(RunTimeline(setup.spec, per_epoch), RunTimeline(spec_of_arm(setup.spec, false), per_epoch));
  return std::min(shared, first_onset(setup.plan));
}

/// Whether both arms measure the same before their first step: scheduled evaluation there has that step's bits.
bool same_start(const ExperimentSetup& setup) {
  const std::int64_t per_epoch = setup.plan.steps_per_epoch;
  return RunTimeline(setup.spec, per_epoch).at(0).evaluations ==
         RunTimeline(spec_of_arm(setup.spec, false), per_epoch).at(0).evaluations;
}

bool holds_config(const RunDirectory& directory, const ExperimentSpec& spec) {
  try {
    return directory.read_config() == spec;
  } catch (const InputError&) {
    return false;
  }
}

/// The last value of a metric, 0 when there is none.
double last_value(const std::vector<MetricRow>& rows, const std::string& name) {
  for (auto row = rows.rbegin(); row != rows.rend(); ++row)
    if (row->metric == name) return row->value;
  return 0;
}

}  // namespace

ExperimentRun::ExperimentRun(ExperimentSetup setup, RunDirectory directory, RunControl& control, RunListener& listener)
    : setup_(std::move(setup)),
      directory_(std::move(directory)),
      control_(control),
      listener_(listener),
      probes_(make_probes(setup_)) {
  if (setup_.spec.comparison.baseline) {
    branch_step_ = baseline_branch_step(setup_);
    baseline_is_alone_ = branch_step_ == 0 && !same_start(setup_);
    baseline_total_ = run_length(setup_.spec, setup_.plan.steps_per_epoch, false).total_steps;
  }
  baseline_start_ = branch_step_;
  deficit_ =
      std::make_unique<ArmRun>(arm_options("deficit", true), setup_.spec, setup_.split, probes_, clock_, listener_);
}

ExperimentRun::~ExperimentRun() = default;

ArmOptions ExperimentRun::arm_options(const std::string& name, bool with_deficits) const {
  return {.name = name,
          .directory = with_deficits ? directory_ : directory_.baseline(),
          .with_deficits = with_deficits,
          .origin = {.data_hash = setup_.split.content_hash,
                     .plan = with_deficits ? RunDirectory::plan_text(setup_.plan) : std::string()}};
}

void ExperimentRun::open() {
  deficit_->open(branches());
  open_baseline_when_ready();
  progress_ = std::make_unique<ProgressTracker>(listener_, steps_in_all(), steps_done_in_all());
  heartbeat();
}

/// Those that branches.json asks for, and the baseline. A damaged list costs the others their shared steps, no more.
std::vector<ArmBranch> ExperimentRun::branches() {
  std::vector<ArmBranch> branches;
  try {
    for (const RunBranch& branch : directory_.read_branches())
      branches.push_back({branch.step, RunDirectory(directory_.root() / branch.directory), "this run starts here"});
  } catch (const InputError& error) {
    notices_.push_back(std::string(error.what()) + "; the runs that it names start by themselves");
    listener_.on_message(notices_.back());
  }
  if (branch_step_ >= 0 && !baseline_is_alone_)
    branches.push_back(
        {branch_step_, directory_.baseline(), "the baseline starts here", spec_of_arm(setup_.spec, false)});
  return branches;
}

void ExperimentRun::open_baseline_when_ready() {
  if (branch_step_ < 0 || baseline_) return;
  if (!baseline_is_alone_ && !deficit_->has_reached(branch_step_)) return;
  restore_baseline_folder();
  baseline_ =
      std::make_unique<ArmRun>(arm_options("baseline", false), setup_.spec, setup_.split, probes_, clock_, listener_);
  baseline_->open({});
  baseline_start_ = std::min(branch_step_, baseline_->trainer().steps_done());
}

/// The arm with the deficits has left it there, unless the two part before their first step; if it was lost since, it
/// is trained anew from its first step, which gives the same bits.
void ExperimentRun::restore_baseline_folder() {
  const RunDirectory baseline = directory_.baseline();
  const ExperimentSpec spec = spec_of_arm(setup_.spec, false);
  create_folders_durably(baseline.root());
  if (!baseline_is_alone_ && checkpoint_steps(baseline.checkpoints()).empty()) {
    notices_.emplace_back("baseline: its checkpoints are lost; it is trained anew from step 0");
    listener_.on_message(notices_.back());
    append_event(baseline.events(), 0, "lost", "the checkpoints are gone; training starts anew");
  }
  if (!holds_config(baseline, spec)) baseline.write_config(spec);
}

std::vector<std::string> ExperimentRun::notices() const {
  std::vector<std::string> all = notices_;
  for (const ArmRun* arm : {deficit_.get(), baseline_.get()})
    if (arm != nullptr) all.insert(all.end(), arm->notices().begin(), arm->notices().end());
  return all;
}

std::int64_t ExperimentRun::steps_in_all() const {
  return setup_.plan.total_steps + (branch_step_ < 0 ? 0 : baseline_total_ - baseline_start_);
}

std::int64_t ExperimentRun::steps_done_in_all() const {
  return deficit_->trainer().steps_done() + (baseline_ ? baseline_->trainer().steps_done() - baseline_start_ : 0);
}

ArmRun* ExperimentRun::next_arm() {
  ArmRun* next = deficit_->is_finished() ? nullptr : deficit_.get();
  if (baseline_ && !baseline_->is_finished() &&
      (next == nullptr || baseline_->trainer().steps_done() < next->trainer().steps_done()))
    next = baseline_.get();
  return next;
}

void ExperimentRun::train() {
  while (ArmRun* arm = next_arm()) {
    const std::int64_t done = arm->trainer().steps_done();
    const std::int64_t turn = std::min(steps_in_turn, setup_.plan.steps_per_epoch);
    std::int64_t until = std::min(done + turn, arm->trainer().total_steps());
    if (!baseline_ && done < branch_step_) until = std::min(until, branch_step_);
    arm->advance(until, control_, [&] { after_step(*arm); });
    open_baseline_when_ready();
  }
}

void ExperimentRun::after_step(ArmRun& arm) {
  progress_->report(arm.progress(), arm.trainer().steps_done() > 0);
  if (beating_.is_due()) heartbeat();
}

void ExperimentRun::heartbeat() {
  RunStatus status;
  status.state = control_.is_paused() ? RunState::paused : RunState::running;
  status.total_steps = setup_.plan.total_steps;
  status.process_id = ::getpid();
  status.heartbeat_unix_seconds = unix_seconds();
  status.step = deficit_->trainer().steps_done();
  directory_.write_status(status);
}

void ExperimentRun::save_partial() {
  deficit_->save_partial();
  if (baseline_) baseline_->save_partial();
}

void ExperimentRun::summarise(RunSummary& summary) const {
  const ComparisonSpec& rule = setup_.spec.comparison;
  const auto rows = read_metrics(directory_.metrics());
  const std::int64_t deficit_end = compared_from(setup_.plan.deficit_windows, setup_.plan.continuation);
  for (const std::string& score : score_metrics(setup_.spec))
    summary.finals.set(score, final_value(rows, score, rule, deficit_end).value);
  summary.relative_cost = last_value(rows, metric::relative_cost);
  summary.probe_seconds = deficit_->probe_seconds() + (baseline_ ? baseline_->probe_seconds() : 0);
  summary.treatment = treatment_of(setup_.spec);
  if (!baseline_) return;
  if (is_on(setup_.spec.continuation))
    summary.continuation =
        continuation_cost(directory_.baseline().root(), directory_.root(), setup_.spec.continuation.format);
  const auto baseline_rows = read_metrics(directory_.baseline().metrics());
  summary.comparison =
      compare_stored({directory_.baseline().root(), baseline_rows}, {directory_.root(), rows}, rule, deficit_end);
  directory_.write_comparison(*summary.comparison);
}

}  // namespace imprint
