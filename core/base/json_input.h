// SPDX-License-Identifier: GPL-3.0-or-later
// JSON that may come from anybody: the one place where text becomes JSON, and where its numbers become ours.
#pragma once

#include <array>
#include <concepts>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "core/base/error.h"

namespace imprint {

inline constexpr int deepest_json = 64;
inline constexpr std::int64_t largest_json_file = std::int64_t{64} << 20;  // a plan of 10,000 leaves has 20 MiB
inline constexpr std::int64_t most_ordered_members = 25000;                // their look-up is linear

/// Throws InputError that begins with `source`: not JSON, a number that no double holds, nested deeper than
/// `deepest_json` (whose readers would run out of stack).
nlohmann::json parse_json(std::string_view text, const std::string& source);

/// The same, members in the order of the text; refuses more than `most_ordered_members`.
nlohmann::ordered_json parse_ordered_json(std::string_view text, const std::string& source);

namespace detail {

template <class T>
inline constexpr bool is_list = false;
template <class T>
inline constexpr bool is_list<std::vector<T>> = true;
template <class T>
inline constexpr bool is_tuple = false;
template <class T, std::size_t size>
inline constexpr bool is_tuple<std::array<T, size>> = true;

[[noreturn]] void refuse_json_value(const char* expected);

}  // namespace detail

/// The value as a T. Unlike nlohmann's get, which takes -1 for 4294967295 and 2.7 for 2, it throws InputError ("a whole
/// number from -128 to 127 is expected") for another type, a fraction or a number that T does not hold.
template <class T, class Json>
T json_as(const Json& json) {
  if constexpr (std::is_same_v<T, bool>) {
    if (!json.is_boolean()) detail::refuse_json_value("true or false");
    return json.template get<bool>();
  } else if constexpr (std::integral<T>) {
    if (json.is_number_unsigned()) {
      if (const auto value = json.template get<std::uint64_t>(); std::in_range<T>(value)) return static_cast<T>(value);
    } else if (json.is_number_integer()) {
      if (const auto value = json.template get<std::int64_t>(); std::in_range<T>(value)) return static_cast<T>(value);
    }
    detail::refuse_json_value(std::is_signed_v<T> ? "a whole number of its range"
                                                  : "a whole number that is not negative");
  } else if constexpr (std::floating_point<T>) {
    if (!json.is_number()) detail::refuse_json_value("a number");
    return json.template get<T>();
  } else if constexpr (detail::is_list<T>) {
    if (!json.is_array()) detail::refuse_json_value("a list");
    T list;
    for (const auto& element : json) list.push_back(json_as<typename T::value_type>(element));
    return list;
  } else if constexpr (detail::is_tuple<T>) {
    T tuple{};
    if (!json.is_array() || json.size() != tuple.size()) detail::refuse_json_value("a list of another length");
    for (std::size_t i = 0; i < tuple.size(); ++i) tuple[i] = json_as<typename T::value_type>(json[i]);
    return tuple;
  } else {
    static_assert(std::is_same_v<T, std::string>);
    if (!json.is_string()) detail::refuse_json_value("text");
    return json.template get<std::string>();
  }
}

/// A member of an object. Throws InputError ("\"step\" is missing", "\"step\": a number is expected"); the reader puts
/// the file's name before it.
template <class T, class Json>
T json_member(const Json& object, const char* key) {
  const auto found = object.find(key);
  if (!object.is_object() || found == object.end()) throw InputError("\"" + std::string(key) + "\" is missing");
  try {
    return json_as<T>(*found);
  } catch (const InputError& error) {
    throw InputError("\"" + std::string(key) + "\": " + error.what());
  }
}

/// A member that is itself a list or an object. Throws as json_member.
template <class Json>
const Json& json_part(const Json& object, const char* key) {
  const auto found = object.find(key);
  if (!object.is_object() || found == object.end()) throw InputError("\"" + std::string(key) + "\" is missing");
  return *found;
}

}  // namespace imprint
