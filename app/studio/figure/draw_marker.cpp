// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/figure/draw_marker.h"

namespace imprint::studio {
namespace {

PagePath around(PagePoint centre, double size, const PagePath& form) {
  PagePath result;
  for (const PagePoint& p : form) result.push_back({centre.x + size * p.x, centre.y + size * p.y});
  return result;
}

std::vector<PagePath> strokes_of(FigureMarker marker, PagePoint centre, double size) {
  if (marker == FigureMarker::plus)
    return {around(centre, size, {{-0.58, 0}, {0.58, 0}}), around(centre, size, {{0, -0.58}, {0, 0.58}})};
  return {around(centre, size, {{-0.45, -0.45}, {0.45, 0.45}}), around(centre, size, {{-0.45, 0.45}, {0.45, -0.45}})};
}

PagePath form_of(FigureMarker marker) {
  switch (marker) {
    case FigureMarker::square: return {{-0.44, -0.44}, {0.44, -0.44}, {0.44, 0.44}, {-0.44, 0.44}};
    case FigureMarker::triangle_up: return {{0, -0.64}, {0.58, 0.4}, {-0.58, 0.4}};
    case FigureMarker::triangle_down: return {{0, 0.64}, {0.58, -0.4}, {-0.58, -0.4}};
    case FigureMarker::diamond: return {{0, -0.64}, {0.56, 0}, {0, 0.64}, {-0.56, 0}};
    default: return {};
  }
}

}  // namespace

void draw_marker(FigureCanvas& canvas, FigureMarker marker, PagePoint centre, double size, FigureColour colour) {
  const PagePath form = form_of(marker);
  if (marker == FigureMarker::circle)
    canvas.disc(centre, size / 2, colour);
  else if (form.empty())
    canvas.stroke(strokes_of(marker, centre, size), {colour, 0.24 * size, {}, false});
  else
    canvas.fill({around(centre, size, form)}, colour, 1);
}

}  // namespace imprint::studio
