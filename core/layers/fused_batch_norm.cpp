// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layers/fused_batch_norm.h"

#include <ATen/core/Tensor.h>
#include <torch/csrc/autograd/custom_function.h>

#include "core/layers/batch_norm_passes.h"

namespace imprint {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::Function;
using torch::autograd::variable_list;

constexpr auto layout = at::MemoryFormat::ChannelsLast;

/// The tensors are named one by one for autograd to see them; `arguments` holds them, too.
class BatchNormOnBatch : public Function<BatchNormOnBatch> {
 public:
  static at::Tensor forward(AutogradContext* context, const at::Tensor& x, const at::Tensor& /*weight*/,
                            const at::Tensor& /*bias*/, const c10::optional<at::Tensor>& /*shortcut*/,
                            const BatchNormArguments& arguments, const ChannelMoments& moments) {
    const ChannelAffine affine(arguments, moments);
    const at::Tensor y = forward_pass(affine, x, arguments);
    const bool needs_output = arguments.epilogue == Epilogue::add_relu;
    context->save_for_backward({x, affine.packed(), needs_output ? y : at::Tensor()});
    context->saved_data["epilogue"] = static_cast<std::int64_t>(arguments.epilogue);
    return y;
  }

  static variable_list backward(AutogradContext* context, variable_list gradients) {
    const auto saved = context->get_saved_variables();
    const auto epilogue = static_cast<Epilogue>(context->saved_data["epilogue"].toInt());
    const ChannelAffine affine(saved[1]);
    const BatchNormGradients result =
        backward_pass(affine, saved[0], saved[2], gradients[0].contiguous(layout), epilogue);
    return {result.x, result.weight, result.bias, result.shortcut, {}, {}};
  }
};

BatchNormArguments in_layout(BatchNormArguments arguments) {
  if (arguments.shortcut.defined()) arguments.shortcut = arguments.shortcut.contiguous(layout);
  return arguments;
}

}  // namespace

at::Tensor batch_norm_on_batch(const at::Tensor& x, const BatchNormArguments& arguments,
                               const ChannelMoments& moments) {
  const BatchNormArguments ready = in_layout(arguments);
  const auto shortcut = ready.shortcut.defined() ? c10::make_optional(ready.shortcut) : c10::nullopt;
  return BatchNormOnBatch::apply(x.contiguous(layout), ready.weight, ready.bias, shortcut, ready, moments);
}

at::Tensor batch_norm_frozen(const at::Tensor& x, const BatchNormArguments& arguments, const ChannelMoments& moments) {
  const BatchNormArguments ready = in_layout(arguments);
  return forward_pass(ChannelAffine(ready, moments), x.contiguous(layout), ready);
}

}  // namespace imprint
