// SPDX-License-Identifier: GPL-3.0-or-later
#include <ATen/core/Tensor.h>
#include <ATen/ops/tensor.h>

#include <algorithm>
#include <iterator>
#include <string_view>

#include "core/data/deficits/data_deficit.h"

namespace imprint {
namespace {

/// What strikes the batches. Other kinds strike elsewhere.
struct DataDeficit {
  std::string_view kind;
  void (*apply)(const DeficitSpec& deficit, const DeficitPlace& place, Batch& batch);
};

void blur(const DeficitSpec& deficit, const DeficitPlace& /*place*/, Batch& batch) {
  batch.inputs = blurred(batch.inputs.values, resampling_from(deficit.resampling));
}

void flip(const DeficitSpec& /*deficit*/, const DeficitPlace& /*place*/, Batch& batch) {
  batch.inputs = flipped(batch.inputs.values);
}

void make_noise(const DeficitSpec& /*deficit*/, const DeficitPlace& place, Batch& batch) {
  batch.inputs = noise_like(batch.inputs.values, place.seed, place.step);
}

void permute_labels(const DeficitSpec& /*deficit*/, const DeficitPlace& place, Batch& batch) {
  const at::Tensor permutation = at::tensor(label_permutation(place.classes, place.seed), at::kLong);
  batch.targets = permutation.index_select(0, batch.targets);
}

constexpr DataDeficit data_deficits[] = {
    {"blur", blur}, {"flip", flip}, {"noise", make_noise}, {"label-permutation", permute_labels}};

}  // namespace

void apply_data_deficit(const DeficitSpec& deficit, const DeficitPlace& place, Batch& batch) {
  const auto found = std::ranges::find(data_deficits, deficit.kind, &DataDeficit::kind);
  if (found != std::end(data_deficits)) found->apply(deficit, place, batch);
}

}  // namespace imprint
