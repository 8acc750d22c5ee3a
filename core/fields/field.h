// SPDX-License-Identifier: GPL-3.0-or-later
// A field of a record: its dotted name, label, unit, help, limits and storage. The TOML reader, --set, the resolved
// JSON and the forms all walk tables of these, so they cannot drift apart.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace imprint {

using FieldStorage = std::variant<bool*, int*, std::int64_t*, std::uint64_t*, double*, std::string*, std::vector<int>*,
                                  std::vector<double>*, std::vector<std::string>*>;

/// What a text field holds beyond plain text.
enum class TextKind { plain, optional, interval, device, folder };  // optional: may be empty

/// One field of one object; `storage` points into that object and is valid as long as it is.
struct Field {
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
  bool is_one_or_more = false;  // a list of different words that is written, and may be given, as its only one
};

/// The field's value as text: 0.1, true, mnist, [256, 256]. Reads back equal through `set_field_text`.
std::string field_text(const Field& field);

/// Parses `text` into the field. Throws InputError "training.momentum = abc: a number is expected". Limits are not
/// checked: see field_problem.h.
void set_field_text(const Field& field, std::string_view text);

}  // namespace imprint
