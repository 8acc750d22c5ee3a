// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workflow/run_job.h"

#include <c10/util/Exception.h>
#include <unistd.h>

#include <chrono>
#include <functional>

#include "app/workflow/environment.h"
#include "app/workflow/experiment_run.h"
#include "core/base/error.h"
#include "core/checkpoint/training_checkpoint.h"
#include "core/records/spec_io.h"
#include "core/store/event_log.h"
#include "core/store/run_directory.h"
#include "core/store/run_lock.h"
#include "core/train/threads.h"

namespace imprint {
namespace {

/// What a run writes before its first step; one that was queued has its config already.
void write_beginnings(const RunDirectory& directory, const ExperimentSetup& setup) {
  if (std::filesystem::exists(directory.plan())) return;
  if (!directory.exists()) directory.write_config(setup.spec);
  directory.write_plan(setup.plan);
  write_environment(directory.environment(), setup.plan.threads, setup.split.content_hash);
}

/// Refuses early, before the data are loaded; the lock itself decides.
void require_free(const RunDirectory& directory) {
  if (const int owner = lock_owner(directory.lock()); owner != 0)
    throw InputError(directory.root().string() + " is in use by process " + std::to_string(owner) +
                     "; wait for it, stop it, or choose another folder");
}

ExperimentSpec spec_to_run(const RunOptions& options, const RunDirectory& directory) {
  if (!options.resume) return options.spec;
  if (!directory.exists())
    throw InputError(options.directory.string() + ": holds no run to resume; start it without --resume");
  return directory.read_config();
}

/// A resumed run keeps the thread count that it began with: its bits depend on it.
void keep_recorded_threads(const RunDirectory& directory, RunPlan& plan) {
  if (std::filesystem::exists(directory.plan())) plan.threads = directory.read_plan().threads;
}

void finish(const RunDirectory& directory, RunSummary& summary, RunState state, const std::string& reason) {
  summary.status.state = state;
  summary.status.reason = reason;
  summary.status.process_id = ::getpid();
  summary.status.heartbeat_unix_seconds =
      std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
  directory.write_status(summary.status);
  append_event(directory.events(), summary.status.step, to_string(state), reason);
}

/// Ends the run as cancelled or failed; what can be kept is kept.
void finish_interrupted(const RunDirectory& directory, ExperimentRun& run, RunSummary& summary, RunState state,
                        const std::string& reason) {
  try {
    run.save_partial();
  } catch (const DiskFullError&) {
    directory.release_reserve();  // the last whole checkpoint stands; make room for the status
  }
  finish(directory, summary, state, reason);
}

void train_to_an_end(const RunDirectory& directory, ExperimentRun& run, RunSummary& summary) {
  try {
    run.train();
    run.summarise(summary);
    summary.status.step = run.steps_done();
    finish(directory, summary, RunState::finished, "");
    directory.release_reserve();
  } catch (const CancelledError&) {
    summary.status.step = run.steps_done();
    finish_interrupted(directory, run, summary, RunState::cancelled, "");
  } catch (const DiskFullError& error) {
    summary.status.step = run.steps_done();
    directory.release_reserve();
    finish(directory, summary, RunState::failed, error.what());
  } catch (const DivergedError& error) {
    summary.status.step = run.steps_done();
    finish_interrupted(directory, run, summary, RunState::failed, error.what());
  } catch (const c10::Error& error) {
    summary.status.step = run.steps_done();
    finish_interrupted(directory, run, summary, RunState::failed, error.what_without_backtrace());
  }
  summary.status.total_steps = run.plan().total_steps;
  summary.wall_seconds = run.wall_seconds();
}

}  // namespace

RunSummary run_experiment(const RunOptions& options, RunControl& control, RunListener& listener) {
  const RunDirectory directory(options.directory);
  require_free(directory);
  const ExperimentSpec spec = spec_to_run(options, directory);
  listener.on_activity("loading data");
  listener.on_message("loading the data and building the network");
  ExperimentSetup setup = prepare_experiment(spec);
  if (!options.resume) directory.create();
  const RunLock lock(directory.lock());  // whoever came first has it; the other is told the owner's pid
  if (options.resume) keep_recorded_threads(directory, setup.plan);
  use_threads(setup.plan.threads);
  write_beginnings(directory, setup);
  directory.make_reserve();
  append_event(directory.events(), 0, options.resume ? "resumed" : "started");
  listener.on_plan(setup.plan);

  RunSummary summary;
  summary.plan = setup.plan;
  summary.status.total_steps = setup.plan.total_steps;
  ExperimentRun run(std::move(setup), directory, control, listener);
  train_to_an_end(directory, run, summary);
  return summary;
}

}  // namespace imprint
