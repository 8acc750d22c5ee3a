// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/batch_plan.h"

#include <algorithm>

#include "core/base/random_stream.h"

namespace imprint {

std::uint64_t variation_key(std::uint64_t seed, std::int64_t epoch, std::int64_t sample) {
  const std::uint64_t epoch_key = stream_key(seed, StreamPurpose::augmentation, static_cast<std::uint64_t>(epoch));
  return mix64(epoch_key ^ static_cast<std::uint64_t>(sample));
}

const std::vector<std::int64_t>& ShuffledPlan::order_of_epoch(std::int64_t epoch) {
  if (epoch != ordered_epoch_) {
    order_ = random_permutation(sizes().samples,
                                RandomStream(seed_, StreamPurpose::data_order, static_cast<std::uint64_t>(epoch)));
    ordered_epoch_ = epoch;
  }
  return order_;
}

BatchSamples ShuffledPlan::at(std::int64_t step) {
  const std::int64_t epoch = step / steps_per_epoch();
  const auto first = order_of_epoch(epoch).begin() + sizes().first(step);
  BatchSamples batch;
  batch.samples.reserve(static_cast<std::size_t>(sizes().at(step)));
  for (auto sample = first; sample != first + sizes().at(step); ++sample)
    batch.samples.push_back({*sample, vary_ ? variation_key(seed_, epoch, *sample) : Sample::as_it_is});
  return batch;
}

BatchSamples InOrderPlan::at(std::int64_t step) {
  BatchSamples batch;
  const std::int64_t first = sizes().first(step);
  for (std::int64_t i = 0; i < sizes().at(step); ++i) batch.samples.push_back({first + i});
  return batch;
}

BatchSamples ContiguousPlan::at(std::int64_t step) {
  const std::int64_t place = step % steps_per_epoch();
  const std::int64_t rows = std::min(sizes().batch, sizes().samples);
  const std::int64_t shorter = sizes().samples / rows, longer_rows = sizes().samples % rows;
  BatchSamples batch;
  batch.continues = place > 0;
  for (std::int64_t row = 0; row < sizes().at(step); ++row)
    batch.samples.push_back({row * shorter + std::min(row, longer_rows) + place});
  return batch;
}

}  // namespace imprint
