// SPDX-License-Identifier: GPL-3.0-or-later
// The fixed images on which the curvature of a run is measured.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

#include "core/data/dataset.h"

namespace imprint {

struct ProbeSet {
  at::Tensor images;                  // float [n, C, H, W], normalised, channels-last
  at::Tensor labels;                  // int64 [n]
  std::vector<std::int64_t> indices;  // into the original dataset file, so that anyone can recompute
  std::int64_t size() const { return images.defined() ? images.size(0) : 0; }
  /// The first `count` images, all when there are fewer. Throws InputError for a negative count.
  ProbeSet first(std::int64_t count) const;
  /// Images [begin, begin + count), which must be there.
  ProbeSet slice(std::int64_t begin, std::int64_t count) const;
};

/// Throws InputError unless there are images, and one label for each.
void require_images(const ProbeSet& probe);

/// `samples` images with equal numbers a class, drawn by the seed alone; 0 or >= the set's size = all of them. The
/// classes take turns, so that every `first(count)` is balanced as well. `indices` refer to the original file.
/// Throws InputError when a class has too few images.
ProbeSet make_probe_set(const ImageDataset& train, int samples, std::uint64_t seed);

}  // namespace imprint
