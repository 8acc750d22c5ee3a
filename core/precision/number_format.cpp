// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/precision/number_format.h"

#include <functional>
#include <map>

#include "core/precision/format_facts.h"

namespace imprint {

std::string format_name(NumberFormat format) {
  return is_full_precision(format) ? "fp32" : facts_of(format).name(format);
}

const std::vector<NumberFormat>& number_formats() {
  static const std::vector<NumberFormat> all = [] {
    std::vector<NumberFormat> found;
    for (const FormatFacts& facts : format_facts())
      found.insert(found.end(), facts.formats.begin(), facts.formats.end());
    found.emplace_back();
    return found;
  }();
  return all;
}

std::optional<NumberFormat> find_number_format(std::string_view name) {
  // Asked for at every step of a deficit that names a format.
  static const std::map<std::string, NumberFormat, std::less<>> by_name = [] {
    std::map<std::string, NumberFormat, std::less<>> found;
    for (const NumberFormat format : number_formats()) found.emplace(format_name(format), format);
    return found;
  }();
  const auto found = by_name.find(name);
  return found == by_name.end() ? std::nullopt : std::optional(found->second);
}

std::string short_text(NumberFormat format) {
  return is_full_precision(format) || facts_of(format).is_told_in_bits ? std::to_string(format.bits)
                                                                       : format_name(format);
}

}  // namespace imprint
