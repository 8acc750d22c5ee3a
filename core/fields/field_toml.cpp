// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fields/field_toml.h"

#include <cstddef>

#include "core/fields/field_table.h"
#include "core/fields/field_value.h"

namespace imprint {
namespace {

std::string assignment(const Field& field) {
  return field.key.substr(field.key.rfind('.') + 1) + " = " + value_text(field_value(field));
}

std::string comment(const Field& field) {
  return "  # " + (field.unit.empty() ? "" : "[" + field.unit + "] ") + field.help;
}

std::string heading(const std::string& table, const std::string& list) {
  const bool is_listed = !list.empty() && table.starts_with(list + ".");
  return is_listed ? "\n[[" + list + "]]\n" : "\n[" + table + "]\n";
}

bool is_written(const Field& field, const Field& at_default, const TomlLayout& layout) {
  return layout.complete || (layout.always && layout.always(field)) || field_value(field) != field_value(at_default);
}

}  // namespace

std::string toml_line(const Field& field) { return assignment(field) + "\n"; }

std::string fields_to_toml(std::span<const Field> fields, std::span<const Field> defaults, const TomlLayout& layout) {
  std::string text, open_table;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (!is_written(fields[i], defaults[i], layout)) continue;
    const std::string table = table_of(fields[i].key);
    if (table != open_table) text += heading(table, layout.list);
    open_table = table;
    text += assignment(fields[i]) + (layout.complete ? comment(fields[i]) : "") + "\n";
  }
  return text.starts_with('\n') ? text.substr(1) : text;
}

}  // namespace imprint
