// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kernels/channel_moments.h"

#include "core/kernels/channel_blocks.h"

namespace imprint {
namespace {

/// Mean and sum of squared deviations of one channel over the blocks joined so far.
struct JointMoments {
  double count = 0, mean = 0, squares = 0;

  void join(double block_count, double block_mean, double block_squares) {
    const double total = count + block_count;
    const double shift = block_mean - mean;
    squares += block_squares + shift * shift * count * block_count / total;
    mean += shift * block_count / total;
    count = total;
  }
};

}  // namespace

ChannelMoments channel_moments(const at::Tensor& x) {
  const auto channels = static_cast<std::size_t>(x.size(1));
  const auto values = floats_of(x);
  const ChannelBlocks blocks(values.size(), channels);
  std::vector<ChannelSums> sums(blocks.count());
  std::vector<double> pixels(blocks.count());
  blocks.for_each([&](const Block& block) {
    sums[block.number] = centred_sums(block.of(values), channels);
    const auto whole_pixels = block.length / channels;  // blocks end with a pixel
    pixels[block.number] = static_cast<double>(whole_pixels);
  });
  ChannelMoments result;
  for (std::size_t c = 0; c < channels; ++c) {
    JointMoments joint;
    for (std::size_t b = 0; b < sums.size(); ++b)
      joint.join(pixels[b], sums[b].first[c] / pixels[b], sums[b].second[c]);
    result.mean.push_back(static_cast<float>(joint.mean));
    result.variance.push_back(static_cast<float>(joint.squares / joint.count));
  }
  result.count = x.numel() / x.size(1);
  return result;
}

}  // namespace imprint
