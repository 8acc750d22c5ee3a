// SPDX-License-Identifier: GPL-3.0-or-later
// The fixed images on which the curvature of a run is measured.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

namespace imprint {

struct ProbeSet {
  at::Tensor images;                  // float [n, C, H, W], normalised, channels-last
  at::Tensor labels;                  // int64 [n]
  std::vector<std::int64_t> indices;  // into the original dataset file, so that anyone can recompute
  std::int64_t size() const { return images.size(0); }
  /// The first `count` images.
  ProbeSet first(std::int64_t count) const;
};

}  // namespace imprint
