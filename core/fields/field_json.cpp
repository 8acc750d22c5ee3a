// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fields/field_json.h"

#include <limits>
#include <nlohmann/json.hpp>
#include <optional>

#include "core/base/json_input.h"
#include "core/fields/field_table.h"
#include "core/fields/field_value.h"

namespace imprint {
namespace {

using Json = nlohmann::ordered_json;

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

void flatten(const Json& table, const std::string& prefix, const std::string& source, const std::string& list,
             FieldDocument& document) {
  for (const auto& [key, value] : table.items()) {
    const std::string name = prefix + key;
    if (name == list && is_list_of_tables(value)) {
      document.tables = value.size();
      for (std::size_t i = 0; i < value.size(); ++i)
        flatten(value[i], numbered_table(list, i) + ".", source, list, document);
    } else if (value.is_object() && !value.empty()) {
      flatten(value, name + ".", source, list, document);
    } else {
      document.entries.push_back({name, value_of(value), source});
    }
  }
}

}  // namespace

void store_fields(std::span<const Field> fields, Json& json) {
  for (const Field& field : fields) json[pointer_of(field.key)] = json_of(field_value(field));
}

FieldDocument document_from_json(const Json& json, const std::string& source, const std::string& list) {
  FieldDocument document;
  flatten(json, "", source, list, document);
  return document;
}

}  // namespace imprint
