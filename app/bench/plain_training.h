// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/optim/sgd.h>

namespace imprint {

/// CPT's recipe for CIFAR: learning rate 0.1, momentum 0.9, weight decay 1e-4.
inline torch::optim::SGDOptions cifar_sgd() { return torch::optim::SGDOptions(0.1).momentum(0.9).weight_decay(1e-4); }

}  // namespace imprint
