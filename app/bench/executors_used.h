// SPDX-License-Identifier: GPL-3.0-or-later
// Which executors compute the products of a network.
#pragma once

#include <string>
#include <string_view>

#include "core/models/network.h"

namespace imprint {

/// "integer", "simulated", or "integer+simulated" where layers differ; "fp32" at full precision. Asks for each
/// quantized layer as the layer itself does in training; of networks whose layers have the usual granularities.
std::string executors_used(const Network& network, const LayerPrecision& precision, std::string_view choice);

}  // namespace imprint
