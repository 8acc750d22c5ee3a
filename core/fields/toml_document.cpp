// SPDX-License-Identifier: GPL-3.0-or-later
#include <toml++/toml.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "core/base/error.h"
#include "core/base/file_kind.h"
#include "core/fields/field_assignment.h"
#include "core/fields/field_document.h"
#include "core/fields/toml_limits.h"

namespace imprint {
namespace {

std::string location(const std::string& source, const toml::source_position& position) {
  return source + ":" + std::to_string(position.line) + ":" + std::to_string(position.column);
}

/// Nothing for a date, a time, a table: no field takes them.
std::optional<FieldScalar> scalar_of(const toml::node& node) {
  if (const auto* value = node.as_boolean()) return value->get();
  if (const auto* value = node.as_integer()) return value->get();
  if (const auto* value = node.as_floating_point()) return value->get();
  if (const auto* value = node.as_string()) return value->get();
  return std::nullopt;
}

FieldValue value_of(const toml::node& node) {
  if (const auto scalar = scalar_of(node)) return *scalar;
  const auto* array = node.as_array();
  if (array == nullptr) return std::monostate();
  FieldList list;
  for (const auto& element : *array) {
    const auto scalar = scalar_of(element);
    if (!scalar) return std::monostate();
    list.push_back(*scalar);
  }
  return list;
}

/// Flattens tables into dotted keys, in the order of the file.
class Flattener {
 public:
  Flattener(std::string source, std::string list) : source_(std::move(source)), list_(std::move(list)) {}

  FieldDocument document_of(const toml::table& root) {
    visit(root, "");
    // A TOML table is sorted by name; the first mistake in the file is the one to report.
    std::stable_sort(found_.begin(), found_.end(), [](auto& a, auto& b) { return a.first < b.first; });
    for (auto& [position, entry] : found_) document_.entries.push_back(std::move(entry));
    return std::move(document_);
  }

 private:
  void visit(const toml::table& table, const std::string& prefix) {
    for (auto&& [key, node] : table) {
      const std::string name = prefix + std::string(key.str());
      const auto* inner = node.as_table();
      if (name == list_ && node.is_array_of_tables())
        visit_list(*node.as_array());
      else if (inner != nullptr && !inner->empty())
        visit(*inner, name + ".");
      else
        add(name, key.source().begin ? key.source().begin : node.source().begin, value_of(node));
    }
  }

  void visit_list(const toml::array& tables) {
    document_.tables = tables.size();
    for (std::size_t i = 0; i < tables.size(); ++i) visit(*tables[i].as_table(), list_ + "." + std::to_string(i) + ".");
  }

  void add(const std::string& name, const toml::source_position& position, FieldValue value) {
    found_.emplace_back(position, FieldEntry{name, std::move(value), location(source_, position)});
  }

  std::string source_, list_;
  std::vector<std::pair<toml::source_position, FieldEntry>> found_;
  FieldDocument document_;
};

}  // namespace

std::optional<FieldValue> toml_value(std::string_view text) {
  const std::string line = "value = " + std::string(text);
  try {
    require_sensible_toml(line, "value");
    const toml::table table = toml::parse(line);
    const toml::node* node = table.get("value");
    if (table.size() != 1 || node == nullptr) return std::nullopt;
    FieldValue value = value_of(*node);
    return std::holds_alternative<std::monostate>(value) ? std::nullopt : std::optional(std::move(value));
  } catch (const toml::parse_error&) {
    return std::nullopt;
  } catch (const InputError&) {
    return std::nullopt;
  }
}

void store_entry(const FieldEntry& entry, const Field& field) {
  try {
    set_field_value(field, entry.value);
  } catch (const InputError& error) {
    throw InputError(entry.location + ": " + error.what());
  }
}

FieldDocument document_from_toml(std::string_view text, const std::string& source, const std::string& list) {
  require_sensible_toml(text, source);
  try {
    return Flattener(source, list).document_of(toml::parse(text, source));
  } catch (const toml::parse_error& error) {
    refuse_no_text(text, source, "TOML", false);
    throw InputError(location(source, error.source().begin) + ": " + std::string(error.description()));
  }
}

}  // namespace imprint
