// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

namespace imprint {

/// Mean and biased variance of each channel over n, h and w; `count` = n h w.
struct ChannelMoments {
  std::vector<float> mean;
  std::vector<float> variance;
  std::int64_t count = 0;
};

/// The moments of float [n, c, h, w], channels-last, in one pass over the memory: blocks by the two-pass
/// formula in fp32, joined in double in a fixed order, so that the bits do not depend on the number of
/// threads. Source: Chan, Golub & LeVeque, "Updating formulae and a pairwise algorithm for computing sample
/// variances", 1979.
ChannelMoments channel_moments(const at::Tensor& x);

}  // namespace imprint
