// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/recurrence.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/zeros.h>

#include "core/base/random_stream.h"

namespace imprint {

at::Tensor first_state(const ForwardContext& context, const std::string& name, const at::Tensor& like) {
  if (context.carried != nullptr)
    if (const auto found = context.carried->find(name); found != context.carried->end())
      return found->second.narrow(0, 0, like.size(0)).to(like.options());
  // Taps are reached by differentiation down to the first layer, so there even the zeros must depend on it.
  return context.taps != nullptr ? like * 0 : at::zeros(like.sizes(), like.options());
}

void carry_on(const ForwardContext& context, const std::string& name, const at::Tensor& state) {
  if (context.carried != nullptr) (*context.carried)[name] = state.detach();
}

ForwardContext context_of_token(ForwardContext context, std::int64_t token) {
  context.noise_key = mix64(context.noise_key ^ static_cast<std::uint64_t>(token + 1));
  return context;
}

}  // namespace imprint
