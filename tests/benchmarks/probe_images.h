// SPDX-License-Identifier: GPL-3.0-or-later
// What the curvature benchmarks measure on: resnet20 at its initial weights, noise of 1x28x28 as images.
#pragma once

#include <memory>

#include "analysis/curvature/probe_set.h"
#include "core/models/network.h"

namespace imprint::test {

std::shared_ptr<Network> probed_network();
ProbeSet probe_images(std::int64_t count);

}  // namespace imprint::test
