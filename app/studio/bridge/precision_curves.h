// SPDX-License-Identifier: GPL-3.0-or-later
// The precision of a run as two curves: the designed one, before rounding, and the stairs that training really takes.
#pragma once

#include "app/curves/curve.h"
#include "core/schedule/precision_plan.h"

namespace imprint::studio {

/// q(t) before rounding, without deficits. Every cycle gets enough points to look smooth.
Curve designed_curve(const PrecisionSchedule& schedule);

/// The network's bits of every step, deficits included, as vertical steps: two samples at each change.
Curve effective_stairs(const PrecisionPlan& plan, Operand operand);

}  // namespace imprint::studio
