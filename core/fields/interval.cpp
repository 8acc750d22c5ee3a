// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fields/interval.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "core/base/error.h"
#include "core/base/text.h"

namespace imprint {
namespace {

constexpr double largest_count = 1e12;

std::optional<double> number(std::string_view text) {
  try {
    return parse_double(text);
  } catch (const InputError&) {
    return std::nullopt;
  }
}

}  // namespace

std::optional<Interval> parse_interval(std::string_view text) {
  const std::string_view whole = trimmed(text);
  const auto blank = whole.find(' ');
  if (blank == std::string_view::npos) return std::nullopt;
  const auto count = number(whole.substr(0, blank));
  const std::string_view unit = trimmed(whole.substr(blank));
  const bool in_epochs = unit == "epoch" || unit == "epochs";
  const bool in_steps = unit == "iteration" || unit == "iterations";
  if (!count || !(*count > 0) || *count > largest_count || (!in_epochs && !in_steps)) return std::nullopt;
  if (in_steps && *count != std::floor(*count)) return std::nullopt;
  return Interval{*count, in_epochs};
}

std::int64_t interval_steps(std::string_view text, std::int64_t steps_per_epoch) {
  const auto interval = parse_interval(text);
  if (!interval)
    throw InputError("\"" + std::string(text) +
                     "\" is no interval: one like \"1 epoch\" or \"500 iterations\" is expected");
  const double steps = interval->in_epochs ? interval->count * static_cast<double>(steps_per_epoch) : interval->count;
  return std::max<std::int64_t>(1, std::llround(steps));
}

}  // namespace imprint
