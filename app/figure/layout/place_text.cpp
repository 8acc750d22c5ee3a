// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/figure/layout/place_text.h"

#include "app/figure/layout/text_width.h"

namespace imprint {
namespace {

/// Which share of the text lies before the anchor.
double share_before(TextAnchor anchor) {
  return anchor == TextAnchor::left ? 0 : anchor == TextAnchor::middle ? 0.5 : 1;
}

PlacedText unplaced(const std::string& text, const TextStyle& kind) {
  PlacedText placed;
  placed.text = text;
  placed.points = kind.points;
  placed.bold = kind.bold;
  placed.role = kind.role;
  return placed;
}

}  // namespace

PlacedText level_text(const TextMeasure& measure, const std::string& text, const TextStyle& kind, double x, double y,
                      TextAnchor anchor) {
  PlacedText placed = unplaced(text, kind);
  const double width = text_width(measure, text, kind.points, kind.bold);
  const double ascent = measure.ascent(kind.points);
  placed.box = {x - share_before(anchor) * width, y - ascent, width, ascent + measure.descent(kind.points)};
  placed.baseline = y;
  return placed;
}

PlacedText turned_text(const TextMeasure& measure, const std::string& text, const TextStyle& kind, double x, double y,
                       TextAnchor anchor) {
  PlacedText placed = unplaced(text, kind);
  const double length = text_width(measure, text, kind.points, kind.bold);
  const double ascent = measure.ascent(kind.points);
  placed.box = {x - ascent, y - (1 - share_before(anchor)) * length, ascent + measure.descent(kind.points), length};
  placed.baseline = x;
  placed.turned = true;
  return placed;
}

void shift(PlacedText& text, double dx, double dy) {
  text.box.left += dx;
  text.box.top += dy;
  text.baseline += text.turned ? dx : dy;
}

double line_pitch(const TextMeasure& measure, double points) {
  return measure.ascent(points) + measure.descent(points) + 0.22 * points;
}

}  // namespace imprint
