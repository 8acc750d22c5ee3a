// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workflow/resume.h"

#include <optional>
#include <string>

#include "app/workflow/arm_run.h"
#include "app/workflow/check/same_training.h"
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/json_input.h"
#include "core/spec/spec_io.h"
#include "core/store/checkpoint_search.h"

namespace imprint {
namespace {

std::optional<CheckpointPosition> newest_position(const RunDirectory& directory) {
  const CheckpointSearch search = newest_whole_checkpoint(directory);
  return search.found ? std::optional(search.found->position) : std::nullopt;
}

/// Of the plan that the checkpoint carries, else of plan.json; 0 when neither tells.
int recorded_threads(const RunDirectory& directory, const std::optional<CheckpointPosition>& position) {
  try {
    if (position && !position->plan.empty()) return json_member<int>(parse_json(position->plan, "plan"), "threads");
    return directory.read_plan().threads;
  } catch (const InputError&) {
    return 0;
  }
}

void require_same_data(const RunDirectory& directory, const CheckpointPosition& position,
                       const ExperimentSetup& setup) {
  if (position.data_hash.empty() || position.data_hash == setup.split.content_hash) return;
  throw InputError(directory.root().string() + ": the data in " + setup.spec.dataset.root +
                   " are not those that this run began with: put them back, or start a new run");
}

void require_same_spec(const RunDirectory& directory, const CheckpointPosition& position, const ExperimentSpec& spec,
                       std::int64_t steps_per_epoch) {
  if (position.spec.empty()) return;
  const ExperimentSpec begun = spec_from_json(position.spec, "the spec in the checkpoint");
  const std::string difference = first_difference(begun, spec, steps_per_epoch, position.step);
  if (difference.empty()) return;
  throw InputError(directory.config().string() + " is not what this run began with: " + difference +
                   ", and the steps that are done depend on it. Put it back (imprint runs check --repair does), or "
                   "start a new run in another folder");
}

/// What no result shows needs no word.
bool matters(const std::string& key) {
  return key != "name" && key != "threads" && key != "dataset.root" && !key.starts_with("checkpoint.") &&
         !key.starts_with("range_test.");
}

std::vector<std::string> words_on_changes(const CheckpointPosition& position, const ExperimentSpec& spec) {
  std::vector<std::string> words;
  if (position.spec.empty()) return words;
  for (const FieldDifference& field :
       spec_differences(spec_from_json(position.spec, "the spec in the checkpoint"), spec))
    if (matters(field.key)) words.push_back("config.json: " + field.key + " was " + field.was + " and is " + field.is);
  return words;
}

/// Whether somebody wrote it, rightly or wrongly: then nothing else is taken in its place.
bool is_json(const std::filesystem::path& file) {
  try {
    return parse_json(read_file_inside(file), file.string()).is_object();
  } catch (const InputError&) {
    return false;
  }
}

}  // namespace

ExperimentSpec stored_spec(const RunDirectory& directory) {
  std::string problem = directory.root().string() + ": holds no run to resume; start it without --resume";
  bool is_unreadable = true;  // and not a spec that somebody wrote wrongly
  try {
    if (directory.exists()) return directory.read_config();
  } catch (const InputError& error) {
    is_unreadable = !is_json(directory.config());
    problem = error.what();
  }
  const auto position = newest_position(directory);
  if (!position || position->spec.empty()) throw InputError(problem);
  if (!is_unreadable) throw InputError(problem + " (imprint runs check --repair puts back what the run began with)");
  return spec_from_json(position->spec, "the spec in the checkpoint");
}

std::vector<std::string> take_up(const RunDirectory& directory, ExperimentSetup& setup) {
  const auto position = newest_position(directory);
  if (const int threads = recorded_threads(directory, position); threads > 0) setup.plan.threads = threads;
  if (!position) return {};
  const std::int64_t steps_per_epoch = setup.plan.steps_per_epoch;
  require_same_data(directory, *position, setup);
  require_same_spec(directory, *position, setup.spec, steps_per_epoch);
  if (const auto baseline = newest_position(directory.baseline()))
    require_same_spec(directory, *baseline, spec_of_arm(setup.spec, false), steps_per_epoch);
  return words_on_changes(*position, setup.spec);
}

}  // namespace imprint
