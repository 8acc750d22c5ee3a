// SPDX-License-Identifier: GPL-3.0-or-later
#include <ATen/core/Tensor.h>
#include <ATen/ops/tensor.h>

#include <algorithm>
#include <numeric>
#include <tuple>

#include "core/base/error.h"
#include "core/base/random_stream.h"
#include "core/data/images/image_dataset.h"

namespace imprint {
namespace {

using Indices = std::vector<std::int64_t>;

std::vector<Indices> members_of_classes(const at::Tensor& labels, std::int64_t classes) {
  const at::Tensor dense = labels.contiguous();
  const std::int64_t* label = dense.data_ptr<std::int64_t>();
  std::vector<Indices> members(static_cast<std::size_t>(classes));
  for (std::int64_t i = 0; i < dense.numel(); ++i) members.at(static_cast<std::size_t>(label[i])).push_back(i);
  return members;
}

void require_members(const Indices& members, std::int64_t wanted, std::int64_t class_number, std::int64_t count) {
  if (std::ssize(members) >= wanted) return;
  throw InputError("a class-balanced subset of " + std::to_string(count) + " images needs " + std::to_string(wanted) +
                   " of class " + std::to_string(class_number) + ", which has " + std::to_string(members.size()) +
                   "; ask for fewer images");
}

/// An image with its turn: the how-manieth of its class it is.
struct Turn {
  std::int64_t turn;
  std::int64_t label;
  std::int64_t index;
};

/// The original numbers of the chosen images.
Indices original_numbers(const ImageDataset& dataset, const Indices& chosen) {
  if (dataset.original_indices.empty()) return chosen;
  Indices numbers;
  numbers.reserve(chosen.size());
  for (const std::int64_t index : chosen) numbers.push_back(dataset.original_indices[static_cast<std::size_t>(index)]);
  return numbers;
}

}  // namespace

Indices class_balanced_indices(const at::Tensor& labels, std::int64_t classes, std::int64_t count, std::uint64_t seed) {
  if (count <= 0 || count >= labels.numel()) {
    Indices all(static_cast<std::size_t>(labels.numel()));
    std::iota(all.begin(), all.end(), std::int64_t{0});
    return all;
  }
  Indices chosen;
  const std::vector<Indices> members = members_of_classes(labels, classes);
  for (std::int64_t k = 0; k < classes; ++k) {
    const Indices& own = members[static_cast<std::size_t>(k)];
    const std::int64_t wanted = count / classes + (k < count % classes ? 1 : 0);
    require_members(own, wanted, k, count);
    const Indices order =
        random_permutation(std::ssize(own), RandomStream(seed, StreamPurpose::subset, static_cast<std::uint64_t>(k)));
    for (std::int64_t i = 0; i < wanted; ++i)
      chosen.push_back(own[static_cast<std::size_t>(order[static_cast<std::size_t>(i)])]);
  }
  std::sort(chosen.begin(), chosen.end());
  return chosen;
}

std::vector<std::int64_t> with_classes_in_turn(const std::vector<std::int64_t>& indices, const at::Tensor& labels,
                                               std::int64_t classes) {
  const auto label = labels.accessor<std::int64_t, 1>();
  std::vector<std::int64_t> seen(static_cast<std::size_t>(classes), 0);
  std::vector<Turn> turns;
  for (const std::int64_t index : indices) turns.push_back({seen.at(label[index])++, label[index], index});
  std::sort(turns.begin(), turns.end(),
            [](const Turn& a, const Turn& b) { return std::tie(a.turn, a.label) < std::tie(b.turn, b.label); });
  std::vector<std::int64_t> ordered;
  for (const Turn& turn : turns) ordered.push_back(turn.index);
  return ordered;
}

ImageDataset class_balanced_subset(const ImageDataset& dataset, std::int64_t count, std::uint64_t seed) {
  if (count <= 0 || count >= dataset.size()) return dataset;
  const Indices chosen = class_balanced_indices(dataset.labels, dataset.classes, count, seed);
  const at::Tensor positions = at::tensor(chosen, at::kLong);
  ImageDataset subset = dataset;
  subset.images = dataset.images.index_select(0, positions);
  subset.labels = dataset.labels.index_select(0, positions);
  subset.original_indices = original_numbers(dataset, chosen);
  return subset;
}

}  // namespace imprint
