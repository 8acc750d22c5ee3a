// SPDX-License-Identifier: GPL-3.0-or-later
// What lies between the layers of a network is held in one format: fp32, or 16 bits in a continuation
// (core/spec/continuation_spec.h). Every operation's result passes through here, and its gradient on the way back.
#pragma once

#include <ATen/core/Tensor.h>

#include "core/layers/forward_context.h"

namespace imprint {

/// The result as the network holds it; counted among the features that it keeps for the way back.
at::Tensor held(const at::Tensor& result, const ForwardContext& context);

/// The result as it is, which is held so already; counted alike.
const at::Tensor& counted(const at::Tensor& result, const ForwardContext& context);

}  // namespace imprint
