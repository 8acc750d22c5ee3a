// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workflow/sweep/same_run.h"

#include <set>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/store/checkpoint_files.h"
#include "core/store/event_log.h"

namespace imprint {
namespace {

namespace fs = std::filesystem;

bool is_finished(const RunDirectory& run) {
  std::error_code error;
  if (!fs::exists(run.status(), error)) return false;
  try {
    return run.read_status().state == RunState::finished;
  } catch (const InputError&) {
    return false;
  }
}

void copy_file_whole(const fs::path& from, const fs::path& to) { write_file_atomically(to, read_file_inside(from)); }

/// What a leaf has of its own; everything else in a folder is what was recorded of the steps.
bool is_of_its_leaf(const fs::path& file) {
  static const std::set<std::string> names = {"config.json", "status.json",   "plan.json",    "comparison.json",
                                              "lock",        "branches.json", "events.jsonl", "log.txt",
                                              "notes.json",  "reserve",       "trashed.json", "notes.json.damaged"};
  return names.contains(file.filename().string());
}

void copy_records(const fs::path& from, const fs::path& to) {
  for (const auto& entry : fs::directory_iterator(from))
    if (entry.is_regular_file() && !is_of_its_leaf(entry.path()))
      copy_file_whole(entry.path(), to / entry.path().filename());
}

/// The state first: a checkpoint counts when both of its files are there.
void copy_last_checkpoint(const fs::path& from, const fs::path& to) {
  const auto steps = checkpoint_steps(from);
  if (steps.empty()) return;
  copy_file_whole(state_file(from, steps.back()), state_file(to, steps.back()));
  copy_file_whole(model_file(from, steps.back()), model_file(to, steps.back()));
}

void copy_plan(const RunDirectory& from, const RunDirectory& to, const SweepLeaf& leaf) {
  std::error_code error;
  if (!fs::exists(from.plan(), error)) return;
  RunPlan plan = from.read_plan();
  plan.deficit_windows = leaf.windows;
  plan.continuation = leaf.continuation;
  to.write_plan(plan);
}

}  // namespace

std::string same_run_text(const SweepLeaf& other) {
  return "the same as " + other.id + ", all " + std::to_string(other.total_steps) + " steps";
}

void write_same_run(const RunDirectory& from, const SweepLeaf& other, const RunDirectory& to, const SweepLeaf& leaf) {
  if (is_finished(to)) return;
  std::error_code error;
  fs::create_directories(to.checkpoints(), error);
  if (error) throw JobError(to.root().string() + ": cannot be created: " + error.message());
  to.write_config(leaf.spec);
  copy_plan(from, to, leaf);
  copy_records(from.root(), to.root());
  copy_last_checkpoint(from.checkpoints(), to.checkpoints());
  append_event(to.events(), leaf.total_steps, "same", same_run_text(other));
  RunStatus status = from.read_status();
  status.reason = same_run_text(other);
  to.write_status(status);  // last: with it, the run is there
}

}  // namespace imprint
