// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/footprint_file.h"

#include <array>
#include <cmath>
#include <utility>

#include "core/base/error.h"
#include "core/store/json_file.h"

namespace imprint {
namespace {

using Count = std::pair<const char*, std::int64_t Footprint::*>;

constexpr std::array counts = {Count{"steps", &Footprint::steps}, Count{"weight_bytes", &Footprint::weight_bytes},
                               Count{"gradient_bytes", &Footprint::gradient_bytes},
                               Count{"optimizer_bytes", &Footprint::optimizer_bytes},
                               Count{"feature_bytes", &Footprint::feature_bytes}};

nlohmann::ordered_json to_json(const Footprint& footprint) {
  nlohmann::ordered_json json = {{"format", footprint.format}, {"seconds", footprint.seconds}};
  for (const auto& [key, member] : counts) json[key] = footprint.*member;
  return json;
}

Footprint from_json(const nlohmann::json& json) {
  Footprint footprint;
  footprint.format = json_member<std::string>(json, "format");
  footprint.seconds = json_member<double>(json, "seconds");
  for (const auto& [key, member] : counts) {
    footprint.*member = json_member<std::int64_t>(json, key);
    if (footprint.*member < 0) throw InputError(std::string("\"") + key + "\" must not be negative");
  }
  if (!(footprint.seconds >= 0) || !std::isfinite(footprint.seconds))
    throw InputError("\"seconds\" must be finite and not negative");
  return footprint;
}

}  // namespace

std::filesystem::path footprint_file(const std::filesystem::path& arm) { return arm / "footprint.json"; }

void write_footprints(const std::filesystem::path& arm, const std::vector<Footprint>& footprints) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const Footprint& footprint : footprints) list.push_back(to_json(footprint));
  JsonFileWriter().set("formats", list).write(footprint_file(arm));
}

std::vector<Footprint> read_footprints(const std::filesystem::path& arm) {
  const std::filesystem::path file = footprint_file(arm);
  std::error_code error;
  if (!std::filesystem::exists(file, error)) return {};
  const JsonFileReader json(file);
  std::vector<Footprint> footprints;
  try {
    for (const nlohmann::json& one : json_part(json.json(), "formats")) footprints.push_back(from_json(one));
  } catch (const InputError& problem) {
    throw InputError(file.string() + ": " + problem.what());
  }
  return footprints;
}

}  // namespace imprint
