// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layers/batch_norm_passes.h"

#include <ATen/core/Tensor.h>
#include <ATen/ops/empty.h>

#include <algorithm>
#include <cmath>

#include "core/kernels/channel_blocks.h"

namespace imprint {
namespace {

using Floats = std::span<const float>;

at::Tensor empty_channels_last(const at::Tensor& like) {
  return at::empty(like.sizes(), like.options().memory_format(at::MemoryFormat::ChannelsLast));
}

at::Tensor tensor_of(const std::vector<double>& values) {
  at::Tensor result = at::empty({static_cast<std::int64_t>(values.size())});
  std::transform(values.begin(), values.end(), result.data_ptr<float>(),
                 [](double value) { return static_cast<float>(value); });
  return result;
}

/// One backward pass: the constants of the channels as tables, and the two passes over memory.
class BackwardPass {
 public:
  BackwardPass(const ChannelAffine& affine, const at::Tensor& x, Epilogue epilogue)
      : affine_(affine),
        x_(x),
        rectified_(epilogue == Epilogue::relu),
        blocks_(static_cast<std::size_t>(x.numel()), channels()),
        scale_(affine.scale),
        shift_(affine.shift),
        mean_(affine.mean) {}

  /// Sums of gz and of gz (x - mean). With `y`, gz is written to `masked`.
  ChannelSums sums(const at::Tensor& gradient, const at::Tensor& y, const at::Tensor& masked) const {
    std::vector<ChannelSums> sums(blocks_.count());
    const Floats g = floats_of(gradient), x = floats_of(x_);
    blocks_.for_each([&](const Block& block) {
      if (y.defined()) mask_by_output(block.of(g), block.of(floats_of(y)), block.of(mutable_floats_of(masked)));
      const Floats gz = y.defined() ? floats_of(masked) : g;
      sums[block.number] = gradient_sums(block.of(gz), block.of(x), map(), mean_, channels());
    });
    return joined(sums, channels());
  }

  at::Tensor by_input(const at::Tensor& gradient, const ChannelSums& sums) const {
    const double count = static_cast<double>(x_.numel()) / static_cast<double>(channels());
    std::vector<float> slopes, offsets;
    for (std::size_t c = 0; c < channels(); ++c) {
      const double precision = static_cast<double>(affine_.inverse_deviation[c]) * affine_.inverse_deviation[c];
      slopes.push_back(static_cast<float>(-affine_.scale[c] * precision * sums.second[c] / count));
      offsets.push_back(static_cast<float>(-affine_.scale[c] * sums.first[c] / count));
    }
    const ChannelTable slope(slopes), offset(offsets);
    at::Tensor result = empty_channels_last(x_);
    const Floats g = floats_of(gradient), x = floats_of(x_);
    const auto gx = mutable_floats_of(result);
    blocks_.for_each([&](const Block& block) {
      input_gradient(block.of(g), block.of(x), map(), {slope, mean_, offset}, block.of(gx));
    });
    return result;
  }

  at::Tensor by_weight(ChannelSums sums) const {
    for (std::size_t c = 0; c < channels(); ++c) sums.second[c] *= affine_.inverse_deviation[c];
    return tensor_of(sums.second);
  }

 private:
  std::size_t channels() const { return affine_.mean.size(); }
  ChannelMap map() const { return {scale_, shift_, rectified_}; }

  const ChannelAffine& affine_;
  const at::Tensor& x_;
  bool rectified_;
  ChannelBlocks blocks_;
  ChannelTable scale_, shift_, mean_;
};

}  // namespace

ChannelAffine::ChannelAffine(const BatchNormArguments& arguments, const ChannelMoments& moments) : mean(moments.mean) {
  const Floats weight = floats_of(arguments.weight), bias = floats_of(arguments.bias);
  for (std::size_t c = 0; c < mean.size(); ++c) {
    inverse_deviation.push_back(1.0F / std::sqrt(moments.variance[c] + arguments.epsilon));
    scale.push_back(weight[c] * inverse_deviation[c]);
    shift.push_back(bias[c] - mean[c] * scale[c]);
  }
}

ChannelAffine::ChannelAffine(const at::Tensor& packed) {
  const auto* begin = packed.data_ptr<float>();
  for (auto* values : {&mean, &inverse_deviation, &scale, &shift}) {
    values->assign(begin, begin + packed.size(1));
    begin += packed.size(1);
  }
}

at::Tensor ChannelAffine::packed() const {
  at::Tensor result = at::empty({4, static_cast<std::int64_t>(mean.size())});
  auto* end = result.data_ptr<float>();
  for (const auto* values : {&mean, &inverse_deviation, &scale, &shift}) {
    end = std::copy(values->begin(), values->end(), end);
  }
  return result;
}

at::Tensor forward_pass(const ChannelAffine& affine, const at::Tensor& x, const BatchNormArguments& arguments) {
  at::Tensor y = empty_channels_last(x);
  const ChannelTable scale(affine.scale), shift(affine.shift);
  const ChannelMap map{scale, shift, arguments.epilogue == Epilogue::relu};
  const Floats from = floats_of(x), shortcut = floats_of(arguments.shortcut);
  const auto to = mutable_floats_of(y);
  ChannelBlocks(from.size(), affine.mean.size()).for_each([&](const Block& block) {
    if (arguments.epilogue == Epilogue::add_relu) {
      normalise_and_add(block.of(from), block.of(shortcut), map, block.of(to));
    } else {
      normalise(block.of(from), map, block.of(to));
    }
  });
  return y;
}

BatchNormGradients backward_pass(const ChannelAffine& affine, const at::Tensor& x, const at::Tensor& y,
                                 const at::Tensor& gradient, Epilogue epilogue) {
  const BackwardPass pass(affine, x, epilogue);
  const bool added = epilogue == Epilogue::add_relu;
  BatchNormGradients result;
  if (added) result.shortcut = empty_channels_last(x);
  const ChannelSums sums = pass.sums(gradient, added ? y : at::Tensor(), result.shortcut);
  result.x = pass.by_input(added ? result.shortcut : gradient, sums);
  result.weight = pass.by_weight(sums);
  result.bias = tensor_of(sums.first);
  return result;
}

}  // namespace imprint
