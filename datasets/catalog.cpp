// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/catalog.h"

#include <algorithm>

#include "datasets/facts/dataset_facts.h"

namespace imprint {

#define IMPRINT_LOADER(family) \
  DatasetSplit load_##family(const DatasetFacts& facts, const DatasetSpec& spec, std::uint64_t seed);
IMPRINT_DATASETS(IMPRINT_LOADER)
#undef IMPRINT_LOADER

namespace {

struct Family {
  std::vector<DatasetFacts> (*facts)();
  DatasetSplit (*load)(const DatasetFacts& facts, const DatasetSpec& spec, std::uint64_t seed);
};

constexpr Family families[] = {
#define IMPRINT_ROW(family) {family##_facts, load_##family},
    IMPRINT_DATASETS(IMPRINT_ROW)
#undef IMPRINT_ROW
};

const Family& family_of(const std::string& name) {
  return *std::ranges::find_if(families, [&](const Family& family) {
    return std::ranges::any_of(family.facts(), [&](const DatasetFacts& facts) { return facts.name == name; });
  });
}

}  // namespace

DatasetSplit load_dataset(const DatasetSpec& spec, std::uint64_t seed) {
  const DatasetFacts& facts = dataset_facts(spec.name);
  DatasetSplit split = family_of(facts.name).load(facts, spec, seed);
  // The hash tells which data these are, whatever part of them the run uses.
  split.content_hash = content_hash(*split.train, *split.test, split.validation.get());
  split.train = split.train->subset(spec.train_limit, seed);
  split.test = split.test->subset(spec.test_limit, seed);
  return split;
}

}  // namespace imprint
