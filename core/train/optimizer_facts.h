// SPDX-License-Identifier: GPL-3.0-or-later
// What is known of optimizers without making one. No torch here.
#pragma once

#include <vector>

#include "core/spec/kinds.h"

namespace imprint {

/// The choices of training.optimizer.
std::vector<Kind> kinds_of_optimizers();

}  // namespace imprint
