// SPDX-License-Identifier: GPL-3.0-or-later
// Fields as text: for --set, for the form and for messages.
#include <charconv>
#include <optional>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/records/field_value.h"
#include "core/records/spec_fields.h"

namespace imprint {
namespace {

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t value = 0;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool complete = result.ec == std::errc() && result.ptr == text.data() + text.size();
  return complete ? std::optional(value) : std::nullopt;
}

/// Anything that is neither a boolean nor a number stays text, and is refused by type where a number is
/// wanted.
FieldScalar guessed_scalar(std::string_view text) {
  if (text == "true" || text == "false") return text == "true";
  if (const auto whole = whole_number(text)) return *whole;
  try {
    return parse_double(text);
  } catch (const InputError&) {
    return std::string(text);
  }
}

/// What a list of words would be in TOML stays readable on the command line: "hold, linear" and ["hold", "linear"].
std::string_view unquoted(std::string_view text) {
  const bool is_quoted = text.size() >= 2 && text.front() == '"' && text.back() == '"';
  return is_quoted ? text.substr(1, text.size() - 2) : text;
}

/// "[1, 2]", "1, 2", "[]".
FieldList guessed_list(std::string_view text) {
  if (text.starts_with('[') && text.ends_with(']')) text = trimmed(text.substr(1, text.size() - 2));
  FieldList list;
  if (text.empty()) return list;
  for (const auto& element : split(text, ',')) list.push_back(guessed_scalar(unquoted(trimmed(element))));
  return list;
}

bool is_list(const SpecField& field) {
  return std::holds_alternative<std::vector<int>*>(field.storage) ||
         std::holds_alternative<std::vector<double>*>(field.storage) ||
         std::holds_alternative<std::vector<std::string>*>(field.storage);
}

/// Says the text as it was given, without the quotes that a file would have.
[[noreturn]] void rethrow_with_text(const InputError& error, const SpecField& field, std::string_view text) {
  const std::string message = error.what();
  throw InputError(field.key + " = " + std::string(text) + message.substr(message.rfind(": ")));
}

}  // namespace

std::string field_text(const SpecField& field) {
  if (const auto* const* text = std::get_if<std::string*>(&field.storage)) return **text;
  if (const auto* const* number = std::get_if<double*>(&field.storage)) return shortest_text(**number);
  return value_text(field_value(field));
}

void set_field_text(const SpecField& field, std::string_view text) {
  if (auto* const* target = std::get_if<std::string*>(&field.storage)) {
    **target = text;
    return;
  }
  const std::string_view value = trimmed(text);
  try {
    set_field_value(field,
                    is_list(field) ? FieldValue(guessed_list(value)) : FieldValue(guessed_scalar(value)));
  } catch (const InputError& error) {
    rethrow_with_text(error, field, text);
  }
}

}  // namespace imprint
