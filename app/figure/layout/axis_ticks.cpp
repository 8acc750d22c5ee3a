// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/figure/layout/axis_ticks.h"

#include <algorithm>
#include <cmath>

#include "app/curves/ticks.h"
#include "app/figure/layout/text_width.h"
#include "core/base/text.h"

namespace imprint {
namespace {

/// Room in points that a decade must have for its eight minor ticks.
constexpr double minor_room = 14;
/// Decades may stand closer than round steps: their numbers are short, and none between them is left out
/// gladly.
constexpr double decade_spacing = 0.65;
constexpr int most_numbers = 9;

/// A whole power of ten, as its exponent.
std::optional<int> exponent_of(double value) {
  const double exponent = std::log10(std::abs(value));
  const double whole = std::round(exponent);
  if (value == 0 || std::abs(exponent - whole) > 1e-9) return std::nullopt;
  return static_cast<int>(whole);
}

/// 0.01 to 1000 are written out; an axis that goes beyond has powers of ten throughout.
bool wants_powers(const std::vector<Tick>& ticks) {
  return std::ranges::any_of(ticks, [](const Tick& tick) {
    const auto exponent = exponent_of(tick.value);
    return exponent && (*exponent < -2 || *exponent > 3);
  });
}

void write_powers(std::vector<Tick>& ticks) {
  for (Tick& tick : ticks) {
    const auto exponent = exponent_of(tick.value);
    if (tick.text.empty() || !exponent) continue;
    tick.text = (tick.value < 0 ? "-" : "") + power_of_ten(*exponent);
  }
}

bool has_decades(const ValueScale& scale) {
  return scale.kind == ScaleKind::logarithmic || scale.kind == ScaleKind::symmetric_log;
}

std::vector<Tick> numbers(const FigureAxis& axis, const ValueScale& scale, const ValueRange& range, int most) {
  std::vector<Tick> ticks = ticks_for(scale, range, most);
  if (has_decades(scale) && wants_powers(ticks)) write_powers(ticks);
  if (!axis.whole_numbers) return ticks;
  std::erase_if(ticks, [](const Tick& t) { return std::abs(t.value - std::round(t.value)) > 1e-9; });
  for (Tick& tick : ticks)
    if (!tick.text.empty()) tick.text = plain_text(std::round(tick.value));
  return ticks;
}

std::vector<PlacedTick> placed(const std::vector<Tick>& ticks, const TickRoom& room) {
  std::vector<PlacedTick> result;
  for (const Tick& tick : ticks)
    result.push_back({tick.value, room.place(tick.value), typeset_number(tick.text), false});
  return result;
}

/// 2 to 9 times each power of ten inside the range, with that sign.
void add_minor(std::vector<PlacedTick>& ticks, double sign, double from, double to, const TickRoom& room) {
  if (!(from > 0) || !(to > from)) return;
  const int first = static_cast<int>(std::floor(std::log10(from)));
  const int last = static_cast<int>(std::ceil(std::log10(to)));
  for (int exponent = first; exponent <= last; ++exponent) {
    for (int factor = 2; factor <= 9; ++factor) {
      const double value = factor * std::pow(10.0, exponent);
      if (value < from * (1 - 1e-9) || value > to * (1 + 1e-9)) continue;
      const bool there = std::ranges::any_of(
          ticks, [&](const PlacedTick& t) { return std::abs(t.value - sign * value) < 1e-9 * value; });
      if (!there) ticks.push_back({sign * value, room.place(sign * value), "", true});
    }
  }
}

void add_minor_ticks(std::vector<PlacedTick>& ticks, const ValueScale& scale, const ValueRange& range,
                     const TickRoom& room) {
  if (scale.kind == ScaleKind::logarithmic) {
    const double decade = std::abs(room.place(range.high) - room.place(range.low)) / std::log10(range.high / range.low);
    if (decade >= minor_room) add_minor(ticks, 1, range.low, range.high, room);
  } else if (scale.kind == ScaleKind::symmetric_log) {
    const double decade = std::abs(room.place(scale.inverse(3)) - room.place(scale.inverse(2)));
    if (decade < minor_room) return;
    add_minor(ticks, 1, std::max(scale.threshold, range.low), range.high, room);
    add_minor(ticks, -1, std::max(scale.threshold, -range.high), -range.low, room);
  }
}

double gap_between(const PlacedTick& a, const PlacedTick& b, const TickRoom& room) {
  return std::abs(a.at - b.at) - (room.extent(a.text) + room.extent(b.text)) / 2;
}

}  // namespace

bool numbers_touch(const std::vector<PlacedTick>& ticks, const TickRoom& room) {
  const PlacedTick* before = nullptr;
  for (const PlacedTick& tick : ticks) {
    if (tick.text.empty()) continue;
    if (before && gap_between(*before, tick, room) < room.apart) return true;
    before = &tick;
  }
  return false;
}

void drop_touching(std::vector<PlacedTick>& ticks, const TickRoom& room) {
  const PlacedTick* before = nullptr;
  for (PlacedTick& tick : ticks) {
    if (tick.text.empty()) continue;
    if (before && gap_between(*before, tick, room) < room.apart)
      tick.text.clear();
    else
      before = &tick;
  }
}

std::vector<PlacedTick> axis_ticks(const FigureAxis& axis, const ValueScale& scale, const ValueRange& range,
                                   const TickRoom& room) {
  const double length = std::abs(room.place(range.high) - room.place(range.low));
  const double spacing = room.spacing * (has_decades(scale) ? decade_spacing : 1);
  std::vector<PlacedTick> ticks;
  for (int most = std::clamp(static_cast<int>(std::lround(length / spacing)), 2, most_numbers); most > 0; --most) {
    ticks = placed(numbers(axis, scale, range, most), room);
    if (!numbers_touch(ticks, room)) break;
  }
  drop_touching(ticks, room);
  add_minor_ticks(ticks, scale, range, room);
  return ticks;
}

std::vector<PlacedTick> name_ticks(const std::vector<std::string>& names, const TickRoom& room) {
  std::vector<PlacedTick> ticks;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const double value = static_cast<double>(i);
    ticks.push_back({value, room.place(value), names[i], false});
  }
  return ticks;
}

}  // namespace imprint
