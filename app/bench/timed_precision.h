// SPDX-License-Identifier: GPL-3.0-or-later
// The precision of a timed step: forward and backward bits of the quantized layers, or one format in which a network
// holds everything.
#pragma once

#include <string>

#include "core/precision/layer_precision.h"

namespace imprint {

/// Everything in that format.
constexpr LayerPrecision held_precision(NumberFormat format) { return {format, format, format}; }

/// Whether it means a network that holds everything in 16 bits.
bool is_held(const LayerPrecision& precision);

/// "4/8"; "fp32", "bf16" and "fp16" of networks that hold everything so.
std::string precision_text(const LayerPrecision& precision);

}  // namespace imprint
