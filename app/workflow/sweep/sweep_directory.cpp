// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workflow/sweep/sweep_directory.h"

#include <unistd.h>

#include <chrono>

#include "app/workflow/sweep/outdated_leaves.h"
#include "app/workflow/sweep/plan_json.h"
#include "core/base/atomic_file.h"
#include "core/base/durable_folder.h"
#include "core/base/error.h"
#include "core/base/json_input.h"
#include "core/fields/toml_limits.h"
#include "core/store/json_file.h"
#include "core/store/record_limits.h"
#include "core/store/run_lock.h"

namespace imprint {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

bool is_there(const fs::path& path) {
  std::error_code error;
  return fs::exists(path, error);
}

LeafState leaf_state_from(const std::string& text, const std::string& source) {
  for (const LeafState state :
       {LeafState::waiting, LeafState::ready, LeafState::running, LeafState::finished, LeafState::failed})
    if (to_string(state) == text) return state;
  throw InputError(source + ": \"" + text + "\" is no state of a leaf");
}

/// Whoever packed the sweep may have put a link to another place where a run is to be.
void require_own_folder(const fs::path& folder) {
  std::error_code error;
  for (const fs::path& place : {folder.parent_path(), folder})
    if (fs::is_symlink(fs::symlink_status(place, error)))
      throw InputError(place.string() + " is a link: inside a sweep none is followed; put the folder itself there");
}

/// A process that is gone computes nothing.
LeafState state_without_pool(LeafState state) { return state == LeafState::running ? LeafState::ready : state; }

void write_plan(const SweepPlan& plan, const ExperimentSpec& base, const fs::path& file) {
  JsonFileWriter writer;
  const Json json = plan_to_json(plan, base);
  for (const auto& [key, entry] : json.items()) writer.set(key.c_str(), entry);
  writer.write(file);
}

LeafProgress leaf_from(const nlohmann::json& json, const std::string& source) {
  return {leaf_state_from(json_member<std::string>(json, "state"), source),
          number_within(json_member<std::int64_t>(json, "step"), 0, most_steps, source, "step"),
          json_member<int>(json, "failures"), json_member<std::string>(json, "reason")};
}

void take_leaves(const nlohmann::json& json, const std::string& source, std::vector<LeafProgress>& leaves) {
  const auto refuse = [&](const std::string& what) { throw InputError(source + ": " + what); };
  if (!json.contains("leaves") || !json.at("leaves").is_array()) refuse("\"leaves\" is missing or of the wrong type");
  const auto& told = json.at("leaves");
  if (told.size() != leaves.size())
    refuse("tells of " + std::to_string(told.size()) + " leaves, the plan of " + std::to_string(leaves.size()));
  for (std::size_t i = 0; i < leaves.size(); ++i) {
    try {
      leaves[i] = leaf_from(told[i], source);
    } catch (const InputError& error) {
      refuse("leaf " + std::to_string(i) + ": " + error.what());
    }
  }
}

}  // namespace

bool SweepDirectory::exists() const { return is_there(plan()) && is_there(spec()); }

void SweepDirectory::create(const SweepSpec& sweep, const SweepPlan& value) const {
  if (exists()) {
    if (read_spec() == sweep) return;
    throw InputError(root_.string() +
                     " holds another sweep; choose another folder, or continue that one with: imprint "
                     "sweep run --out " +
                     root_.string());
  }
  if (is_there(root_) && !fs::is_empty(root_))
    throw InputError(root_.string() + " holds other files; choose a new or an empty folder");
  create_folders_durably(runs());
  write_file_atomically(spec(), sweep_to_toml(sweep, true));
  write_plan(value, sweep.base, plan());  // last: with it, the sweep exists
}

void SweepDirectory::replace_plan(const SweepPlan& value) const { write_plan(value, read_spec().base, plan()); }

SweepSpec SweepDirectory::read_spec() const {
  if (!exists()) throw InputError(root_.string() + ": holds no sweep (sweep.toml and plan.json)");
  return parse_stored_sweep(read_file_inside(spec(), largest_toml_file), spec().string());
}

SweepPlan SweepDirectory::read_plan() const {
  const SweepSpec sweep = read_spec();
  SweepPlan planned = plan_from_json(JsonFileReader(plan()).json(), sweep.base, plan().string());
  for (const SweepLeaf& leaf : planned.leaves) require_own_folder(run(leaf).root());
  return planned;
}

void SweepDirectory::write_progress(const SweepProgress& progress, RunState state) const {
  Json leaves = Json::array();
  for (const LeafProgress& leaf : progress.leaves)
    leaves.push_back(
        {{"state", to_string(leaf.state)}, {"step", leaf.step}, {"failures", leaf.failures}, {"reason", leaf.reason}});
  const double now = std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
  JsonFileWriter()
      .set("state", to_string(state))
      .set("process_id", static_cast<int>(::getpid()))
      .set("heartbeat_unix_seconds", now)
      .set("steps_done", progress.steps_done)
      .set("steps_in_all", progress.steps_in_all)
      .set("steps_per_second", progress.steps_per_second)
      .set("seconds_left", progress.seconds_left)
      .set("leaves", leaves)
      .write(progress_file());
}

SweepProgress SweepDirectory::read_progress() const {
  const SweepPlan planned = read_plan();
  SweepProgress progress;
  progress.steps_in_all = planned.planned_steps;
  progress.leaves.resize(planned.leaves.size());
  if (!is_there(progress_file())) return progress;
  const bool is_alive = lock_owner(lock()) != 0;
  const JsonFileReader json(progress_file());
  take_leaves(json.json(), progress_file().string(), progress.leaves);
  if (!is_alive)
    for (LeafProgress& leaf : progress.leaves) leaf.state = state_without_pool(leaf.state);
  progress.steps_done = json.get<std::int64_t>("steps_done");
  for (const OutdatedLeaf& one : outdated_leaves(planned))
    progress.leaves[static_cast<std::size_t>(one.leaf)] = {.reason = "must be computed again: " + one.why};
  if (is_alive) {
    progress.steps_per_second = json.get<double>("steps_per_second");
    progress.seconds_left = json.number_or_nan("seconds_left");
  }
  for (const LeafProgress& leaf : progress.leaves) {
    progress.running += leaf.state == LeafState::running;
    progress.finished += leaf.state == LeafState::finished;
    progress.failed += leaf.state == LeafState::failed;
  }
  progress.paused = is_alive && json.get<std::string>("state") == "paused";
  return progress;
}

RunState SweepDirectory::read_state() const {
  if (!is_there(progress_file())) return RunState::queued;
  const std::string text = JsonFileReader(progress_file()).get<std::string>("state");
  RunState state = RunState::queued;
  try {
    state = run_state_from(text);
  } catch (const InputError& error) {
    throw InputError(progress_file().string() + ": " + error.what());
  }
  const bool is_active = state == RunState::running || state == RunState::paused;
  return is_active && lock_owner(lock()) == 0 ? RunState::cancelled : state;
}

}  // namespace imprint
