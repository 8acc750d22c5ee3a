// SPDX-License-Identifier: GPL-3.0-or-later
// Short ways to write the rows of a table of fields.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/spec/spec_fields.h"

namespace imprint::field_makers {

/// Key, label and, where there is one, unit.
struct Title {
  const char* key;
  const char* label;
  const char* unit = "";
};

inline SpecField flag(Title title, FieldStorage storage, const char* help) {
  return {.key = title.key, .label = title.label, .unit = title.unit, .help = help, .storage = storage};
}

inline SpecField text(Title title, FieldStorage storage, TextKind kind, const char* help) {
  SpecField field = flag(title, storage, help);
  field.text_kind = kind;
  return field;
}

inline SpecField choice(Title title, FieldStorage storage, std::vector<std::string> choices, const char* help) {
  SpecField field = flag(title, storage, help);
  field.choices = std::move(choices);
  return field;
}

/// A number, or a list of numbers, each within the limits.
inline SpecField number(Title title, FieldStorage storage, double minimum, double maximum, const char* help) {
  SpecField field = flag(title, storage, help);
  field.minimum = minimum;
  field.maximum = maximum;
  return field;
}

}  // namespace imprint::field_makers
