// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fields/options.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace imprint {

Options::Options(std::span<const Option> options) {
  for (const Option& option : options) values_.emplace(option.field.key, option.initial);
}

std::vector<Field> Options::fields(std::span<const Option> options) {
  std::vector<Field> fields;
  for (const Option& option : options) {
    if (std::ranges::find(fields, option.field.key, &Field::key) != fields.end()) continue;
    fields.push_back(option.field);
    std::visit([&](auto& stored) { fields.back().storage = &stored; }, value(option.field.key));
  }
  return fields;
}

const OptionValue& Options::value(std::string_view key) const {
  const auto found = values_.find(key);
  if (found == values_.end()) throw std::out_of_range("no kind has the option \"" + std::string(key) + "\"");
  return found->second;
}

OptionValue& Options::value(std::string_view key) { return const_cast<OptionValue&>(std::as_const(*this).value(key)); }

}  // namespace imprint
