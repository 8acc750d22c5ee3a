// SPDX-License-Identifier: GPL-3.0-or-later
// The right side of "--set KEY=VALUE": as TOML has it, and as people write it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/fields/field_value.h"

namespace imprint {

/// What `text` is as the right side of a line of TOML: 3, 0x10, 1_000, "a b", 'a b', [64, 64], ["hold", "linear"].
/// Nothing when it is no such value, when more than one line of TOML stands in it, and for what no field takes (dates,
/// tables).
std::optional<FieldValue> toml_value(std::string_view text);

/// `text` into the field. Text that begins with a quote is a string of TOML, other text stands for itself; all else as
/// set_field_text. Throws InputError for a quote that isn't closed, and as set_field_text.
void assign_field(const Field& field, std::string_view text);

/// What assign_field reads back equal: field_text, in quotes where it would be misread.
std::string assignment_text(const Field& field);

/// The text of a scalar that set_field_text reads back.
std::string scalar_text(const FieldScalar& scalar);

}  // namespace imprint
