// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fields/field_value.h"

#include <array>
#include <cmath>
#include <cstdio>
#include <limits>
#include <type_traits>
#include <utility>

#include "core/base/error.h"
#include "core/base/text.h"

namespace imprint {
namespace {

/// What the reader of a wrong value is told.
template <class T>
constexpr const char* expectation() {
  if constexpr (std::is_same_v<T, bool>)
    return "true or false is expected";
  else if constexpr (std::is_integral_v<T>)
    return "a whole number is expected";
  else if constexpr (std::is_same_v<T, double>)
    return "a number is expected";
  else if constexpr (std::is_same_v<T, std::string>)
    return "text is expected";
  else if constexpr (std::is_same_v<T, std::vector<int>>)
    return "a list of whole numbers is expected";
  else if constexpr (std::is_same_v<T, std::vector<std::string>>)
    return "a list of words is expected";
  else
    return "a list of numbers is expected";
}

/// A whole number that the storage can't hold is one all the same: what is wrong is its size.
template <class T>
std::string limits_of(const Field& field, const FieldValue& value) {
  if constexpr (std::is_integral_v<T> && !std::is_same_v<T, bool>) {
    const auto* scalar = std::get_if<FieldScalar>(&value);
    if (scalar == nullptr || !std::holds_alternative<std::int64_t>(*scalar)) return {};
    if (field.minimum != field.maximum)
      return " from " + plain_text(field.minimum) + " to " + plain_text(field.maximum);
    return " from " + std::to_string(std::numeric_limits<T>::min()) + " to " +
           std::to_string(std::numeric_limits<T>::max());
  }
  return {};
}

bool take(const FieldScalar& value, bool& target) {
  const bool* given = std::get_if<bool>(&value);
  if (given != nullptr) target = *given;
  return given != nullptr;
}

template <class Integer>
requires std::is_integral_v<Integer>
bool take(const FieldScalar& value, Integer& target) {
  const std::int64_t* given = std::get_if<std::int64_t>(&value);
  if (given == nullptr || !std::in_range<Integer>(*given)) return false;
  target = static_cast<Integer>(*given);
  return true;
}

bool take(const FieldScalar& value, double& target) {
  if (const auto* whole = std::get_if<std::int64_t>(&value)) {
    target = static_cast<double>(*whole);
    return true;
  }
  const double* given = std::get_if<double>(&value);
  if (given == nullptr || !std::isfinite(*given)) return false;
  target = *given;
  return true;
}

bool take(const FieldScalar& value, std::string& target) {
  const std::string* given = std::get_if<std::string>(&value);
  if (given != nullptr) target = *given;
  return given != nullptr;
}

template <class T>
bool take_value(const FieldValue& value, T& target) {
  const auto* scalar = std::get_if<FieldScalar>(&value);
  return scalar != nullptr && take(*scalar, target);
}

template <class Element>
bool take_value(const FieldValue& value, std::vector<Element>& target) {
  const auto* list = std::get_if<FieldList>(&value);
  if (list == nullptr) return false;
  std::vector<Element> elements(list->size());
  for (std::size_t i = 0; i < list->size(); ++i)
    if (!take((*list)[i], elements[i])) return false;
  target = std::move(elements);
  return true;
}

template <class T>
FieldScalar scalar_of(const T& stored) {
  if constexpr (std::is_integral_v<T> && !std::is_same_v<T, bool>)
    return static_cast<std::int64_t>(stored);
  else
    return stored;
}

template <class T>
FieldValue value_of(const T& stored) {
  return scalar_of(stored);
}

template <class Element>
FieldValue value_of(const std::vector<Element>& stored) {
  FieldList list;
  for (const Element& element : stored) list.push_back(scalar_of(element));
  return list;
}

/// A real number that TOML does not take for a whole one.
std::string real_text(double value) {
  const std::string text = shortest_text(value);
  return text.find_first_of(".en") == std::string::npos ? text + ".0" : text;
}

std::string toml_text(const FieldScalar& scalar) {
  struct Writer {
    std::string operator()(bool value) const { return value ? "true" : "false"; }
    std::string operator()(std::int64_t value) const { return std::to_string(value); }
    std::string operator()(double value) const { return real_text(value); }
    std::string operator()(const std::string& value) const { return quoted(value); }
  };
  return std::visit(Writer(), scalar);
}

}  // namespace

FieldValue field_value(const Field& field) {
  FieldValue value = std::visit([](const auto* stored) { return value_of(*stored); }, field.storage);
  const auto* list = std::get_if<FieldList>(&value);
  if (field.is_one_or_more && list->size() == 1) return FieldScalar(list->front());
  return value;
}

bool is_list(const Field& field) {
  return std::holds_alternative<std::vector<int>*>(field.storage) ||
         std::holds_alternative<std::vector<double>*>(field.storage) ||
         std::holds_alternative<std::vector<std::string>*>(field.storage);
}

void set_field_value(const Field& field, const FieldValue& value) {
  if (const auto* only = std::get_if<FieldScalar>(&value); field.is_one_or_more && only != nullptr)
    return set_field_value(field, FieldList{*only});
  std::visit(
      [&](auto* target) {
        using T = std::remove_pointer_t<decltype(target)>;
        if (!take_value(value, *target))
          throw InputError(field.key + " = " + value_text(value) + ": " + expectation<T>() +
                           limits_of<T>(field, value));
      },
      field.storage);
}

std::string value_text(const FieldValue& value) {
  if (const auto* scalar = std::get_if<FieldScalar>(&value)) return toml_text(*scalar);
  const auto* list = std::get_if<FieldList>(&value);
  if (list == nullptr) return "(a table or another type)";
  std::string text = "[";
  for (std::size_t i = 0; i < list->size(); ++i) text += (i == 0 ? "" : ", ") + toml_text((*list)[i]);
  return text + "]";
}

std::string quoted(const std::string& text) {
  std::string result = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    std::array<char, 8> escape = {c};
    if (c == '"' || c == '\\')
      escape = {'\\', c};
    else if (byte < 0x20 || byte == 0x7f)
      std::snprintf(escape.data(), escape.size(), "\\u%04X", byte);
    result += escape.data();
  }
  return result + '"';
}

}  // namespace imprint
