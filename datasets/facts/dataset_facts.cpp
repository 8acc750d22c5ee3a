// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/facts/dataset_facts.h"

#include <algorithm>
#include <iterator>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/fields/field_makers.h"
#include "datasets/facts/published_facts.h"

namespace imprint {

using namespace field_makers;

namespace {

std::vector<DatasetFacts> all_facts() {
  std::vector<DatasetFacts> all;
#define IMPRINT_APPEND(family) std::ranges::copy(family##_facts(), std::back_inserter(all));
  IMPRINT_DATASETS(IMPRINT_APPEND)
#undef IMPRINT_APPEND
  for (DatasetFacts& facts : all)
    for (const PublishedData& data : published_for(facts.name)) facts.fetched_by = "imprint dataset fetch " + data.name;
  return all;
}

}  // namespace

std::span<const DatasetFacts> known_datasets() {
  static const std::vector<DatasetFacts> all = all_facts();
  return all;
}

Option stretch_option() {
  return {number({"stretch", "Stretch", "tokens"}, {}, within(1, 65536),
                 "Tokens that the text is cut into, through which gradients flow back (bptt)."),
          32};
}

SampledNeighbours neighbours_of(const DatasetSpec& dataset) {
  const auto& given = dataset.options.get<std::vector<int>>("neighbours");
  SampledNeighbours neighbours = {};
  if (given.size() > neighbours.size())
    throw InputError("dataset.neighbours: at most " + std::to_string(neighbours.size()) + " layers, found " +
                     std::to_string(given.size()));
  std::ranges::copy(given, neighbours.begin());
  return neighbours;
}

std::vector<Kind> kinds_of_datasets() {
  std::vector<Kind> kinds;
  for (const DatasetFacts& facts : known_datasets())
    kinds.push_back({.name = facts.name,
                     .reads = facts.reads,
                     .tasks = {facts.task},
                     .options = facts.options,
                     .has_validation = facts.has_validation});
  return kinds;
}

const DatasetFacts& dataset_facts(std::string_view name) {
  const auto all = known_datasets();
  const auto found = std::ranges::find(all, name, &DatasetFacts::name);
  if (found != all.end()) return *found;
  const std::vector<std::string>& names = kind_names("dataset.name");
  const std::string nearest = nearest_name(name, names);
  throw InputError("dataset.name = " + std::string(name) + ": expected " + join_choices(names) +
                   (nearest.empty() ? std::string() : "; did you mean " + nearest + "?"));
}

DatasetFacts facts_of(const DatasetSpec& dataset) {
  const DatasetFacts& facts = dataset_facts(dataset.name);
  return facts.of_spec == nullptr ? facts : facts.of_spec(dataset);
}

std::int64_t published_train_samples(const DatasetSpec& dataset) {
  const DatasetFacts facts = facts_of(dataset);
  if (dataset.train_limit <= 0) return facts.train_samples;
  return facts.needs_root ? std::min<std::int64_t>(dataset.train_limit, facts.train_samples) : dataset.train_limit;
}

}  // namespace imprint
