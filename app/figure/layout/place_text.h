// SPDX-License-Identifier: GPL-3.0-or-later
// Texts with the box that they cover.
#pragma once

#include "app/figure/figure_layout.h"

namespace imprint {

/// How the place given lies to the text: at its left end, its middle or its right end.
enum class TextAnchor { left, middle, right };

struct TextStyle {
  TextRole role = TextRole::message;
  double points = 9;
  bool bold = false;
};

/// On the baseline `y`, anchored at `x`.
PlacedText level_text(const TextMeasure& measure, const std::string& text, const TextStyle& kind, double x, double y,
                      TextAnchor anchor);

/// Reading upwards, its baseline at the page x `x`, anchored at `y` (left = the text begins there).
PlacedText turned_text(const TextMeasure& measure, const std::string& text, const TextStyle& kind, double x, double y,
                       TextAnchor anchor);

/// Moves the text and its box.
void shift(PlacedText& text, double dx, double dy);

/// Distance between the baselines of two lines.
double line_pitch(const TextMeasure& measure, double points);

}  // namespace imprint
