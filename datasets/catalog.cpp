// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/catalog.h"

#include <algorithm>
#include <array>

#include "datasets/cifar/cifar_dataset.h"
#include "datasets/idx/idx_dataset.h"
#include "datasets/synthetic/synthetic_dataset.h"
#include "datasets/synthetic_text/synthetic_text.h"
#include "datasets/tensors/tensors_dataset.h"

namespace imprint {
namespace {

constexpr std::array<DatasetMaker, 7> makers = {{
    {"synthetic", make_synthetic_dataset},
    {"synthetic-text", make_synthetic_text},
    {"mnist", load_idx_dataset},
    {"fashion-mnist", load_idx_dataset},
    {"cifar10", load_cifar10},
    {"cifar100", load_cifar100},
    {"tensors", load_tensors},
}};

}  // namespace

std::span<const DatasetMaker> dataset_makers() { return makers; }

DatasetSplit load_dataset(const DatasetSpec& spec, std::uint64_t seed) {
  const DatasetFacts& facts = dataset_facts(spec.name);
  DatasetSplit split = std::ranges::find(makers, spec.name, &DatasetMaker::name)->make(facts, spec, seed);
  // The hash tells which data these are, whatever part of them the run uses.
  split.content_hash = content_hash(*split.train, *split.test);
  split.train = split.train->subset(spec.train_limit, seed);
  split.test = split.test->subset(spec.test_limit, seed);
  return split;
}

}  // namespace imprint
