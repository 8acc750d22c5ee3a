// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/spec/spec_names.h"

#include <algorithm>

#include "core/base/text.h"
#include "core/fields/field_table.h"
#include "core/spec/spec_fields.h"

namespace imprint {
namespace {

/// Deficits are a list: their names are shown with a number.
std::string shown(const std::string& name) {
  return name.starts_with("deficit.") ? "deficit.0" + name.substr(name.find('.')) : name;
}

/// "epochs, iterations, ...": what stands right in the table.
std::string fields_of(const std::string& table) {
  std::string fields;
  for (const std::string& key : spec_key_names())
    if (key.starts_with(table + ".") && key.find('.', table.size() + 1) == std::string::npos)
      fields += (fields.empty() ? "" : ", ") + key.substr(table.size() + 1);
  return fields;
}

}  // namespace

const std::vector<std::string>& spec_table_names() {
  static const std::vector<std::string> names = {"dataset",    "model",        "training",   "precision", "deficit",
                                                 "recovery",   "continuation", "evaluation", "probe",     "comparison",
                                                 "checkpoint", "record",       "range_test"};
  return names;
}

std::string deficit_table_name(std::size_t number) { return numbered_table("deficit", number); }

const std::vector<std::string>& spec_key_names() {
  static const std::vector<std::string> names = [] {
    ExperimentSpec spec;
    spec.deficits.emplace_back();
    std::vector<std::string> keys;
    for (const auto& field : spec_fields(spec)) keys.push_back(without_number(field.key));
    return keys;
  }();
  return names;
}

std::string unknown_spec_key_text(std::string_view key) {
  const std::string name = without_number(key), text = "unknown key " + std::string(key);
  const auto& known = spec_key_names();
  if (std::find(known.begin(), known.end(), name) != known.end())  // then only the deficit's number is wrong
    return name == key ? text + "; did you mean " + shown(name) + "?"
                       : text + ": deficits are numbered from 0, without gaps";
  if (const std::string near = nearest_name(name, known); !near.empty())
    return text + "; did you mean " + shown(near) + "?";
  const auto& tables = spec_table_names();
  const std::string table = name.substr(0, name.find('.'));
  if (std::find(tables.begin(), tables.end(), table) == tables.end()) return text;
  if (table == name) return std::string(key) + " is a table; its fields are " + fields_of(table);
  return text + "; " + table + " has " + fields_of(table);
}

}  // namespace imprint
