// SPDX-License-Identifier: GPL-3.0-or-later
// Fields that kinds bring along: a model's width, a probe's tolerance. An option is the row of its field without
// storage, and the value that it has until one is given; Options holds the values of one spec.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "core/fields/field.h"

namespace imprint {

/// Of the types that fields have.
using OptionValue = std::variant<bool, int, std::int64_t, std::uint64_t, double, std::string, std::vector<int>,
                                 std::vector<double>, std::vector<std::string>>;

class Options;

struct Option {
  Field field;  // its key without the table: "width"
  OptionValue initial;
  /// Whether it has an effect with the other options as they are; null = always.
  bool (*applies)(const Options& options) = nullptr;
  std::string elsewhere = {};  // what a value means to kinds that don't read it, as a complaint: "is for ... only";
                               // empty = nothing, it is passed over
};

class Options {
 public:
  Options() = default;
  /// Every option at its initial value. The first of several with one key counts.
  explicit Options(std::span<const Option> options);

  /// The value of an option; T must be its type. These throw std::out_of_range, which names the key, when there is no
  /// such option.
  template <typename T>
  const T& get(std::string_view key) const {
    return std::get<T>(value(key));
  }
  template <typename T>
  void set(std::string_view key, T new_value) {
    std::get<T>(value(key)) = std::move(new_value);
  }

  bool is_initial(const Option& option) const { return value(option.field.key) == option.initial; }
  void reset(const Option& option) { value(option.field.key) = option.initial; }

  /// Their fields, each key once, with this object's values as storage.
  std::vector<Field> fields(std::span<const Option> options);

  bool operator==(const Options&) const = default;

 private:
  const OptionValue& value(std::string_view key) const;
  OptionValue& value(std::string_view key);

  std::map<std::string, OptionValue, std::less<>> values_;
};

}  // namespace imprint
