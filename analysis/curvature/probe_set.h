// SPDX-License-Identifier: GPL-3.0-or-later
// The fixed samples on which the curvature of a run is measured. Each begins anew: nothing is carried from one to the
// next.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "core/data/dataset.h"
#include "core/tasks/task.h"

namespace imprint {

struct ProbeSet {
  Batch batch;
  std::vector<std::int64_t> indices;  // of the samples in the original dataset file, so that anyone can recompute
  std::shared_ptr<const Task> task;
  std::int64_t size() const { return batch.samples(); }
  /// The first `count` samples, all when there are fewer. Throws InputError for a negative count.
  ProbeSet first(std::int64_t count) const;
  /// Samples [begin, begin + count), which must be there.
  ProbeSet slice(std::int64_t begin, std::int64_t count) const;
};

/// Throws InputError unless there are samples, and equally many targets for each.
void require_samples(const ProbeSet& probe);

/// Whether it is one sample with several units, over which no mean of samples can be taken: a whole graph.
bool is_single_sample(const ProbeSet& probe);

/// `samples` of the set that stand for it (Dataset::representatives), drawn by the seed alone; 0 or >= the set's size =
/// all of them. `indices` refer to the original file. Throws InputError when there are too few of some kind.
ProbeSet make_probe_set(const Dataset& train, int samples, std::uint64_t seed);

}  // namespace imprint
