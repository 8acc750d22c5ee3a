// SPDX-License-Identifier: GPL-3.0-or-later
// Deficits of texts.
#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/tensor.h>
#include <gtest/gtest.h>

#include <cmath>

#include "core/data/batch_source.h"
#include "core/data/deficits/data_deficit.h"
#include "core/data/deficits/label_permutation/label_permutation.h"
#include "core/data/text/text_dataset.h"
#include "core/spec/kinds.h"
#include "tests/reference/test_tensors.h"

namespace imprint::test {
namespace {

constexpr std::int64_t vocabulary = 50, end_of_sentence = 0;

DeficitPlace place(std::int64_t step = 3) {
  return {{.tokens = 6, .sentence_end = end_of_sentence, .classes = vocabulary}, 1, step};
}

Batch struck(const std::string& kind, Batch batch, double share = 1, std::int64_t step = 3) {
  apply_data_deficit({.kind = kind, .share = share}, place(step), batch);
  return batch;
}

/// Two stretches of six words, and those that follow each.
Batch two_sentences() {
  return {at::tensor({1, 2, 3, 0, 4, 5, 6, 0, 0, 7, 8, 9}, at::kLong).view({2, 6}),
          at::tensor({2, 3, 0, 4, 5, 6, 0, 0, 7, 8, 9, 0}, at::kLong)};
}

Batch random_text(std::int64_t samples, std::int64_t tokens) {
  return {random_labels(samples * tokens, vocabulary, 1).view({samples, tokens}),
          random_labels(samples * tokens, vocabulary, 2)};
}

TEST(SentenceReversal, TurnsEachSentenceOfAStretch) {
  const Batch turned = struck("sentence-reversal", two_sentences());
  // 1 2 3 . 4 5 6 becomes 3 2 1 . 6 5 4, and 6 . . 7 8 9 . becomes 6 . . 9 8 7 .
  EXPECT_TRUE(turned.inputs.values.flatten().equal(at::tensor({3, 2, 1, 0, 6, 5, 6, 0, 0, 9, 8, 7}, at::kLong)));
  EXPECT_TRUE(turned.targets.equal(at::tensor({2, 1, 0, 6, 5, 4, 0, 0, 9, 8, 7, 0}, at::kLong)));
}

TEST(SentenceReversal, TurnsAWholeStretchWhereThereAreNoSentences) {
  Batch batch = two_sentences();
  DeficitPlace nowhere = place();
  nowhere.shape.sentence_end = -1;
  apply_data_deficit({.kind = "sentence-reversal"}, nowhere, batch);
  EXPECT_TRUE(batch.inputs.values[0].equal(at::tensor({6, 5, 4, 0, 3, 2}, at::kLong)));
  EXPECT_TRUE(batch.targets.narrow(0, 0, 6).equal(at::tensor({5, 4, 0, 3, 2, 1}, at::kLong)));
}

TEST(TokenNoise, StrikesItsShareOfTheTokensThatAreRead) {
  const Batch plain = random_text(100, 200);
  for (const double share : {.2, 1.}) {
    const Batch noisy = struck("token-noise", plain, share);
    EXPECT_TRUE(noisy.targets.equal(plain.targets)) << "what is to be said stays true";
    // One in `vocabulary` of the struck ones is drawn as it was.
    const double differing = noisy.inputs.values.ne(plain.inputs.values).to(at::kDouble).mean().item<double>();
    const double expected = share * (1 - 1. / vocabulary);
    EXPECT_NEAR(differing, expected, 4 * std::sqrt(expected * (1 - expected) / 20000));
  }
}

TEST(TokenNoise, IsAFunctionOfSeedAndStep) {
  const Batch plain = random_text(5, 20);
  const auto read = [&](std::int64_t step) { return struck("token-noise", plain, .5, step).inputs.values; };
  EXPECT_TRUE(read(3).equal(read(3)));
  EXPECT_FALSE(read(3).equal(read(4)));
}

TEST(VocabularyPermutation, RenamesWhatIsReadAndWhatIsSaid) {
  const Batch plain = random_text(5, 20), renamed = struck("vocabulary-permutation", plain);
  const at::Tensor names = at::tensor(label_permutation(vocabulary, 1), at::kLong);
  EXPECT_TRUE(renamed.inputs.values.flatten().equal(names.index_select(0, plain.inputs.values.flatten())));
  EXPECT_TRUE(renamed.targets.equal(names.index_select(0, plain.targets)));
  EXPECT_TRUE(struck("vocabulary-permutation", plain, 1, 99).targets.equal(renamed.targets))
      << "the same at every step";
}

/// A kind that specs accept and no row of the table knows would do nothing, and nobody would say so.
TEST(TextDeficits, EveryKindButPrecisionChangesTheBatchAndLeavesTheGivenOneAlone) {
  const Batch plain = random_text(4, 10);
  const at::Tensor read = plain.inputs.values.clone(), said = plain.targets.clone();
  for (const std::string& kind : kind_names_for("deficit.kind", "language-modelling")) {
    const Batch batch = struck(kind, plain);
    const bool differs = !batch.inputs.values.equal(read) || !batch.targets.equal(said);
    EXPECT_EQ(differs, kind != "precision") << kind;
    EXPECT_TRUE(plain.inputs.values.equal(read) && plain.targets.equal(said)) << kind;
  }
}

}  // namespace
}  // namespace imprint::test
