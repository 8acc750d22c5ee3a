// SPDX-License-Identifier: GPL-3.0-or-later
// A field's value between its storage and a file format, and the one place where its type is checked.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "core/fields/field.h"

namespace imprint {

using FieldScalar = std::variant<bool, std::int64_t, double, std::string>;
using FieldList = std::vector<FieldScalar>;
/// What a file holds at one key. A table, or anything else that no field takes, is monostate.
using FieldValue = std::variant<std::monostate, FieldScalar, FieldList>;

FieldValue field_value(const Field& field);

/// Whether it holds a list of values.
bool is_list(const Field& field);

/// Stores the value. A whole number is taken where a real one is expected, nothing else is converted. Throws
/// InputError "training.epochs = "ten": a whole number is expected"; NaN and infinity are no numbers.
void set_field_value(const Field& field, const FieldValue& value);

/// As it would be written in TOML: true, 3, 0.1, "text", [1, 2].
std::string value_text(const FieldValue& value);

/// A TOML basic string with its quotes: `"` and `\` and control characters are escaped.
std::string quoted(const std::string& text);

}  // namespace imprint
