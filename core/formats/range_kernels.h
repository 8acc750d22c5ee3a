// SPDX-License-Identifier: GPL-3.0-or-later
// Extremes of raw memory, one thread.
#pragma once

#include <span>

#include "core/formats/float_range.h"
#include "core/kernels/instruction_set.h"

namespace imprint {

/// Smallest and largest value; both NaN when any value is NaN; {0, 0} of no values.
FloatRange value_range(std::span<const float> values, InstructionSet set = best_instruction_set());

/// The range of two sets together.
FloatRange merged(FloatRange a, FloatRange b);

}  // namespace imprint
