// SPDX-License-Identifier: GPL-3.0-or-later
// Fields as text: for --set, for the form and for messages.
#include <optional>

#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/base/text.h"
#include "core/fields/field.h"
#include "core/fields/field_assignment.h"

namespace imprint {
namespace {

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t value = 0;
  return take_number(text, value) ? std::optional(value) : std::nullopt;
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

/// "[1, 2]", "1, 2", "[]", [hold, linear]: lists that need no quotes.
FieldList guessed_list(std::string_view text) {
  if (text.starts_with('[') && text.ends_with(']')) text = trimmed(text.substr(1, text.size() - 2));
  FieldList list;
  if (text.empty()) return list;
  for (const auto& element : split(text, ',')) list.push_back(guessed_scalar(unquoted(trimmed(element))));
  return list;
}

bool begins_with_quote(std::string_view text) { return text.starts_with('"') || text.starts_with('\''); }

/// What TOML takes a text in quotes for.
std::string dequoted(const Field& field, std::string_view text) {
  if (const auto value = toml_value(text))
    if (const auto* scalar = std::get_if<FieldScalar>(&*value))
      if (const auto* string = std::get_if<std::string>(scalar)) return *string;
  throw InputError(field.key + " = " + std::string(text) +
                   ": text that begins with a quote must end with it, as in TOML");
}

/// As TOML has it; else as people write it.
FieldValue value_from(const Field& field, std::string_view text) {
  if (const bool is_open = text.starts_with('[') && !text.ends_with(']'); is_open)
    throw InputError(field.key + " = " + std::string(text) +
                     ": the ] at the end is missing; a shell needs quotes around a list with blanks");
  const auto value = toml_value(text);
  if (!is_list(field)) return value ? *value : FieldValue(guessed_scalar(text));
  return value && std::holds_alternative<FieldList>(*value) ? *value : FieldValue(guessed_list(text));
}

/// Says the text as it was given, without the quotes that a file would have.
[[noreturn]] void rethrow_with_text(const InputError& error, const Field& field, std::string_view text) {
  const std::string message = error.what();
  throw InputError(field.key + " = " + std::string(text) + message.substr(message.rfind(": ")));
}

}  // namespace

std::string field_text(const Field& field) {
  if (const auto* const* text = std::get_if<std::string*>(&field.storage)) return **text;
  if (const auto* const* number = std::get_if<double*>(&field.storage)) return shortest_text(**number);
  const FieldValue value = field_value(field);
  if (const auto* only = std::get_if<FieldScalar>(&value); field.is_one_or_more && only != nullptr)
    return std::get<std::string>(*only);
  return value_text(value);
}

void set_field_text(const Field& field, std::string_view text) {
  if (auto* const* target = std::get_if<std::string*>(&field.storage)) {
    **target = text;
    return;
  }
  const FieldValue value = value_from(field, trimmed(text));
  try {
    set_field_value(field, value);
  } catch (const InputError& error) {
    rethrow_with_text(error, field, text);
  }
}

void assign_field(const Field& field, std::string_view text) {
  auto* const* target = std::get_if<std::string*>(&field.storage);
  if (target != nullptr && begins_with_quote(text))
    **target = dequoted(field, text);
  else
    set_field_text(field, text);
}

std::string assignment_text(const Field& field) {
  const std::string text = field_text(field);
  const bool is_text = std::holds_alternative<std::string*>(field.storage);
  return is_text && (begins_with_quote(text) || trimmed(text) != text) ? quoted(text) : text;
}

std::string scalar_text(const FieldScalar& scalar) {
  if (const auto* text = std::get_if<std::string>(&scalar)) return *text;
  if (const auto* number = std::get_if<double>(&scalar)) return shortest_text(*number);
  return value_text(scalar);
}

}  // namespace imprint
