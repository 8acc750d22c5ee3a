// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workflow/sweep/plan_json.h"

#include <array>
#include <set>
#include <utility>

#include "core/base/error.h"
#include "core/base/file_name.h"
#include "core/base/json_input.h"
#include "core/fields/toml_limits.h"
#include "core/spec/spec_fields.h"
#include "core/spec/stored_defaults.h"
#include "core/store/record_limits.h"

namespace imprint {
namespace {

using Json = nlohmann::ordered_json;

/// Field texts by name; a base with fewer deficits has nothing to say about the others.
Json differences(ExperimentSpec spec, ExperimentSpec base) {
  base.deficits.resize(spec.deficits.size(), stored_deficit());
  Json changed = Json::object();
  const auto fields = spec_fields(spec);
  const auto base_fields = spec_fields(base);
  for (std::size_t i = 0; i < fields.size(); ++i)
    if (const std::string text = field_text(fields[i]); text != field_text(base_fields[i]))
      changed[fields[i].key] = text;
  return changed;
}

ExperimentSpec spec_from(const nlohmann::json& leaf, ExperimentSpec base) {
  const auto deficits = json_member<std::int64_t>(leaf, "deficits");
  base.deficits.resize(static_cast<std::size_t>(number_within(deficits, 0, most_tables, "a leaf", "deficits")),
                       stored_deficit());
  for (const auto& [key, text] : json_part(leaf, "differences").items())
    set_field_text(find_spec_field(base, key), json_as<std::string>(text));
  return base;
}

Json leaf_to_json(const SweepLeaf& leaf, const ExperimentSpec& base) {
  Json coordinates = Json::array();
  for (const auto& [key, value] : leaf.coordinates) coordinates.push_back({key, value});
  Json windows = Json::array();
  for (const StepWindow& window : leaf.windows) windows.push_back({window.begin, window.end});
  return {{"id", leaf.id},
          {"seed", leaf.spec.seed},
          {"coordinates", coordinates},
          {"is_baseline", leaf.is_baseline},
          {"baseline", leaf.baseline},
          {"total_steps", leaf.total_steps},
          {"steps_per_epoch", leaf.steps_per_epoch},
          {"windows", windows},
          {"continuation", {leaf.continuation.begin, leaf.continuation.end}},
          {"same_as", leaf.same_as},
          {"parent", leaf.parent},
          {"branch_step", leaf.branch_step},
          {"deficits", leaf.spec.deficits.size()},
          {"differences", differences(leaf.spec, base)}};
}

SweepLeaf leaf_from_json(const nlohmann::json& json, const ExperimentSpec& base) {
  SweepLeaf leaf;
  leaf.id = json_member<std::string>(json, "id");
  leaf.spec = spec_from(json, base);
  for (const auto& [key, value] : json_member<std::vector<std::array<std::string, 2>>>(json, "coordinates"))
    leaf.coordinates.push_back({key, value});
  leaf.is_baseline = json_member<bool>(json, "is_baseline");
  leaf.baseline = json_member<int>(json, "baseline");
  leaf.total_steps = json_member<std::int64_t>(json, "total_steps");
  leaf.steps_per_epoch = json_member<std::int64_t>(json, "steps_per_epoch");
  for (const auto& [begin, end] : json_member<std::vector<std::array<std::int64_t, 2>>>(json, "windows"))
    leaf.windows.push_back({begin, end});
  if (json.contains("continuation")) {
    const auto [begin, end] = json_member<std::array<std::int64_t, 2>>(json, "continuation");
    leaf.continuation = {begin, end};
  }
  leaf.same_as = json_member<int>(json, "same_as");
  leaf.parent = json_member<int>(json, "parent");
  leaf.branch_step = json_member<std::int64_t>(json, "branch_step");
  return leaf;
}

void require_sensible_numbers(const SweepLeaf& leaf, const std::string& source) {
  number_within(leaf.total_steps, 1, most_steps, source, "total_steps");
  number_within(leaf.steps_per_epoch, 1, most_steps, source, "steps_per_epoch");
  number_within(leaf.branch_step, 0, leaf.total_steps, source, "branch_step");
  for (const StepWindow& window : leaf.windows) require_sensible(window, source);
  require_sensible(leaf.continuation, source);
}

void require_sound(const SweepPlan& plan, const std::string& source) {
  const int count = static_cast<int>(plan.leaves.size());
  std::set<std::string> ids;
  for (int i = 0; i < count; ++i) {
    const SweepLeaf& leaf = plan.leaves[static_cast<std::size_t>(i)];
    const std::string place = source + ": leaf " + std::to_string(i) + " (" + leaf.id + ")";
    if (!is_plain_file_name(leaf.id)) throw InputError(place + ": its id must be the plain name of a folder");
    if (!ids.insert(leaf.id).second) throw InputError(place + ": another leaf has the same id");
    const auto is_index = [](int index, int end) { return index >= -1 && index < end; };
    const bool sound = is_index(leaf.parent, i) && is_index(leaf.same_as, i) && is_index(leaf.baseline, count);
    if (!sound) throw InputError(place + " does not fit the tree");
    require_sensible_numbers(leaf, place);
  }
  if (count == 0) throw InputError(source + ": a sweep without leaves");
  number_within(plan.processes, 1, most_threads, source, "processes");
  number_within(plan.threads, 1, most_threads, source, "threads");
  for (const auto& [key, steps] :
       {std::pair("independent_steps", plan.independent_steps), std::pair("planned_steps", plan.planned_steps),
        std::pair("longest_path_steps", plan.longest_path_steps)})
    number_within(steps, 0, most_steps * 1000, source, key);
}

}  // namespace

Json plan_to_json(const SweepPlan& plan, const ExperimentSpec& base) {
  Json leaves = Json::array();
  for (const SweepLeaf& leaf : plan.leaves) leaves.push_back(leaf_to_json(leaf, base));
  return {{"planner", plan.planner},
          {"independent_steps", plan.independent_steps},
          {"planned_steps", plan.planned_steps},
          {"longest_path_steps", plan.longest_path_steps},
          {"processes", plan.processes},
          {"threads", plan.threads},
          {"order", plan.order},
          {"notes", plan.notes},
          {"leaves", leaves}};
}

SweepPlan plan_from_json(const nlohmann::json& json, const ExperimentSpec& base, const std::string& source) {
  SweepPlan plan;
  plan.planner = 1;  // which did not write it
  try {
    if (json.contains("planner")) plan.planner = json_member<int>(json, "planner");
    if (json.contains("order")) plan.order = json_member<std::string>(json, "order");
    plan.independent_steps = json_member<std::int64_t>(json, "independent_steps");
    plan.planned_steps = json_member<std::int64_t>(json, "planned_steps");
    plan.longest_path_steps = json_member<std::int64_t>(json, "longest_path_steps");
    plan.processes = json_member<int>(json, "processes");
    plan.threads = json_member<int>(json, "threads");
    plan.notes = json_member<std::vector<std::string>>(json, "notes");
    for (const auto& leaf : json_part(json, "leaves")) plan.leaves.push_back(leaf_from_json(leaf, base));
  } catch (const InputError& error) {
    throw InputError(source + ": " + error.what() + ": this is no plan of a sweep");
  }
  require_sound(plan, source);
  return plan;
}

}  // namespace imprint
