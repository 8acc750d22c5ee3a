// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fields/options.h"

#include <algorithm>

namespace imprint {

Options::Options(std::span<const Option> options) {
  for (const Option& option : options) values_.emplace(option.field.key, option.initial);
}

std::vector<Field> Options::fields(std::span<const Option> options) {
  std::vector<Field> fields;
  for (const Option& option : options) {
    if (std::ranges::find(fields, option.field.key, &Field::key) != fields.end()) continue;
    fields.push_back(option.field);
    std::visit([&](auto& value) { fields.back().storage = &value; }, values_.find(option.field.key)->second);
  }
  return fields;
}

}  // namespace imprint
