// SPDX-License-Identifier: GPL-3.0-or-later
// Tables of fields: how their keys are made, numbered, found, and refused with the nearest one.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/fields/field.h"
#include "core/fields/field_document.h"

namespace imprint {

/// "LIST.N": the Nth table of a list.
std::string numbered_table(std::string_view list, std::size_t number);

/// Appends the fields with the table's name before their keys: "training" + "epochs".
void append_table(std::vector<Field>& all, std::string_view table, std::vector<Field> fields);

/// The N of "LIST.N.x"; nothing when the key has another shape, or for an N of more than four digits.
std::optional<std::size_t> table_number(std::string_view key, std::string_view list);

/// "deficit.0.bits" -> "deficit.bits".
std::string without_number(std::string_view key);

/// "deficit.0.bits" -> "deficit.0"; empty where there is no dot.
std::string table_of(std::string_view key);

std::vector<std::string> keys_of(std::span<const Field> fields);

/// The value of a field's storage, put into that of another of the same type.
void copy_value(const Field& from, const Field& to);

/// "unknown key training.epoch; did you mean training.epochs?"
std::string unknown_key_text(std::string_view key, std::span<const std::string> known);

/// Stores every entry in the field of its key; `refuse` throws for an entry without one, or returns to pass over it.
/// Throws InputError that begins with the entry's location.
void store_document(const FieldDocument& document, std::span<const Field> fields,
                    const std::function<void(const FieldEntry&)>& refuse);

/// "a.b.c=value", blanks at both sides of each part gone.
struct Assignment {
  std::string key, text;
};

/// Throws InputError `"TEXT": EXPECTED is expected`, such as "an assignment like training.epochs=3".
Assignment assignment_of(std::string_view text, std::string_view expected);

}  // namespace imprint
