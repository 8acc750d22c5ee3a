// SPDX-License-Identifier: GPL-3.0-or-later
#include <ATen/core/Tensor.h>
#include <ATen/ops/empty.h>

#include <algorithm>
#include <memory>

#include "core/base/error.h"
#include "core/data/text/text_dataset.h"
#include "datasets/catalog.h"
#include "datasets/words/text_files.h"

namespace imprint {
namespace {

// As word-level language models are evaluated since Zaremba et al. 2014.
constexpr std::int64_t evaluation_rows = 10;

std::shared_ptr<const Dataset> part_of(const TextFile& file, const Vocabulary& vocabulary, std::int64_t stretch) {
  auto part = std::make_shared<TextDataset>();
  part->name = file.name;
  part->vocabulary = vocabulary.size();
  part->sentence_end = vocabulary.find(end_of_sentence);
  part->length = stretch;
  part->evaluation_rows = evaluation_rows;
  part->tokens = at::empty({std::ssize(file.words)}, at::kLong);
  std::ranges::copy(file.words, part->tokens.data_ptr<std::int64_t>());
  if (part->size() < 1)
    throw InputError(file.name + ": has " + std::to_string(file.words.size()) +
                     " words, line ends counted: fewer than one stretch of dataset.stretch = " +
                     std::to_string(stretch) + " and the word after it");
  return part;
}

}  // namespace

DatasetSplit load_text(const DatasetFacts& facts, const DatasetSpec& spec, std::uint64_t /*seed*/) {
  const TextFiles files = read_text_files(facts, spec.root);
  const int stretch = spec.options.get<int>("stretch");
  DatasetSplit split;
  split.train = part_of(files.train, files.vocabulary, stretch);
  split.validation = part_of(files.validation, files.vocabulary, stretch);
  split.test = part_of(files.test, files.vocabulary, stretch);
  return split;
}

}  // namespace imprint
