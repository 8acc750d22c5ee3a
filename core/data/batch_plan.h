// SPDX-License-Identifier: GPL-3.0-or-later
// Which samples a batch holds, as a pure function of (seed, step): nothing to save, nothing to restore.
//
//   shuffled    each epoch in an order of its own: the permutation of stream (seed, data order, epoch)
//   in order    every sample once, for evaluation
//   contiguous  row r of a batch goes on where row r of the one before ended. The samples fall into `batch` equal runs
//               of neighbours (the first ones may be longer by one), and step s of an epoch takes the s-th of each
//
// Step s takes as many samples as BatchSizes says, whatever the plan.
#pragma once

#include <cstdint>
#include <vector>

#include "core/spec/batch_sizes.h"

namespace imprint {

/// A sample as one batch takes it.
struct Sample {
  static constexpr std::uint64_t as_it_is = 0;

  std::int64_t index = 0;
  std::uint64_t variation = as_it_is;  // key of the random choices that are made for it: crops, mirrors
  bool operator==(const Sample&) const = default;
};

struct BatchSamples {
  std::vector<Sample> samples;
  bool continues = false;  // Batch::continues
};

/// The key of a sample's random choices in an epoch: of stream (seed, augmentation, epoch, sample), alike in every arm
/// of the seed.
std::uint64_t variation_key(std::uint64_t seed, std::int64_t epoch, std::int64_t sample);

class BatchPlan {
 public:
  virtual ~BatchPlan() = default;
  std::int64_t steps_per_epoch() const { return sizes_.steps_per_epoch(); }
  virtual BatchSamples at(std::int64_t step) = 0;

 protected:
  explicit BatchPlan(BatchSizes sizes) : sizes_(sizes) {}
  const BatchSizes& sizes() const { return sizes_; }

 private:
  BatchSizes sizes_;
};

class ShuffledPlan : public BatchPlan {
 public:
  /// `vary` gives every sample a key of its own in every epoch.
  ShuffledPlan(BatchSizes sizes, bool vary, std::uint64_t seed) : BatchPlan(sizes), vary_(vary), seed_(seed) {}
  BatchSamples at(std::int64_t step) override;

 private:
  const std::vector<std::int64_t>& order_of_epoch(std::int64_t epoch);

  bool vary_;
  std::uint64_t seed_;
  std::int64_t ordered_epoch_ = -1;
  std::vector<std::int64_t> order_;
};

class InOrderPlan : public BatchPlan {
 public:
  explicit InOrderPlan(BatchSizes sizes) : BatchPlan(sizes) {}
  BatchSamples at(std::int64_t step) override;
};

class ContiguousPlan : public BatchPlan {
 public:
  explicit ContiguousPlan(BatchSizes sizes) : BatchPlan(sizes) {}
  BatchSamples at(std::int64_t step) override;
};

}  // namespace imprint
