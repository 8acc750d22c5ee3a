// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/synthetic_text/synthetic_text.h"

#include <ATen/core/Tensor.h>
#include <ATen/ops/empty.h>

#include <algorithm>
#include <memory>

#include "core/data/text/text_dataset.h"
#include "datasets/synthetic_text/sums_in_words.h"

namespace imprint {
namespace {

// The sentences of the test have numbers of their own, which no training sentence reaches.
constexpr std::uint64_t first_test_sentence = std::uint64_t{1} << 32;

std::shared_ptr<const Dataset> write_part(const DatasetFacts& facts, std::int64_t stretches, std::uint64_t seed,
                                          std::uint64_t first_number) {
  auto part = std::make_shared<TextDataset>();
  part->name = facts.name;
  part->vocabulary = facts.shape.classes;
  part->length = facts.shape.tokens;
  const auto letters = static_cast<std::size_t>(stretches * part->length + 1);
  std::string text;
  for (std::uint64_t number = first_number; text.size() < letters; ++number) text += sum_in_words(seed, number);
  part->tokens = at::empty({static_cast<std::int64_t>(letters)}, at::kLong);
  std::transform(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(letters),
                 part->tokens.data_ptr<std::int64_t>(), token_of_letter);
  return part;
}

}  // namespace

DatasetSplit load_synthetic_text(const DatasetFacts& /*facts*/, const DatasetSpec& spec, std::uint64_t seed) {
  const DatasetFacts facts = facts_of(spec);
  DatasetSplit split;
  split.train = write_part(facts, spec.train_limit > 0 ? spec.train_limit : facts.train_samples, seed, 0);
  split.test = write_part(facts, spec.test_limit > 0 ? spec.test_limit : facts.test_samples, seed, first_test_sentence);
  return split;
}

}  // namespace imprint
