// SPDX-License-Identifier: GPL-3.0-or-later
// Which executors compute the products of a network, as its layers tell.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "core/models/network.h"

namespace imprint {

/// How many quantized layers each has multiplied for when they last did: {"integer": 18, "simulated": 3}; "fp32" of
/// layers at full precision.
using ExecutorCounts = std::map<std::string_view, int>;
ExecutorCounts executors_used(const Network& network);

/// "integer in 18 layers, simulated in 3".
std::string executors_text(const ExecutorCounts& counts);

}  // namespace imprint
