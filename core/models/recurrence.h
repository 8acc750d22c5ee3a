// SPDX-License-Identifier: GPL-3.0-or-later
// What networks have in common that read a stretch of text token by token.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <string>

#include "core/layers/forward_context.h"

namespace imprint {

/// The state [n, units] that a layer begins with: what was carried of the samples that go on (the first ones, when the
/// last batch of an epoch has fewer), else zeros. `like` is any tensor of its shape that depends on the inputs.
at::Tensor first_state(const ForwardContext& context, const std::string& name, const at::Tensor& like);

/// Keeps it, without gradients, for what the next batch goes on from, where something is carried.
void carry_on(const ForwardContext& context, const std::string& name, const at::Tensor& state);

/// Rounding noise differs from token to token.
ForwardContext context_of_token(ForwardContext context, std::int64_t token);

}  // namespace imprint
