// SPDX-License-Identifier: GPL-3.0-or-later
// The schedule as what the canvas draws: lines and stairs in pixels, made once a change of curve or view.
#pragma once

#include <QPolygonF>
#include <QRectF>
#include <vector>

#include "app/studio/bridge/evaluated_plan.h"
#include "app/studio/editor/canvas_view.h"
#include "core/schedule/precision_schedule.h"

namespace imprint::studio {

struct StairBlock {
  QRectF area;
  bool in_deficit = false;
};

/// The integer bits of every step: for each pixel column the lowest and the highest, level stretches joined.
std::vector<StairBlock> stair_blocks(const EvaluatedPlan& plan, const CanvasView& view, Operand operand);

/// The designed curve, exact at the places in `corners` (progress, ascending), sampled between them.
QPolygonF designed_line(const PrecisionSchedule& schedule, const CanvasView& view, bool backward,
                        const std::vector<double>& corners);

/// The learning rate, its highest value at the top of the view's `rate` rectangle.
QPolygonF rate_line(const TrainingSpec& training, const EvaluatedPlan& plan, const CanvasView& view);

}  // namespace imprint::studio
