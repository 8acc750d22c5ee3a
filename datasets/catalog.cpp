// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/catalog.h"

#include "datasets/cifar/cifar_dataset.h"
#include "datasets/dataset_facts.h"
#include "datasets/idx/idx_dataset.h"
#include "datasets/synthetic/synthetic_dataset.h"

namespace imprint {
namespace {

DatasetSplit load_whole(const DatasetFacts& facts, const DatasetSpec& spec, std::uint64_t seed) {
  if (facts.name == "synthetic") return make_synthetic_dataset(facts, spec, seed);
  if (facts.name == "cifar10") return load_cifar10(facts, spec.root);
  if (facts.name == "cifar100") return load_cifar100(facts, spec.root);
  return load_idx_dataset(facts, spec.root);
}

}  // namespace

DatasetSplit load_dataset(const DatasetSpec& spec, std::uint64_t seed) {
  DatasetSplit split = load_whole(dataset_facts(spec.name), spec, seed);
  // The hash tells which data these are, whatever part of them the run uses.
  split.content_hash = content_hash(split.train, split.test);
  split.train = class_balanced_subset(split.train, spec.train_limit, seed);
  split.test = class_balanced_subset(split.test, spec.test_limit, seed);
  return split;
}

}  // namespace imprint
