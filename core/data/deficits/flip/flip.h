// SPDX-License-Identifier: GPL-3.0-or-later
// Every image upside down: low-level statistics stay as they are.
#pragma once

#include <ATen/core/Tensor.h>

namespace imprint {

at::Tensor flipped(const at::Tensor& images);

}  // namespace imprint
