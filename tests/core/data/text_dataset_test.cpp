// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/text/text_dataset.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/arange.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "core/data/batch_source.h"
#include "tests/support/expect_error.h"

namespace imprint::test {
namespace {

/// Token i is i: stretches of 4.
TextDataset counting(std::int64_t tokens) {
  TextDataset text;
  text.name = "counting";
  text.tokens = at::arange(tokens, at::kLong);
  text.vocabulary = tokens;
  text.length = 4;
  return text;
}

TEST(TextDataset, EveryStretchIsToForetellTheNextTokens) {
  const TextDataset text = counting(14);
  EXPECT_EQ(text.size(), 3) << "the last one would have no token after it";
  const std::vector<Sample> samples = {{2}, {0}};
  const Batch batch = text.gather(samples);
  EXPECT_TRUE(batch.inputs.values[0].equal(at::arange(8, 12, at::kLong)));
  EXPECT_TRUE(batch.inputs.values[1].equal(at::arange(0, 4, at::kLong)));
  EXPECT_TRUE(batch.targets.equal(batch.inputs.values.flatten() + 1));
  EXPECT_EQ(batch.units_per_sample(), 4);
  EXPECT_EQ(text.shape(), (DataShape{.tokens = 4, .classes = 14}));
}

TEST(TextDataset, BatchesReadOn) {
  const TextDataset text = counting(41);
  BatchSource batches(text, {.batch_size = 3});
  for (std::int64_t step = 0; step < 8; ++step) {
    const Batch batch = batches.at(step);
    EXPECT_EQ(batch.continues, step % 4 > 0);
    if (!batch.continues) continue;
    const at::Tensor before = batches.at(step - 1).inputs.values;
    for (std::int64_t row = 0; row < batch.samples(); ++row)
      EXPECT_TRUE(batch.inputs.values[row].equal(before[row] + 4));
  }
}

TEST(TextDataset, SubsetIsTheBeginning) {
  const TextDataset text = counting(41);
  const auto part = text.subset(3, 7);
  EXPECT_EQ(part->size(), 3);
  EXPECT_TRUE(part->content().front().equal(at::arange(13, at::kLong)));
  EXPECT_EQ(text.subset(0, 7)->size(), 10);
  EXPECT_EQ(text.subset(99, 7)->size(), 10);
}

TEST(TextDataset, RepresentativesAreDrawnFromAllOfIt) {
  const TextDataset text = counting(4001);
  const auto drawn = text.representatives(50, 11);
  EXPECT_EQ(std::set<std::int64_t>(drawn.begin(), drawn.end()).size(), 50U);
  EXPECT_EQ(drawn, text.representatives(50, 11));
  EXPECT_NE(drawn, text.representatives(50, 12));
  EXPECT_GT(*std::ranges::max_element(drawn), 700);
  EXPECT_LT(*std::ranges::min_element(drawn), 300);
  EXPECT_EQ(text.representatives(0, 11).size(), 1000U);
}

TEST(TextDataset, NamesAStretchThatIsNotThere) {
  const std::vector<Sample> samples = {{3}};
  EXPECT_THAT(input_error_of([&] { counting(14).gather(samples); }),
              testing::HasSubstr("stretch 3 of counting: the indices are 0 to 2"));
}

TEST(TextDataset, LabelPermutationRenamesWhatIsToBeForetold) {
  const TextDataset text = counting(41);
  BatchSource plain(text, {.batch_size = 3});
  BatchSource struck(text, {.batch_size = 3}, {DeficitSpec{.kind = "label-permutation"}}, {{0, 4}});
  EXPECT_TRUE(struck.at(1).inputs.values.equal(plain.at(1).inputs.values));
  EXPECT_TRUE(struck.at(1).targets.ne(plain.at(1).targets).all().item<bool>());
}

}  // namespace
}  // namespace imprint::test
