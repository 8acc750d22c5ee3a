// SPDX-License-Identifier: GPL-3.0-or-later
// Short ways to write the rows of a table of fields.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/fields/field.h"

namespace imprint::field_makers {

/// Key, label and, where there is one, unit.
struct Title {
  const char* key;
  const char* label;
  const char* unit = "";
};

struct Limits {
  double minimum;
  double maximum;
  bool above_minimum = false;
  bool below_maximum = false;
};

/// [minimum, maximum]
constexpr Limits within(double minimum, double maximum) { return {minimum, maximum}; }
/// (minimum, maximum]
constexpr Limits above(double minimum, double maximum) { return {minimum, maximum, true, false}; }
/// [minimum, maximum)
constexpr Limits from_below(double minimum, double maximum) { return {minimum, maximum, false, true}; }

inline Field flag(Title title, FieldStorage storage, const char* help) {
  return {.key = title.key, .label = title.label, .unit = title.unit, .help = help, .storage = storage};
}

inline Field text(Title title, FieldStorage storage, TextKind kind, const char* help) {
  Field field = flag(title, storage, help);
  field.text_kind = kind;
  return field;
}

inline Field choice(Title title, FieldStorage storage, std::vector<std::string> choices, const char* help) {
  Field field = flag(title, storage, help);
  field.choices = std::move(choices);
  return field;
}

/// Of a list: at least one of the choices, each once.
inline Field one_or_more(Title title, FieldStorage storage, std::vector<std::string> choices, const char* help) {
  Field field = choice(title, storage, std::move(choices), help);
  field.is_one_or_more = true;
  return field;
}

/// A list of names that only the object knows which it belongs to.
inline Field names(Title title, FieldStorage storage, const char* help) { return flag(title, storage, help); }

/// A number, or a list of numbers with these limits each.
inline Field number(Title title, FieldStorage storage, Limits limits, const char* help) {
  Field field = flag(title, storage, help);
  field.minimum = limits.minimum;
  field.maximum = limits.maximum;
  field.above_minimum = limits.above_minimum;
  field.below_maximum = limits.below_maximum;
  return field;
}

}  // namespace imprint::field_makers
