// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/text/text_dataset.h"

#include <ATen/core/Tensor.h>
#include <ATen/ops/empty.h>

#include <algorithm>
#include <string>

#include "core/base/error.h"
#include "core/base/random_stream.h"

namespace imprint {
namespace {

void require_inside(const TextDataset& text, std::int64_t index) {
  if (index < 0 || index >= text.size())
    throw InputError("stretch " + std::to_string(index) + " of " + text.name + ": the indices are 0 to " +
                     std::to_string(text.size() - 1));
}

}  // namespace

Batch TextDataset::gather(std::span<const Sample> samples) const {
  const auto count = std::ssize(samples);
  Batch batch{at::empty({count, length}, at::kLong), at::empty({count * length}, at::kLong)};
  const std::int64_t* text = tokens.data_ptr<std::int64_t>();
  auto* read = batch.inputs.values.data_ptr<std::int64_t>();
  auto* following = batch.targets.data_ptr<std::int64_t>();
  for (std::int64_t i = 0; i < count; ++i) {
    const std::int64_t index = samples[static_cast<std::size_t>(i)].index;
    require_inside(*this, index);
    std::copy_n(text + index * length, length, read + i * length);
    std::copy_n(text + index * length + 1, length, following + i * length);
  }
  return batch;
}

std::unique_ptr<BatchPlan> TextDataset::training_plan(const BatchOptions& options) const {
  if (size() < options.batch_size)
    throw InputError(name + ": has " + std::to_string(size()) + " stretches of " + std::to_string(length) +
                     " tokens: fewer than one batch of training.batch_size = " + std::to_string(options.batch_size));
  return std::make_unique<ContiguousPlan>(BatchSizes{size(), options.batch_size});
}

std::unique_ptr<BatchPlan> TextDataset::evaluation_plan() const {
  return std::make_unique<ContiguousPlan>(BatchSizes{size(), evaluation_rows});
}

std::vector<std::int64_t> TextDataset::representatives(std::int64_t count, std::uint64_t key) const {
  std::vector<std::int64_t> order = random_permutation(size(), RandomStream(key));
  if (count > 0 && count < size()) order.resize(static_cast<std::size_t>(count));
  return order;
}

std::shared_ptr<const Dataset> TextDataset::subset(std::int64_t count, std::uint64_t /*seed*/) const {
  auto part = std::make_shared<TextDataset>(*this);
  if (count > 0 && count < size()) part->tokens = tokens.narrow(0, 0, count * length + 1);
  return part;
}

}  // namespace imprint
