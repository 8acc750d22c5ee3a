// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/curves/ticks.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace imprint {
namespace {

// std::to_chars is the one number formatter that never follows the locale.
std::string fixed_text(double value, int decimals) {
  std::array<char, 400> buffer;
  const auto end =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed, decimals).ptr;
  return {buffer.data(), end};
}

std::string general_text(double value, int digits) {
  std::array<char, 64> buffer;
  const auto end =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::general, digits).ptr;
  return {buffer.data(), end};
}

/// Decimals that tell multiples of `step` apart.
int decimals_of(double step) { return std::max(0, static_cast<int>(-std::floor(std::log10(step) + 1e-9))); }

double round_step(double raw) {
  const double power = std::pow(10.0, std::floor(std::log10(raw)));
  const double share = raw / power;
  if (share <= 1 + 1e-9) return power;
  if (share <= 2 + 1e-9) return 2 * power;
  if (share <= 5 + 1e-9) return 5 * power;
  return 10 * power;
}

std::string power_text(int exponent) {
  const double power = std::pow(10.0, exponent);
  return tick_text(power, power, power);
}

/// The multiples of `step` inside the range.
std::vector<Tick> multiples(const ValueRange& range, double step, double largest) {
  std::vector<Tick> ticks;
  const double slack = step * 1e-6;
  double n = std::ceil((range.low - slack) / step);
  while (n * step <= range.high + slack) {
    const double value = n == 0 ? 0.0 : n * step;
    ticks.push_back({value, tick_text(value, step, largest)});
    n += 1;
  }
  return ticks;
}

/// One tick at every `stride`-th power of ten.
std::vector<Tick> decade_ticks(int first, int last, int most) {
  const int stride = std::max(1, (last - first + most) / most);
  std::vector<Tick> ticks;
  for (int e = first; e <= last; ++e) {
    const bool numbered = (e % stride + stride) % stride == 0;
    ticks.push_back({std::pow(10.0, e), numbered ? power_text(e) : std::string()});
  }
  return ticks;
}

/// The fewest round numbers inside the range, but one.
std::vector<Tick> one_tick_at_least(const ValueRange& range) {
  for (int most = 1; most < 8; ++most) {
    auto ticks = linear_ticks(range, most);
    if (!ticks.empty()) return ticks;
  }
  return {};
}

}  // namespace

std::vector<Tick> linear_ticks(const ValueRange& range, int most) {
  const double largest = std::max(std::abs(range.low), std::abs(range.high));
  // Neighbouring ticks of a narrower range would be the same double.
  if (!(range.size() > largest * 1e-12) || !std::isfinite(range.size())) return {};
  const double step = round_step(range.size() / most);
  return multiples(range, step, largest);
}

std::vector<Tick> logarithmic_ticks(const ValueRange& range, int most) {
  const double decades = std::log10(range.high / range.low);
  if (decades < 1.0 / 3) return linear_ticks(range, most);
  const int first = static_cast<int>(std::floor(std::log10(range.low)));
  const int last = static_cast<int>(std::ceil(std::log10(range.high)));
  std::vector<Tick> ticks;
  for (const Tick& decade : decade_ticks(first, last, most)) {
    ticks.push_back(decade);
    if (decades > 1.5) continue;
    for (const double factor : {2.0, 5.0}) {
      ticks.push_back({factor * decade.value, tick_text(factor * decade.value, decade.value, factor * decade.value)});
    }
  }
  std::erase_if(ticks, [&](const Tick& t) { return t.value < range.low * 0.9999 || t.value > range.high * 1.0001; });
  return ticks;
}

std::vector<Tick> symlog_ticks(const ValueRange& range, double threshold, int most) {
  const double largest = std::max({std::abs(range.low), std::abs(range.high), 10 * threshold});
  const int first = static_cast<int>(std::ceil(std::log10(threshold) + 0.5));
  const int last = static_cast<int>(std::floor(std::log10(largest)));
  std::vector<Tick> ticks = {{0.0, "0"}};
  for (const Tick& decade : decade_ticks(first, last, std::max(1, most / 2))) {
    if (decade.value <= range.high) ticks.push_back(decade);
    const std::string negative = decade.text.empty() ? std::string() : "-" + decade.text;
    if (-decade.value >= range.low) ticks.push_back({-decade.value, negative});
  }
  std::erase_if(ticks, [&](const Tick& t) { return t.value < range.low || t.value > range.high; });
  std::ranges::sort(ticks, {}, &Tick::value);
  return ticks;
}

std::vector<Tick> broken_ticks(const ValueRange& range, const ValueScale& scale, int most) {
  const ValueRange below{range.low, scale.break_low};
  const ValueRange above{scale.break_high, range.high};
  if (!(below.size() > 0) || !(above.size() > 0)) return linear_ticks(range, most);
  const double largest = std::max(std::abs(range.low), std::abs(range.high));
  const double step = round_step((below.size() + above.size()) / most);
  std::vector<Tick> ticks = multiples(below, step, largest);
  if (ticks.empty()) ticks = one_tick_at_least(below);
  std::vector<Tick> upper = multiples(above, step, largest);
  if (upper.empty()) upper = one_tick_at_least(above);
  ticks.insert(ticks.end(), upper.begin(), upper.end());
  return ticks;
}

std::vector<Tick> ticks_for(const ValueScale& scale, const ValueRange& range, int most) {
  switch (scale.kind) {
    case ScaleKind::logarithmic: return logarithmic_ticks(range, most);
    case ScaleKind::symmetric_log: return symlog_ticks(range, scale.threshold, most);
    case ScaleKind::broken: return broken_ticks(range, scale, most);
    case ScaleKind::linear: break;
  }
  return linear_ticks(range, most);
}

std::string tick_text(double value, double step, double largest) {
  const double magnitude = std::max(std::abs(largest), step);
  if (value == 0) return "0";
  if (magnitude >= 1e9 || magnitude < 1e-4) return general_text(value, 3);
  if (magnitude >= 1e6) return fixed_text(value / 1e6, decimals_of(step / 1e6)) + "M";
  if (magnitude >= 1e4) return fixed_text(value / 1e3, decimals_of(step / 1e3)) + "k";
  return fixed_text(value, decimals_of(step));
}

std::string value_text(double value, int digits) {
  if (std::isnan(value)) return "–";
  const double magnitude = std::abs(value);
  if (value == std::round(value) && magnitude < 1e6) return fixed_text(value, 0);
  if (magnitude >= 1e6 || magnitude < 1e-3) return general_text(value, digits);
  // Trailing zeros stay, so that numbers of one curve keep their width.
  return fixed_text(value, std::max(0, digits - 1 - static_cast<int>(std::floor(std::log10(magnitude)))));
}

std::string count_text(long long count) {
  std::string text = std::to_string(count);
  const std::ptrdiff_t first_digit = count < 0 ? 1 : 0;
  for (std::ptrdiff_t at = static_cast<std::ptrdiff_t>(text.size()) - 3; at > first_digit; at -= 3) {
    text.insert(static_cast<std::size_t>(at), ",");
  }
  return text;
}

}  // namespace imprint
