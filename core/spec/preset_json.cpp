// SPDX-License-Identifier: GPL-3.0-or-later
// Presets are written and read as the parts of a spec that they are.
#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/base/json_input.h"
#include "core/base/json_text.h"
#include "core/spec/preset_io.h"
#include "core/spec/spec_io.h"

namespace imprint {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* preset_format = "imprint-preset";
constexpr int newest_version = 1;

void require_preset(const Json& json, const std::string& source) {
  if (!json.is_object() || json.value("format", Json()) != preset_format)
    throw InputError(source + ": \"format\" is not \"" + preset_format + "\": this is no preset of Imprint");
  const Json version = json.value("version", Json());
  if (!version.is_number_integer())
    throw InputError(source + ": \"version\" must be a whole number, but is " + json_text(version, json_in_one_line));
  if (version.get<double>() > newest_version)
    throw InputError(source + ": \"version\" is " + json_text(version, json_in_one_line) +
                     ", this program knows up to " + std::to_string(newest_version) + ": use a newer Imprint");
  for (const auto& [key, value] : json.items())
    if (key != "format" && key != "version" && key != "name" && key != "precision" && key != "deficit" &&
        key != "training")
      throw InputError(source + ": unknown key " + key + "; a preset has name, precision, deficit and training");
  if (!json.contains("training")) return;
  for (const auto& [key, value] : json_part(json, "training").items())
    if (key != "lr_restart")
      throw InputError(source + ": unknown key training." + key + "; of training a preset has lr_restart alone");
}

bool belongs_to_a_preset(const std::string& key) {
  return key == "name" || key.starts_with("precision.") || key.starts_with("deficit.");
}

}  // namespace

std::string preset_to_json(const Preset& preset) {
  ExperimentSpec spec;
  spec.precision = preset.precision.value_or(PrecisionSpec());
  spec.deficits = preset.deficits.value_or(std::vector<DeficitSpec>());
  const Json all = parse_ordered_json(spec_to_json(spec), preset.name);
  Json json = {{"format", preset_format}, {"version", newest_version}, {"name", preset.name}};
  if (preset.precision) json["precision"] = all.at("precision");
  if (preset.deficits) json["deficit"] = all.at("deficit");
  if (preset.lr_restart) json["training"] = {{"lr_restart", *preset.lr_restart}};
  return json_text(json) + "\n";
}

Preset preset_from_json(std::string_view text, const std::string& source) {
  Json json = parse_ordered_json(text, source);
  require_preset(json, source);
  const bool has_precision = json.contains("precision"), has_deficits = json.contains("deficit");
  if (!has_precision && !has_deficits)
    throw InputError(source + ": neither \"precision\" nor \"deficit\" is there: the preset is empty");
  json.erase("version");
  json["format"] = 1;
  const ExperimentSpec spec = spec_from_json(json_text(json, json_in_one_line), source);
  for (const FieldProblem& problem : spec_problems(spec))
    if (belongs_to_a_preset(problem.key)) throw InputError(source + ": " + problem.key + " " + problem.message);
  Preset preset{spec.name};
  if (has_precision) preset.precision = spec.precision;
  if (has_deficits) preset.deficits = spec.deficits;
  if (json.contains("training") && json_part(json, "training").contains("lr_restart"))
    preset.lr_restart = spec.training.lr_restart;
  return preset;
}

}  // namespace imprint
