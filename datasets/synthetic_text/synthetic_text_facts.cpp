// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/facts/dataset_facts.h"

namespace imprint {
namespace {

DatasetFacts facts_of_spec(const DatasetSpec& spec) {
  DatasetFacts facts = dataset_facts("synthetic-text");
  facts.shape.tokens = spec.options.get<int>("stretch");
  return facts;
}

}  // namespace

std::vector<DatasetFacts> synthetic_text_facts() {
  return {{.name = "synthetic-text",
           .title = "Synthetic text",
           .content = "sums in words, letter by letter",
           .task = "language-modelling",
           .reads = {},
           .shape = {.tokens = 32, .classes = 28},
           .train_samples = 5000,
           .test_samples = 1000,
           .needs_root = false,
           .files = "no files",
           .source = "written by datasets/synthetic_text/sums_in_words.h",
           .options = {stretch_option()},
           .of_spec = facts_of_spec}};
}

}  // namespace imprint
