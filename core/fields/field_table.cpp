// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fields/field_table.h"

#include <algorithm>
#include <cctype>
#include <unordered_map>
#include <utility>
#include <variant>

#include "core/base/error.h"
#include "core/base/text.h"

namespace imprint {
namespace {

bool is_number(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](unsigned char c) { return std::isdigit(c) != 0; });
}

}  // namespace

std::string numbered_table(std::string_view list, std::size_t number) {
  return std::string(list).append(".").append(std::to_string(number));
}

void append_table(std::vector<Field>& all, std::string_view table, std::vector<Field> fields) {
  for (Field& field : fields) {
    field.key = std::string(table) + "." + field.key;
    all.push_back(std::move(field));
  }
}

std::optional<std::size_t> table_number(std::string_view key, std::string_view list) {
  constexpr std::size_t most_digits = 4;
  const auto parts = split(key, '.');
  if (parts.size() != 3 || parts[0] != list || !is_number(parts[1]) || parts[1].size() > most_digits)
    return std::nullopt;
  return static_cast<std::size_t>(std::stoul(parts[1]));
}

std::string without_number(std::string_view key) {
  const auto parts = split(key, '.');
  std::string name = parts[0];
  for (std::size_t i = 1; i < parts.size(); ++i)
    if (!is_number(parts[i])) name.append(".").append(parts[i]);
  return name;
}

std::string table_of(std::string_view key) {
  const auto dot = key.rfind('.');
  return dot == std::string_view::npos ? std::string() : std::string(key.substr(0, dot));
}

std::vector<std::string> keys_of(std::span<const Field> fields) {
  std::vector<std::string> keys;
  for (const Field& field : fields) keys.push_back(field.key);
  return keys;
}

void copy_value(const Field& from, const Field& to) {
  std::visit([&](auto* target) { *target = *std::get<decltype(target)>(from.storage); }, to.storage);
}

std::string unknown_key_text(std::string_view key, std::span<const std::string> known) {
  const std::string near = nearest_name(key, known);
  return "unknown key " + std::string(key) + (near.empty() ? "" : "; did you mean " + near + "?");
}

void store_document(const FieldDocument& document, std::span<const Field> fields,
                    const std::function<void(const FieldEntry&)>& refuse) {
  std::unordered_map<std::string_view, const Field*> by_key;
  for (const Field& field : fields) by_key.emplace(field.key, &field);
  for (const FieldEntry& entry : document.entries) {
    const auto found = by_key.find(entry.key);
    if (found == by_key.end())
      refuse(entry);
    else
      store_entry(entry, *found->second);
  }
}

Assignment assignment_of(std::string_view text, std::string_view expected) {
  const auto equals = text.find('=');
  if (equals == std::string_view::npos)
    throw InputError("\"" + std::string(text) + "\": " + std::string(expected) + " is expected");
  return {std::string(trimmed(text.substr(0, equals))), std::string(trimmed(text.substr(equals + 1)))};
}

}  // namespace imprint
