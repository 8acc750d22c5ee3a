// SPDX-License-Identifier: GPL-3.0-or-later
// A precision plan as a small picture.
#pragma once

#include <string>

#include "core/schedule/precision_plan.h"

namespace imprint::cli {

/// SVG, 5.5 in wide and 0.618 times as high: effective bits as stairs (one vertex a change), the designed curve thin
/// (hundreds of vertices a cycle at most), deficit windows shaded, axes with whole bits and iterations.
std::string schedule_svg(const PrecisionPlan& plan);

}  // namespace imprint::cli
