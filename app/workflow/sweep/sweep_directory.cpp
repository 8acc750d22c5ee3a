// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workflow/sweep/sweep_directory.h"

#include <unistd.h>

#include <chrono>

#include "app/workflow/sweep/plan_json.h"
#include "core/base/atomic_file.h"
#include "core/base/durable_folder.h"
#include "core/base/error.h"
#include "core/store/json_file.h"
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

/// A process that is gone computes nothing.
LeafState state_without_pool(LeafState state) {
  return state == LeafState::running ? LeafState::ready : state;
}

}  // namespace

bool SweepDirectory::exists() const { return is_there(plan()); }

void SweepDirectory::create(const SweepSpec& sweep, const SweepPlan& value) const {
  if (exists()) {
    if (read_spec() == sweep) return;
    throw InputError(root_.string() + " holds another sweep; choose another folder, or continue that one with: imprint "
                     "sweep run --out " + root_.string());
  }
  if (is_there(root_) && !fs::is_empty(root_))
    throw InputError(root_.string() + " holds other files; choose a new or an empty folder");
  create_folders_durably(runs());
  write_file_atomically(spec(), sweep_to_toml(sweep));
  JsonFileWriter writer;
  const Json json = plan_to_json(value, sweep.base);
  for (const auto& [key, entry] : json.items()) writer.set(key.c_str(), entry);
  writer.write(plan());  // last: with it, the sweep exists
}

SweepSpec SweepDirectory::read_spec() const {
  if (!exists()) throw InputError(root_.string() + ": holds no sweep (there is no plan.json)");
  return load_sweep(spec());
}

SweepPlan SweepDirectory::read_plan() const {
  const SweepSpec sweep = read_spec();
  return plan_from_json(JsonFileReader(plan()).json(), sweep.base, plan().string());
}

void SweepDirectory::write_progress(const SweepProgress& progress, RunState state) const {
  Json leaves = Json::array();
  for (const LeafProgress& leaf : progress.leaves)
    leaves.push_back({{"state", to_string(leaf.state)}, {"step", leaf.step}, {"failures", leaf.failures}, {"reason", leaf.reason}});
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
  try {
    const auto& leaves = json.json().at("leaves");
    if (leaves.size() != planned.leaves.size())
      throw InputError(progress_file().string() + ": tells of " + std::to_string(leaves.size()) + " leaves, the plan of " +
                       std::to_string(planned.leaves.size()));
    for (std::size_t i = 0; i < leaves.size(); ++i) {
      LeafProgress& leaf = progress.leaves[i];
      leaf.state = leaf_state_from(leaves[i].at("state").get<std::string>(), progress_file().string());
      if (!is_alive) leaf.state = state_without_pool(leaf.state);
      leaf.step = leaves[i].at("step").get<std::int64_t>();
      leaf.failures = leaves[i].at("failures").get<int>();
      leaf.reason = leaves[i].at("reason").get<std::string>();
    }
  } catch (const nlohmann::json::exception&) {
    throw InputError(progress_file().string() + ": \"leaves\" is missing or of the wrong type");
  }
  progress.steps_done = json.get<std::int64_t>("steps_done");
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
  const RunState state = run_state_from(JsonFileReader(progress_file()).get<std::string>("state"));
  const bool is_active = state == RunState::running || state == RunState::paused;
  return is_active && lock_owner(lock()) == 0 ? RunState::cancelled : state;
}

}  // namespace imprint
