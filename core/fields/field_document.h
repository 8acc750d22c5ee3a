// SPDX-License-Identifier: GPL-3.0-or-later
// What a TOML or JSON file says about fields, before it is known whether it makes sense. All readers end here, so all
// give the same errors.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/fields/field_value.h"

namespace imprint {

struct FieldEntry {
  std::string key;  // dotted; an empty table is an entry of its own, without a value
  FieldValue value;
  std::string location;  // "spec.toml:3:1"
};

struct FieldDocument {
  std::size_t tables = 0;  // of the reader's one list ([[deficit]], [[panel]]), empty ones included
  std::vector<FieldEntry> entries;
};

/// What a TOML text says, in the order of the text; the tables of the one list that it may hold are numbered:
/// "deficit.0.bits". Throws InputError with line and column for syntax.
FieldDocument document_from_toml(std::string_view text, const std::string& source, const std::string& list = {});

/// Stores the entry in its field. Throws InputError that begins with the entry's location.
void store_entry(const FieldEntry& entry, const Field& field);

}  // namespace imprint
