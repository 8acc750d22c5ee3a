// SPDX-License-Identifier: GPL-3.0-or-later
// What a TOML or JSON file says about a spec, before it is known whether it makes sense. Both readers end
// here, so both give the same errors.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/spec/experiment_spec.h"
#include "core/spec/field_value.h"

namespace imprint {

struct SpecEntry {
  std::string key;  // dotted; an empty table is an entry of its own, without a value
  FieldValue value;
  std::string location;  // "spec.toml:3:1"
};

struct SpecDocument {
  std::size_t tables = 0;  // how many [[deficit]] (or what the reader's list is called) there are, empty ones included
  std::vector<SpecEntry> entries;
};

/// The default spec, or `start`, with every entry stored in its field. Throws InputError that begins with the entry's
/// location.
ExperimentSpec spec_from_document(const SpecDocument& document, ExperimentSpec start = {});

/// What a TOML text says, in the order of the text; the tables of the one list that it may hold are numbered:
/// "deficit.0.bits". Throws InputError with line and column for syntax.
SpecDocument document_from_toml(std::string_view text, const std::string& source, const std::string& list = "deficit");

/// Stores the entry in its field. Throws InputError that begins with the entry's location.
void store_entry(const SpecEntry& entry, const SpecField& field);

}  // namespace imprint
