// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workflow/sweep/plan_json.h"

#include <array>

#include "core/base/error.h"
#include "core/records/spec_fields.h"

namespace imprint {
namespace {

using Json = nlohmann::ordered_json;

/// Field texts by name; a base with fewer deficits has nothing to say about the others.
Json differences(ExperimentSpec spec, ExperimentSpec base) {
  base.deficits.resize(spec.deficits.size());
  Json changed = Json::object();
  const auto fields = spec_fields(spec);
  const auto base_fields = spec_fields(base);
  for (std::size_t i = 0; i < fields.size(); ++i)
    if (const std::string text = field_text(fields[i]); text != field_text(base_fields[i])) changed[fields[i].key] = text;
  return changed;
}

ExperimentSpec spec_from(const nlohmann::json& leaf, ExperimentSpec base) {
  base.deficits.resize(leaf.at("deficits").get<std::size_t>());
  for (const auto& [key, text] : leaf.at("differences").items())
    set_field_text(find_spec_field(base, key), text.get<std::string>());
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
          {"same_as", leaf.same_as},
          {"parent", leaf.parent},
          {"branch_step", leaf.branch_step},
          {"deficits", leaf.spec.deficits.size()},
          {"differences", differences(leaf.spec, base)}};
}

SweepLeaf leaf_from_json(const nlohmann::json& json, const ExperimentSpec& base) {
  SweepLeaf leaf;
  leaf.id = json.at("id").get<std::string>();
  leaf.spec = spec_from(json, base);
  for (const auto& pair : json.at("coordinates"))
    leaf.coordinates.push_back({pair.at(0).get<std::string>(), pair.at(1).get<std::string>()});
  leaf.is_baseline = json.at("is_baseline").get<bool>();
  leaf.baseline = json.at("baseline").get<int>();
  leaf.total_steps = json.at("total_steps").get<std::int64_t>();
  leaf.steps_per_epoch = json.at("steps_per_epoch").get<std::int64_t>();
  for (const auto& pair : json.at("windows"))
    leaf.windows.push_back({pair.at(0).get<std::int64_t>(), pair.at(1).get<std::int64_t>()});
  leaf.same_as = json.at("same_as").get<int>();
  leaf.parent = json.at("parent").get<int>();
  leaf.branch_step = json.at("branch_step").get<std::int64_t>();
  return leaf;
}

void require_sound(const SweepPlan& plan, const std::string& source) {
  const int count = static_cast<int>(plan.leaves.size());
  for (int i = 0; i < count; ++i) {
    const SweepLeaf& leaf = plan.leaves[static_cast<std::size_t>(i)];
    const bool sound = leaf.parent < i && leaf.same_as < i && leaf.baseline < count && !leaf.id.empty() &&
                       leaf.id.find('/') == std::string::npos && leaf.total_steps > 0 && leaf.steps_per_epoch > 0;
    if (!sound) throw InputError(source + ": leaf " + std::to_string(i) + " (" + leaf.id + ") does not fit the tree");
  }
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
  try {
    plan.planner = json.value("planner", 1);
    plan.independent_steps = json.at("independent_steps").get<std::int64_t>();
    plan.planned_steps = json.at("planned_steps").get<std::int64_t>();
    plan.longest_path_steps = json.at("longest_path_steps").get<std::int64_t>();
    plan.processes = json.at("processes").get<int>();
    plan.threads = json.at("threads").get<int>();
    plan.order = json.value("order", "planned");
    plan.notes = json.at("notes").get<std::vector<std::string>>();
    for (const auto& leaf : json.at("leaves")) plan.leaves.push_back(leaf_from_json(leaf, base));
  } catch (const nlohmann::json::exception&) {
    throw InputError(source + ": a key is missing or of the wrong type: this is no plan of a sweep");
  }
  require_sound(plan, source);
  return plan;
}

}  // namespace imprint
