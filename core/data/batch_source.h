// SPDX-License-Identifier: GPL-3.0-or-later
// The batches of a training run as a pure function of (seed, step): nothing to save, nothing to restore.
//
//   order of epoch e    the permutation of stream (seed, data order, e)
//   crop and mirror     of stream (seed, augmentation, e, image): alike in every arm of the seed
//   data deficits       in the order of the spec, on the augmented batch (data_deficit.h)
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <string>
#include <vector>

#include "core/data/dataset.h"
#include "core/data/images/image_view.h"
#include "core/results/run_records.h"
#include "core/spec/batch_sizes.h"
#include "core/spec/experiment_spec.h"

namespace imprint {

struct Batch {
  at::Tensor images;  // float [n, C, H, W], channels-last, normalised
  at::Tensor labels;  // int64 [n]
};

class BatchSource {
 public:
  /// `windows[i]` are the steps of `deficits[i]`; only data deficits act here (blur, flip, label-permutation,
  /// noise). `dataset` must outlive the source. Throws InputError for a batch size below 1, an empty set, or
  /// windows that do not match the deficits in number.
  BatchSource(const ImageDataset& dataset, int batch_size, bool augment, std::uint64_t seed,
              std::vector<DeficitSpec> deficits = {}, std::vector<StepWindow> windows = {});

  std::int64_t steps_per_epoch() const { return sizes_.steps_per_epoch(); }
  /// The batch of a step: shuffled anew each epoch, augmented, then changed by the step's data deficits.
  Batch at(std::int64_t step);

 private:
  const std::vector<std::int64_t>& order_of_epoch(std::int64_t epoch);
  std::vector<ImageView> views_of_step(std::int64_t step);
  Batch clean_batch(std::int64_t step);
  void apply_deficit(const DeficitSpec& deficit, std::int64_t step, Batch& batch) const;

  const ImageDataset& dataset_;
  BatchSizes sizes_;
  bool augment_;
  std::uint64_t seed_;
  std::vector<DeficitSpec> deficits_;
  std::vector<StepWindow> windows_;
  std::int64_t ordered_epoch_ = -1;
  std::vector<std::int64_t> order_;
};

}  // namespace imprint
