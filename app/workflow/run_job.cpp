// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workflow/run_job.h"

#include <unistd.h>

#include <chrono>
#include <exception>
#include <utility>

#include "app/workflow/environment.h"
#include "app/workflow/experiment_run.h"
#include "app/workflow/resume.h"
#include "core/base/error.h"
#include "core/results/failure.h"
#include "core/store/checkpoint_search.h"
#include "core/store/event_log.h"
#include "core/store/json_file.h"
#include "core/store/run_directory.h"
#include "core/store/run_lock.h"
#include "core/train/threads.h"

namespace imprint {
namespace {

bool holds_config(const RunDirectory& directory) {
  try {
    directory.read_config();
    return true;
  } catch (const InputError&) {
    return false;
  }
}

bool holds_plan(const RunDirectory& directory, const RunPlan& plan) {
  try {
    return directory.read_plan() == plan;
  } catch (const InputError&) {
    return false;
  }
}

bool holds_json(const std::filesystem::path& file) {
  try {
    return JsonFileReader(file).json().is_object();
  } catch (const InputError&) {
    return false;
  }
}

/// What a run writes before its first step. One that was queued has its config already; what follows from it and is
/// damaged, lost or outdated is made again.
void write_beginnings(const RunDirectory& directory, const ExperimentRun& run) {
  if (!holds_config(directory)) {
    set_aside(directory.config());
    directory.write_config(run.spec());
  }
  if (!holds_plan(directory, run.plan())) directory.write_plan(run.plan());
  if (!holds_json(directory.environment()))
    write_environment(directory.environment(), run.plan().threads, run.data_hash());
}

/// Refuses early, before the data are loaded; the lock itself decides.
void require_free(const RunDirectory& directory) {
  if (const int owner = lock_owner(directory.lock()); owner != 0)
    throw InputError(directory.root().string() + " is in use by process " + std::to_string(owner) +
                     "; wait for it, stop it, or choose another folder");
}

/// Whether the run's own files can be trusted to take what was done so far: not after they have failed.
bool can_save(FailureKind kind) { return kind != FailureKind::disk_full && kind != FailureKind::file_system; }

/// Keeps what can be kept of an interrupted run; the last whole checkpoint stands in any case. Then its room is given
/// back, so that the status can be written on a full disk.
void save_what_can_be(const RunDirectory& directory, ExperimentRun& run, FailureKind kind) {
  try {
    if (can_save(kind)) return run.save_partial();
  } catch (const std::exception&) {
  }
  directory.release_reserve();
}

void end_as(RunState state, const Failure& why, RunSummary& summary) {
  summary.status.state = state;
  summary.status.failure = why.kind;
  summary.status.reason = why.reason;
}

/// The status first; on a full disk in the room that the reserve gives back.
void write_last_words(const RunDirectory& directory, const RunStatus& status) {
  try {
    directory.write_status(status);
  } catch (const DiskFullError&) {
    directory.release_reserve();
    directory.write_status(status);
  }
  append_event(directory.events(), status.step, to_string(status.state), status.reason);
}

/// Where not even the status can be written, the folder says "running" while nobody holds its lock, which is shown as
/// interrupted; whoever started the run hears why.
void finish(const RunDirectory& directory, RunSummary& summary, RunListener& listener) {
  summary.status.process_id = ::getpid();
  summary.status.heartbeat_unix_seconds =
      std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
  try {
    write_last_words(directory, summary.status);
  } catch (const std::exception& error) {
    if (summary.status.state == RunState::finished)
      end_as(RunState::failed, failure_of(std::current_exception()), summary);
    listener.on_message(std::string("the end of the run could not be stored: ") + error.what());
  }
}

/// From the first byte that is written on, every end is told in status.json. What fails before there is a config fails
/// before there is a run.
void run_to_an_end(const RunDirectory& directory, bool resume, ExperimentRun& run, RunSummary& summary,
                   RunListener& listener) {
  try {
    write_beginnings(directory, run);
    directory.make_reserve();
    append_event(directory.events(), 0, resume ? "resumed" : "started");
    for (const std::string& text : summary.notices) append_event(directory.events(), 0, "note", text);
    listener.on_plan(run.plan());
    run.open();
    run.train();
    run.summarise(summary);
    end_as(RunState::finished, {FailureKind::none, ""}, summary);
    directory.release_reserve();
  } catch (const CancelledError&) {
    end_as(RunState::cancelled, {FailureKind::none, ""}, summary);
    save_what_can_be(directory, run, FailureKind::none);
  } catch (...) {
    end_as(RunState::failed, failure_of(std::current_exception()), summary);
    if (!directory.exists()) throw;
    save_what_can_be(directory, run, summary.status.failure);
  }
  summary.status.step = run.steps_done();
  finish(directory, summary, listener);
  for (std::string& text : run.notices()) summary.notices.push_back(std::move(text));
  summary.wall_seconds = run.wall_seconds();
}

}  // namespace

RunSummary run_experiment(const RunOptions& options, RunControl& control, RunListener& listener) {
  const RunDirectory directory(options.directory);
  require_free(directory);
  RunSummary summary;
  const ExperimentSpec spec = options.resume ? stored_spec(directory) : options.spec;
  listener.on_activity("loading data");
  listener.on_message("loading the data and building the network");
  ExperimentSetup setup = prepare_experiment(spec);
  if (options.resume)
    summary.notices = take_up(directory, setup);
  else
    require_fitting_start(setup);
  use_threads(setup.plan.threads);
  summary.plan = setup.plan;
  summary.status.total_steps = setup.plan.total_steps;
  ExperimentRun run(std::move(setup), directory, control, listener);  // what can't be trained is refused up to here

  if (!options.resume) directory.create();
  const RunLock lock(directory.lock());  // whoever came first has it; the other is told the owner's pid
  if (!lock.problem().empty()) summary.notices.push_back(lock.problem());
  for (const std::string& text : summary.notices) listener.on_message(text);
  run_to_an_end(directory, options.resume, run, summary, listener);
  return summary;
}

}  // namespace imprint
