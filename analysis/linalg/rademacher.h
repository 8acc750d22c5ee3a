// SPDX-License-Identifier: GPL-3.0-or-later
// Random signs: the probing vectors with the smallest variance in Hutchinson's estimator.
#pragma once

#include <Eigen/Core>

#include <cstdint>

#include "core/base/random_stream.h"

namespace imprint {

/// Fills `signs` with independent +1 and -1, each with probability 1/2: 64 of them from every number of the stream.
void fill_rademacher(RandomStream stream, Eigen::Ref<Eigen::VectorXd> signs);

}  // namespace imprint
