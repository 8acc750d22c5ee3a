// SPDX-License-Identifier: GPL-3.0-or-later
// Named schedules as curves to edit.
#pragma once

#include "core/schedule/precision_schedule.h"
#include "core/spec/experiment_spec.h"

namespace imprint {

/// The same precision drawn as one motif: its cycles and reflection become those of the curve. The bits are equal at
/// every iteration of a run of any length. A spec that is a curve already is returned as it is. Throws InputError for
/// an unknown name.
PrecisionSpec as_curve(const PrecisionSpec& spec);

/// The forward bits of every step of a run as one cycle of hold segments, one a change of bits: what training really
/// does, cycle by cycle. Equal for runs of this length.
PrecisionSpec as_stairs(const PrecisionSpec& spec, std::int64_t total_steps);

/// min_bits and max_bits moved to the whole bits that enclose the points of the drawn curve.
void fit_range(PrecisionSpec& spec);

}  // namespace imprint
