// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/records/spec_names.h"

#include <algorithm>
#include <cctype>

#include "core/base/text.h"
#include "core/records/spec_fields.h"

namespace imprint {
namespace {

std::string leaf_of(const std::string& key) {
  return key.substr(key.rfind('.') + 1);
}

bool is_number(const std::string& text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isdigit(c); });
}

/// "deficit.0.bits" -> "deficit.bits".
std::string without_number(std::string_view key) {
  const auto parts = split(key, '.');
  std::string name = parts[0];
  for (std::size_t i = 1; i < parts.size(); ++i)
    if (!is_number(parts[i])) name += "." + parts[i];
  return name;
}

/// The nearest known name, or the one that ends the same in another table.
std::string suggestion(const std::string& name) {
  const auto& known = spec_key_names();
  if (const std::string near = nearest_name(name, known); !near.empty()) return near;
  const auto same_leaf = [&](const std::string& key) { return leaf_of(key) == leaf_of(name); };
  const auto found = std::find_if(known.begin(), known.end(), same_leaf);
  return found == known.end() ? nearest_name(name, spec_table_names()) : *found;
}

/// Deficits are a list: their names are shown with a number.
std::string shown(const std::string& name) {
  return name.starts_with("deficit.") ? "deficit.0" + name.substr(name.find('.')) : name;
}

}  // namespace

const std::vector<std::string>& spec_table_names() {
  static const std::vector<std::string> names = {"dataset",    "model", "training",   "precision",  "deficit",
                                                 "evaluation", "probe", "comparison", "checkpoint", "record",
                                                 "range_test"};
  return names;
}

std::string deficit_table_name(std::size_t number) {
  std::string name = "deficit.";
  return name += std::to_string(number);
}

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

std::string unknown_key_text(std::string_view key) {
  const std::string text = "unknown key " + std::string(key);
  const std::string near = suggestion(without_number(key));
  return near.empty() ? text : text + "; did you mean " + shown(near) + "?";
}

}  // namespace imprint
