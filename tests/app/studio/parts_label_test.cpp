// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/widgets/parts_label.h"

#include <gtest/gtest.h>

#include <QRandomGenerator>
#include <algorithm>

#include "app/studio/widgets/elided_label.h"

namespace imprint::studio {
namespace {

const std::vector<LinePart> example = {{"Step 504 of 1,504", 0, true},
                                       {"baseline arm", 1},
                                       {"training", 2},
                                       {"1:05 left", 3},
                                       {"epoch 5.3", 4},
                                       {"4 / 8 bits", 5},
                                       {"12.3 steps/s", 6}};

TEST(PartsLabel, ShowsWholePartsAtEveryWidth) {
  PartsLabel label;
  label.set_parts(example);
  QStringList texts;
  for (const LinePart& part : example) texts << part.text;
  qsizetype before = 0;
  for (int width = label.minimumSizeHint().width(); width <= label.sizeHint().width(); ++width) {
    label.resize(width, 20);
    const QStringList shown = label.shown_text().split("  ·  ");
    EXPECT_EQ(shown, texts.mid(0, shown.size())) << width << ": the least important part goes first";
    EXPECT_GE(shown.size(), before) << "more room never shows less";
    before = shown.size();
  }
  EXPECT_EQ(before, texts.size());
}

TEST(PartsLabel, NeedsRoomForTheFirstPartAlone) {
  PartsLabel label;
  label.set_parts(example);
  label.resize(label.minimumSizeHint());
  EXPECT_EQ(label.shown_text(), "Step 504 of 1,504");
  label.resize(label.sizeHint());
  EXPECT_EQ(label.shown_text(), label.text());
  EXPECT_EQ(label.toolTip(), label.text());
}

TEST(PartsLabel, RandomRanksGoFromTheHighestDown) {
  QRandomGenerator random(7);
  for (int round = 0; round < 200; ++round) {
    std::vector<LinePart> parts;
    for (int i = 0; i < 6; ++i)
      parts.push_back({QString(random.bounded(1, 12), QChar('a' + i)), static_cast<int>(random.bounded(5))});
    PartsLabel label;
    label.set_parts(parts);
    label.resize(random.bounded(10, 300), 20);
    const QStringList shown = label.shown_text().split("  ·  ", Qt::SkipEmptyParts);
    int highest_shown = 0, lowest_gone = 99;
    for (const LinePart& part : parts)
      if (shown.contains(part.text))
        highest_shown = std::max(highest_shown, part.rank);
      else
        lowest_gone = std::min(lowest_gone, part.rank);
    EXPECT_GE(lowest_gone, highest_shown);
    EXPECT_GT(lowest_gone, 0) << "rank 0 stays";
  }
}

TEST(PartsLabel, NothingComesOrGoesWithADigit) {
  PartsLabel label;
  const auto parts_at = [](int step) {
    return std::vector<LinePart>{{QString("Step %1 of 1,504").arg(step), 0, true, "Step 1,504 of 1,504"},
                                 {"baseline arm", 1}};
  };
  label.set_parts(parts_at(1504));
  label.resize(label.sizeHint().width() - 1, 20);
  for (const int step : {1, 20, 300, 1504}) {
    label.set_parts(parts_at(step));
    EXPECT_FALSE(label.shown_text().contains("arm")) << step;
  }
}

TEST(ElidedLabel, KeepsItsRoomAndTellsTheRestInItsToolTip) {
  ElidedLabel label(nullptr, 2);
  const int height = label.sizeHint().height();
  label.set_text("a text of many words that does not fit into two lines of this label, whatever one does");
  label.resize(160, height);
  EXPECT_EQ(label.sizeHint().height(), height);
  ASSERT_EQ(label.shown_lines().size(), 2);
  EXPECT_TRUE(label.shown_lines().back().endsWith("…"));
  EXPECT_EQ(label.toolTip(), label.text());
  label.set_text("short");
  EXPECT_EQ(label.shown_lines(), QStringList{"short"});
}

}  // namespace
}  // namespace imprint::studio
