// SPDX-License-Identifier: GPL-3.0-or-later
// How the samples of an epoch fall into batches: whole ones, and at the end what is left.
#pragma once

#include <algorithm>
#include <cstdint>

namespace imprint {

struct BatchSizes {
  std::int64_t samples = 1;  // of an epoch
  std::int64_t batch = 1;

  /// ceil(samples / batch); 0 without samples.
  std::int64_t steps_per_epoch() const { return (samples + batch - 1) / batch; }
  /// The place in its epoch of a step's first sample.
  std::int64_t first(std::int64_t step) const { return step % steps_per_epoch() * batch; }
  /// How many samples a step takes.
  std::int64_t at(std::int64_t step) const { return std::min(batch, samples - first(step)); }
};

}  // namespace imprint
