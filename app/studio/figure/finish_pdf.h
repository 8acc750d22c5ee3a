// SPDX-License-Identifier: GPL-3.0-or-later
// What Qt's PDF lacks: a page size in fractions of a point, and bytes that are the same each time.
#pragma once

#include <string>

namespace imprint::studio {

/// The file with the page's size as given and without its date. Qt rounds the page to whole points.
std::string finished_pdf(std::string pdf, double width_points, double height_points);

}  // namespace imprint::studio
