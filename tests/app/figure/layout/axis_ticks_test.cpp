// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/figure/layout/axis_ticks.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "app/figure/layout/text_width.h"

namespace imprint {
namespace {

TickRoom room_of(const ValueScale& scale, const ValueRange& range, double length, double width) {
  TickRoom room;
  room.extent = [=](const std::string& text) { return text_width(approximate_measure(), text, width); };
  room.place = [=](double v) {
    const double low = scale.forward(range.low);
    return length * (scale.forward(v) - low) / (scale.forward(range.high) - low);
  };
  return room;
}

std::vector<std::string> numbers(const std::vector<PlacedTick>& ticks) {
  std::vector<std::string> texts;
  for (const PlacedTick& tick : ticks)
    if (!tick.text.empty()) texts.push_back(tick.text);
  return texts;
}

TEST(AxisTicks, NeverTouch) {
  for (const double length : {40.0, 90.0, 160.0, 400.0}) {
    for (const ValueRange& range : {ValueRange{0, 160}, {0.001, 0.0012}, {-300000, 500000}, {1e-9, 3e-9}}) {
      const TickRoom room = room_of({}, range, length, 9);
      const auto ticks = axis_ticks({}, {}, range, room);
      EXPECT_FALSE(numbers_touch(ticks, room));
      EXPECT_GE(numbers(ticks).size(), 1U) << length << " " << range.low;
    }
  }
}

TEST(AxisTicks, OfWholeNumbersAreWhole) {
  FigureAxis axis;
  axis.whole_numbers = true;
  const auto ticks = axis_ticks(axis, {}, {2.8, 8.2}, room_of({}, {2.8, 8.2}, 400, 8));
  EXPECT_EQ(numbers(ticks), (std::vector<std::string>{"3", "4", "5", "6", "7", "8"}));
}

TEST(AxisTicks, OfALongLogarithmArePowersWithMinorTicksBetween) {
  const ValueScale log{ScaleKind::logarithmic};
  const auto ticks = axis_ticks({}, log, {1e-4, 1e2}, room_of(log, {1e-4, 1e2}, 200, 7));
  const auto texts = numbers(ticks);
  EXPECT_NE(std::ranges::find(texts, "10⁻³"), texts.end());
  EXPECT_EQ(std::ranges::count_if(ticks, &PlacedTick::minor), 6 * 8);
}

TEST(AxisTicks, OfASymmetricLogarithmStayInsideWhicheverSignsItShows) {
  const ValueScale symlog{.kind = ScaleKind::symmetric_log, .threshold = 0.1};
  for (const ValueRange& range : {ValueRange{2, 700}, {-700, -2}, {-50, 700}}) {
    const TickRoom room = room_of(symlog, range, 400, 9);
    const auto ticks = axis_ticks({}, symlog, range, room);
    EXPECT_TRUE(std::ranges::any_of(ticks, &PlacedTick::minor)) << range.low;
    for (const PlacedTick& tick : ticks) {
      EXPECT_GE(tick.value, range.low);
      EXPECT_LE(tick.value, range.high);
    }
  }
}

TEST(AxisTicks, OfAShortLogarithmAreWrittenOut) {
  const ValueScale log{ScaleKind::logarithmic};
  const auto texts = numbers(axis_ticks({}, log, {0.05, 200}, room_of(log, {0.05, 200}, 150, 7)));
  EXPECT_NE(std::ranges::find(texts, "0.1"), texts.end());
  EXPECT_NE(std::ranges::find(texts, "100"), texts.end());
}

TEST(AxisTicks, OfNamesAreLeftOutWhereTheyWouldTouch) {
  const std::vector<std::string> names(30, "a long name");
  TickRoom room = room_of({}, {-0.5, 29.5}, 200, 8);
  auto ticks = name_ticks(names, room);
  EXPECT_TRUE(numbers_touch(ticks, room));
  drop_touching(ticks, room);
  EXPECT_FALSE(numbers_touch(ticks, room));
  EXPECT_EQ(ticks.size(), names.size());
}

TEST(TypesetNumber, HasATrueMinusAndNoProgrammersExponent) {
  EXPECT_EQ(typeset_number("-0.5"), "−0.5");
  EXPECT_EQ(typeset_number("2e-05"), "2×10⁻⁵");
  EXPECT_EQ(typeset_number("1e+12"), "10¹²");
  EXPECT_EQ(typeset_number("-1e+12"), "−10¹²");
  EXPECT_EQ(typeset_number("12k"), "12k");
  EXPECT_EQ(typeset_number("late"), "late");
  EXPECT_EQ(typeset_number("-"), "-");
}

TEST(TextRuns, RaiseSuperscriptsOnly) {
  const auto runs = text_runs("10⁻³ of R²");
  ASSERT_EQ(runs.size(), 4U);
  EXPECT_EQ(runs[1].text, "−3");
  EXPECT_TRUE(runs[1].raised);
  EXPECT_EQ(runs[2].text, " of R");
  EXPECT_LT(text_width(approximate_measure(), "10³", 10), text_width(approximate_measure(), "103", 10));
}

}  // namespace
}  // namespace imprint
