// SPDX-License-Identifier: GPL-3.0-or-later
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>

#include "core/base/error.h"
#include "core/base/json_input.h"
#include "core/base/json_text.h"
#include "core/spec/spec_document.h"
#include "core/spec/spec_io.h"
#include "core/spec/spec_names.h"
#include "core/spec/stored_defaults.h"

namespace imprint {
namespace {

using Json = nlohmann::ordered_json;

constexpr int newest_format = 1;

Json json_of(const FieldScalar& scalar) {
  return std::visit([](const auto& value) { return Json(value); }, scalar);
}

Json json_of(const FieldValue& value) {
  if (const auto* scalar = std::get_if<FieldScalar>(&value)) return json_of(*scalar);
  Json list = Json::array();
  for (const auto& element : std::get<FieldList>(value)) list.push_back(json_of(element));
  return list;
}

/// "deficit.0.bits" -> /deficit/0/bits.
Json::json_pointer pointer_of(std::string key) {
  for (char& c : key)
    if (c == '.') c = '/';
  return Json::json_pointer("/" + key);
}

std::optional<FieldScalar> scalar_of(const Json& json) {
  if (json.is_boolean()) return json.get<bool>();
  if (json.is_string()) return json.get<std::string>();
  if (json.is_number_unsigned() && json_as<std::uint64_t>(json) > std::numeric_limits<std::int64_t>::max())
    return json.get<double>();
  if (json.is_number_integer()) return json_as<std::int64_t>(json);
  if (json.is_number_float()) return json.get<double>();
  return std::nullopt;
}

FieldValue value_of(const Json& json) {
  if (const auto scalar = scalar_of(json)) return *scalar;
  if (!json.is_array()) return std::monostate();
  FieldList list;
  for (const auto& element : json) {
    const auto scalar = scalar_of(element);
    if (!scalar) return std::monostate();
    list.push_back(*scalar);
  }
  return list;
}

bool is_list_of_tables(const Json& json) {
  if (!json.is_array()) return false;
  for (const auto& element : json)
    if (!element.is_object()) return false;
  return true;
}

void flatten(const Json& table, const std::string& prefix, const std::string& source, SpecDocument& document) {
  for (const auto& [key, value] : table.items()) {
    const std::string name = prefix + key;
    if (name == "format") continue;
    if (name == "deficit" && is_list_of_tables(value)) {
      document.tables = value.size();
      for (std::size_t i = 0; i < value.size(); ++i) flatten(value[i], deficit_table_name(i) + ".", source, document);
    } else if (value.is_object() && !value.empty()) {
      flatten(value, name + ".", source, document);
    } else {
      document.entries.push_back({name, value_of(value), source});
    }
  }
}

void require_known_format(const Json& json, const std::string& source) {
  if (!json.is_object()) throw InputError(source + ": a JSON object is expected");
  const auto format = json.find("format");
  if (format == json.end() || !format->is_number_integer())
    throw InputError(source + ": \"format\" is missing: this is no resolved spec of Imprint");
  if (format->get<double>() > newest_format)
    throw InputError(source + ": \"format\" is " + json_text(*format, json_in_one_line) +
                     ", this program knows up to " + std::to_string(newest_format) + ": use a newer Imprint");
}

}  // namespace

std::string spec_to_json(const ExperimentSpec& spec) {
  ExperimentSpec copy = spec;
  Json json = {{"format", newest_format}};
  for (const auto& field : spec_fields(copy)) json[pointer_of(field.key)] = json_of(field_value(field));
  if (spec.deficits.empty()) json["deficit"] = Json::array();
  return json_text(json) + "\n";
}

ExperimentSpec spec_from_json(std::string_view text, const std::string& source) {
  const Json json = parse_ordered_json(text, source);
  require_known_format(json, source);
  SpecDocument document;
  flatten(json, "", source, document);
  return spec_from_document(document, stored_start({}, document.tables));
}

}  // namespace imprint
