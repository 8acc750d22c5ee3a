// SPDX-License-Identifier: GPL-3.0-or-later
// Text whose superscript characters ("10⁻³") are drawn as raised smaller figures, whatever the font has.
// Every writer (painter, SVG, TeX) splits by this, so that all agree.
#pragma once

#include <string>
#include <vector>

#include "app/figure/figure_layout.h"

namespace imprint {

/// Of the text size; and how far its baseline stands above the text's, of the text size.
inline constexpr double raised_size = 0.7;
inline constexpr double raised_by = 0.36;

struct TextRun {
  std::string text;  // superscripts as plain figures
  bool raised = false;
};

std::vector<TextRun> text_runs(const std::string& text);

/// Points, of all runs together.
double text_width(const TextMeasure& measure, const std::string& text, double points, bool bold = false);

/// "10⁻³"; 1 for 0 and 10 for 1 stay plain.
std::string power_of_ten(int exponent);

/// A number as it is set: a true minus, "2e-05" as "2×10⁻⁵". Words stay as they are.
std::string typeset_number(const std::string& plain);

/// Lines no wider than `width` where the words allow it.
std::vector<std::string> wrapped(const TextMeasure& measure, const std::string& text, double points, double width);

}  // namespace imprint
