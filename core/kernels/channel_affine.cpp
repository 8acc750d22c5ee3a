// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kernels/channel_affine.h"

#include <ATen/core/Tensor.h>
#include <ATen/ops/empty.h>
#include <torch/csrc/autograd/custom_function.h>

#include "core/kernels/channel_blocks.h"

namespace imprint {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::Function;
using torch::autograd::variable_list;

at::Tensor in_layout(const at::Tensor& x) { return x.contiguous(at::MemoryFormat::ChannelsLast); }

/// The constants of the channels; zeros when `values` is undefined.
ChannelTable table(const at::Tensor& values, std::int64_t channels) {
  if (!values.defined()) return ChannelTable(std::vector<float>(static_cast<std::size_t>(channels), 0.0F));
  return ChannelTable(floats_of(values.contiguous()));
}

at::Tensor mapped(const at::Tensor& input, const at::Tensor& scale, const at::Tensor& shift) {
  const at::Tensor x = in_layout(input);
  at::Tensor y = at::empty(x.sizes(), x.options().memory_format(at::MemoryFormat::ChannelsLast));
  const ChannelTable scales = table(scale, x.size(1)), shifts = table(shift, x.size(1));
  const auto from = floats_of(x);
  const auto to = mutable_floats_of(y);
  ChannelBlocks(from.size(), static_cast<std::size_t>(x.size(1))).for_each([&](const Block& block) {
    normalise(block.of(from), {scales, shifts}, block.of(to));
  });
  return y;
}

/// [2, c]: the sums of g x and of g.
at::Tensor summed(const at::Tensor& gradient, const at::Tensor& input) {
  const at::Tensor g = in_layout(gradient), x = in_layout(input);
  const ChannelTable zero = table({}, x.size(1));
  const auto from = floats_of(g), values = floats_of(x);
  const auto channels = static_cast<std::size_t>(x.size(1));
  const ChannelBlocks blocks(from.size(), channels);
  std::vector<ChannelSums> sums(blocks.count());
  blocks.for_each([&](const Block& block) {
    sums[block.number] = gradient_sums(block.of(from), block.of(values), {zero, zero}, zero, channels);
  });
  const ChannelSums total = joined(sums, channels);
  at::Tensor result = at::empty({2, x.size(1)});
  std::copy(total.second.begin(), total.second.end(), result.data_ptr<float>());
  std::copy(total.first.begin(), total.first.end(), result.data_ptr<float>() + channels);
  return result;
}

at::Tensor channel_scale(const at::Tensor& x, const at::Tensor& scale);
at::Tensor channel_sums(const at::Tensor& gradient, const at::Tensor& x);

class ChannelAffine : public Function<ChannelAffine> {
 public:
  static at::Tensor forward(AutogradContext* context, const at::Tensor& x, const at::Tensor& scale,
                            const c10::optional<at::Tensor>& shift) {
    context->save_for_backward({x, scale});
    context->saved_data["shifted"] = shift.has_value();
    return mapped(x, scale, shift.value_or(at::Tensor()));
  }
  static variable_list backward(AutogradContext* context, variable_list gradients) {
    const auto saved = context->get_saved_variables();
    const bool shifted = context->saved_data["shifted"].toBool();
    variable_list result(3);
    if (context->needs_input_grad(0)) result[0] = channel_scale(gradients[0], saved[1]);
    if (!context->needs_input_grad(1) && !(shifted && context->needs_input_grad(2))) return result;
    const at::Tensor sums = channel_sums(gradients[0], saved[0]);
    result[1] = sums[0];
    if (shifted) result[2] = sums[1];
    return result;
  }
};

class ChannelSumsOf : public Function<ChannelSumsOf> {
 public:
  static at::Tensor forward(AutogradContext* context, const at::Tensor& gradient, const at::Tensor& x) {
    context->save_for_backward({gradient, x});
    return summed(gradient, x);
  }
  static variable_list backward(AutogradContext* context, variable_list gradients) {
    const auto saved = context->get_saved_variables();
    const at::Tensor by_product = gradients[0][0], by_sum = gradients[0][1];
    variable_list result(2);
    if (context->needs_input_grad(0)) result[0] = channel_affine(saved[1], by_product, by_sum);
    if (context->needs_input_grad(1)) result[1] = channel_scale(saved[0], by_product);
    return result;
  }
};

at::Tensor channel_scale(const at::Tensor& x, const at::Tensor& scale) {
  return ChannelAffine::apply(x, scale, c10::optional<at::Tensor>());
}
at::Tensor channel_sums(const at::Tensor& gradient, const at::Tensor& x) { return ChannelSumsOf::apply(gradient, x); }

}  // namespace

at::Tensor channel_affine(const at::Tensor& x, const at::Tensor& scale, const at::Tensor& shift) {
  return ChannelAffine::apply(x, scale, c10::make_optional(shift));
}

}  // namespace imprint
