// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layers/batch_norm_layer.h"

#include <ATen/core/Tensor.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/relu.h>
#include <ATen/ops/rsqrt.h>
#include <ATen/ops/zeros.h>

#include <algorithm>
#include <utility>

#include "core/kernels/channel_affine.h"
#include "core/layers/working_format.h"

namespace imprint {
namespace {

std::vector<float> to_vector(const at::Tensor& values) {
  return {values.data_ptr<float>(), values.data_ptr<float>() + values.numel()};
}

void move_towards(at::Tensor& running, std::size_t channel, float target, float momentum) {
  float& value = running.data_ptr<float>()[channel];
  value = (1 - momentum) * value + momentum * target;
}

/// The epilogue by ATen's operations, differentiable any number of times.
at::Tensor finished(const at::Tensor& z, Epilogue epilogue, const at::Tensor& shortcut) {
  switch (epilogue) {
    case Epilogue::none: return z;
    case Epilogue::relu: return at::relu(z);
    case Epilogue::add_relu: return at::relu(z + shortcut);
  }
  return z;
}

}  // namespace

BatchNormLayer::BatchNormLayer(LayerPlace place, std::int64_t channels, float epsilon)
    : place_(std::move(place)),
      epsilon_(epsilon),
      weight_(register_parameter("weight", at::ones({channels}))),
      bias_(register_parameter("bias", at::zeros({channels}))),
      running_mean_(register_buffer("running_mean", at::zeros({channels}))),
      running_variance_(register_buffer("running_var", at::ones({channels}))),
      batches_(register_buffer("num_batches_tracked", at::zeros({}, at::kLong))) {}

at::Tensor BatchNormLayer::forward(const at::Tensor& input, const ForwardContext& context, Epilogue epilogue,
                                   const at::Tensor& shortcut) {
  if (context.taps != nullptr) return finished(tapped(input, context), epilogue, shortcut);
  const BatchNormArguments arguments{weight_, bias_, shortcut, epilogue, epsilon_};
  return held(context.training ? on_batch(input, arguments, context.batch_norm_momentum) : frozen(input, arguments),
              context);
}

at::Tensor BatchNormLayer::on_batch(const at::Tensor& input, const BatchNormArguments& arguments, float momentum) {
  const ChannelMoments moments = channel_moments(input);
  update_running(moments, momentum);
  return batch_norm_on_batch(input, arguments, moments);
}

at::Tensor BatchNormLayer::frozen(const at::Tensor& input, const BatchNormArguments& arguments) const {
  if (!at::GradMode::is_enabled()) {
    const ChannelMoments running{to_vector(running_mean_), to_vector(running_variance_), 1};
    return batch_norm_frozen(input, arguments, running);
  }
  const at::Tensor scale = weight_ * at::rsqrt(running_variance_ + epsilon_);
  const at::Tensor z = channel_affine(input, scale, bias_ - running_mean_ * scale);
  return finished(z, arguments.epilogue, arguments.shortcut);
}

at::Tensor BatchNormLayer::tapped(const at::Tensor& input, const ForwardContext& context) {
  const at::Tensor mean = context.training ? input.mean({0, 2, 3}) : running_mean_;
  const at::Tensor variance = context.training ? input.var({0, 2, 3}, /*unbiased=*/false) : running_variance_;
  const at::Tensor inverse_deviation = at::rsqrt(variance + epsilon_);
  const at::Tensor scale = weight_ * inverse_deviation;
  const at::Tensor output = channel_affine(input, scale, bias_ - mean * scale);
  LayerTap tap{place_.name, input, output};
  tap.center = mean;
  tap.scale = inverse_deviation;
  context.taps->push_back(std::move(tap));
  if (context.training) update_running(channel_moments(input), context.batch_norm_momentum);
  return output;
}

void BatchNormLayer::update_running(const ChannelMoments& batch, float momentum) {
  const auto others = static_cast<float>(std::max<std::int64_t>(1, batch.count - 1));
  const float unbiased = static_cast<float>(batch.count) / others;
  for (std::size_t c = 0; c < batch.mean.size(); ++c) {
    move_towards(running_mean_, c, batch.mean[c], momentum);
    move_towards(running_variance_, c, batch.variance[c] * unbiased, momentum);
  }
  ++*batches_.data_ptr<std::int64_t>();
}

}  // namespace imprint
