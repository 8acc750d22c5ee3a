// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/curvature/probe_set.h"

#include <ATen/core/Tensor.h>
#include <ATen/ops/tensor.h>

#include <algorithm>
#include <string>
#include <tuple>

#include "core/base/error.h"
#include "core/base/random_stream.h"

namespace imprint {
namespace {

/// Position in the dataset with its turn: the how-manieth of its class it is.
struct Turn {
  std::int64_t turn;
  std::int64_t label;
  std::int64_t index;
};

/// 0 1 2 ... 9 0 1 2 ... instead of the order of the file.
std::vector<std::int64_t> with_classes_in_turn(const std::vector<std::int64_t>& indices, const ImageDataset& train) {
  const auto labels = train.labels.accessor<std::int64_t, 1>();
  std::vector<std::int64_t> seen(static_cast<std::size_t>(train.classes), 0);
  std::vector<Turn> turns;
  for (const std::int64_t index : indices) turns.push_back({seen.at(labels[index])++, labels[index], index});
  std::sort(turns.begin(), turns.end(),
            [](const Turn& a, const Turn& b) { return std::tie(a.turn, a.label) < std::tie(b.turn, b.label); });
  std::vector<std::int64_t> ordered;
  for (const Turn& turn : turns) ordered.push_back(turn.index);
  return ordered;
}

std::vector<std::int64_t> original_indices(const std::vector<std::int64_t>& indices, const ImageDataset& train) {
  if (train.original_indices.empty()) return indices;
  std::vector<std::int64_t> original;
  for (const std::int64_t index : indices) original.push_back(train.original_indices.at(index));
  return original;
}

}  // namespace

ProbeSet ProbeSet::first(std::int64_t count) const {
  if (count < 0) throw InputError("images of a probe set: must be 0 or more, found " + std::to_string(count));
  return slice(0, std::min(count, size()));
}

ProbeSet ProbeSet::slice(std::int64_t begin, std::int64_t count) const {
  const std::int64_t known = std::ssize(indices);
  const auto first = indices.begin() + std::min(begin, known);
  const auto last = indices.begin() + std::min(begin + count, known);
  return {images.narrow(0, begin, count), labels.narrow(0, begin, count), {first, last}};
}

void require_images(const ProbeSet& probe) {
  if (probe.size() == 0) throw InputError("probe set: must hold at least 1 image, found none");
  const std::int64_t labels = probe.labels.defined() ? probe.labels.numel() : 0;
  if (labels != probe.size())
    throw InputError("probe set: must hold one label for each of its " + std::to_string(probe.size()) +
                     " images, found " + std::to_string(labels));
}

ProbeSet make_probe_set(const ImageDataset& train, int samples, std::uint64_t seed) {
  if (samples < 0) throw InputError("probe.samples: must be 0 (all images) or more, found " + std::to_string(samples));
  const std::uint64_t key = stream_key(seed, StreamPurpose::probe_set);
  const auto drawn = class_balanced_indices(train.labels, train.classes, samples, key);
  const auto ordered = with_classes_in_turn(drawn, train);
  const at::Tensor chosen = at::tensor(ordered, at::kLong);
  return {normalised_images(train, ordered), train.labels.index_select(0, chosen), original_indices(ordered, train)};
}

}  // namespace imprint
