// SPDX-License-Identifier: GPL-3.0-or-later
// One table binds every field of a spec to its dotted name, label, unit, help, limits and storage. The TOML reader,
// --set, the resolved JSON and the studio's form all walk this table, so they cannot drift apart.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/spec/experiment_spec.h"

namespace imprint {

using FieldStorage = std::variant<bool*, int*, std::int64_t*, std::uint64_t*, double*, std::string*, std::vector<int>*,
                                  std::vector<double>*, std::vector<std::string>*>;

/// What a text field holds beyond plain text.
enum class TextKind { plain, optional, interval, device, folder };  // optional: may be empty

/// One field of one spec object; `storage` points into that object and is valid as long as it is.
struct SpecField {
  std::string key;         // "training.learning_rate", "deficit.0.bits"
  std::string label = {};  // "Learning rate"
  std::string unit = {};   // "epochs"; empty when it has none
  std::string help = {};   // one sentence with sentinel
  FieldStorage storage = {};
  double minimum = 0;                     // inclusive, of a number or of each element of a list
  double maximum = 0;                     // inclusive
  bool above_minimum = false;             // the minimum itself is excluded
  bool below_maximum = false;             // the maximum itself is excluded
  std::vector<std::string> choices = {};  // a text field, or each of a list, with a fixed set; empty = free text
  TextKind text_kind = TextKind::plain;
};

/// Every field of `spec`, in the order of the file; deficits are numbered from 0.
std::vector<SpecField> spec_fields(ExperimentSpec& spec);

/// The dotted names without the number of the deficit: "training.epochs", "deficit.bits", ...
const std::vector<std::string>& spec_key_names();

/// Field `key` of `spec`; `deficit.N.x` with N == the number of deficits appends one. Throws InputError that
/// names the nearest known key.
SpecField find_spec_field(ExperimentSpec& spec, std::string_view key);

/// The field's value as text: 0.1, true, mnist, [256, 256]. Reads back equal through `set_field_text`.
std::string field_text(const SpecField& field);

/// Parses `text` into the field. Throws InputError "training.momentum = abc: a number is expected". Limits
/// are not checked: see field_problem.
void set_field_text(const SpecField& field, std::string_view text);

/// What is wrong with the field's present value, to be read after the field's name: "must be at least 1, but
/// is 0"; empty when it is right.
std::string field_problem(const SpecField& field);

/// Applies one "a.b.c=value" override. Throws InputError.
void apply_override(ExperimentSpec& spec, std::string_view assignment);

}  // namespace imprint
