// SPDX-License-Identifier: GPL-3.0-or-later
// Corpora of three text files.
#include <ATen/core/Tensor.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/data/text/text_dataset.h"
#include "datasets/catalog.h"
#include "datasets/facts/dataset_facts.h"
#include "datasets/words/text_files.h"
#include "tests/datasets/sample_files.h"
#include "tests/support/temporary_folder.h"

namespace imprint::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class TextFilesTest : public testing::Test {
 protected:
  void write(const std::string& name, const std::string& text) { write_file(folder_ / name, text); }
  void write_corpus(const std::string& before = "") {
    write(before + "train.txt", " the cat sat \n the dog sat on the cat \n");
    write(before + "valid.txt", "the bird\r\nsat\r\n");
    write(before + "test.txt", "a cat");  // without a line feed at the end
  }
  TextFiles read() { return read_text_files(dataset_facts("text"), folder_.string()); }
  std::string complaint() {
    return input_error_of([&] { read(); });
  }
  DatasetSpec spec(int stretch) {
    DatasetSpec spec{.name = "text", .root = folder_.string()};
    spec.options.set("stretch", stretch);
    return spec;
  }

  TemporaryFolder temporary_;
  std::filesystem::path folder_ = temporary_.path();
};

TEST_F(TextFilesTest, NumbersWordsInTheOrderOfTheirArrival) {
  write_corpus();
  const TextFiles files = read();
  EXPECT_THAT(files.train.words, ElementsAre(0, 1, 2, 3, 0, 4, 2, 5, 0, 1, 3));
  EXPECT_THAT(files.validation.words, ElementsAre(0, 6, 3, 2, 3));
  EXPECT_THAT(files.test.words, ElementsAre(7, 1, 3));
  EXPECT_EQ(files.vocabulary.word(3), "<eos>");
  EXPECT_EQ(files.vocabulary.word(6), "bird");
  EXPECT_EQ(files.vocabulary.size(), 8);
}

TEST_F(TextFilesTest, GoByTheNamesThatCorporaHave) {
  write_corpus("ptb.");
  const auto expected = read().test.words;
  std::filesystem::remove(folder_ / "ptb.valid.txt");
  write("ptb.validation.txt.gz", gzip("the bird\nsat\n"));
  EXPECT_EQ(read().test.words, expected);
  write("wiki.train.tokens", "one");
  EXPECT_THAT(complaint(), HasSubstr("ptb.train.txt"));
  EXPECT_THAT(complaint(), HasSubstr("wiki.train.tokens"));
}

TEST_F(TextFilesTest, AreRefusedWithFileAndLine) {
  EXPECT_THAT(complaint(), HasSubstr("train.txt: no such file"));
  write_corpus();
  write("test.txt", "\n \n");
  EXPECT_THAT(complaint(), testing::AllOf(HasSubstr("test.txt"), HasSubstr("there is no word in it")));
  write("test.txt", "");
  EXPECT_THAT(complaint(), HasSubstr("there is no word in it"));
  write("test.txt", std::string("a\nb\0c\n", 6));
  EXPECT_THAT(complaint(), testing::AllOf(HasSubstr("test.txt: line 2"), HasSubstr("no text file")));
  write("test.txt", "a cat\n");
  write("vocab.txt", "the\ncat\nsat\ndog\non\nbird\n");
  EXPECT_THAT(complaint(), testing::AllOf(HasSubstr("test.txt: line 1: \"a\""), HasSubstr("vocab.txt")));
  write("test.txt.gz", gzip(std::string(5000, 'x')).substr(0, 20));
  std::filesystem::remove(folder_ / "test.txt");
  EXPECT_THAT(complaint(), testing::AllOf(HasSubstr("test.txt.gz"), HasSubstr("incomplete download")));
}

TEST_F(TextFilesTest, TakeTheWordsOfAVocabularyInItsOrder) {
  write_corpus();
  write("vocab.txt", "a\n<eos>\nbird\ncat\ndog\non\nsat\nthe\n");
  EXPECT_THAT(read().test.words, ElementsAre(0, 3, 1));
  EXPECT_EQ(read().vocabulary.size(), 8);
}

TEST_F(TextFilesTest, BecomeADatasetWithValidation) {
  write_corpus();
  const DatasetSplit split = load_dataset(spec(2), 1);
  EXPECT_EQ(split.train->size(), 5);
  EXPECT_EQ(split.validation->size(), 2);
  EXPECT_EQ(split.test->size(), 1);
  EXPECT_EQ(split.train->shape(), (DataShape{.tokens = 2, .sentence_end = 3, .classes = 8}));
  const DatasetFacts facts = facts_of(spec(2));
  EXPECT_EQ(facts.shape, split.train->shape());
  EXPECT_EQ(facts.train_samples, 5);
  EXPECT_EQ(facts.test_samples, 1);
  const std::string hash = split.content_hash;
  write("valid.txt", "the bird\nsat on\n");
  EXPECT_NE(load_dataset(spec(2), 1).content_hash, hash) << "validation is part of the content";
}

TEST_F(TextFilesTest, FactsFollowTheFiles) {
  write_corpus();
  EXPECT_EQ(facts_of(spec(2)).train_samples, 5);
  write("train.txt", "the cat sat\n");
  EXPECT_EQ(facts_of(spec(1)).train_samples, 3);
}

TEST_F(TextFilesTest, AreRefusedWhereTheyAreShorterThanAStretchOrABatch) {
  write_corpus();
  EXPECT_THAT(input_error_of([&] { load_dataset(spec(7), 1); }),
              testing::AllOf(HasSubstr("valid.txt"), HasSubstr("dataset.stretch = 7")));
  const DatasetSplit split = load_dataset(spec(2), 1);
  EXPECT_THAT(input_error_of([&] { split.train->training_plan({.batch_size = 6}); }),
              testing::AllOf(HasSubstr("train.txt"), HasSubstr("training.batch_size = 6")));
}

}  // namespace
}  // namespace imprint::test
