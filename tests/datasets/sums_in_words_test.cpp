// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/synthetic_text/sums_in_words.h"

#include <ATen/core/Tensor.h>
#include <gtest/gtest.h>

#include <set>

#include "datasets/catalog.h"
#include "datasets/facts/dataset_facts.h"

namespace imprint::test {
namespace {

std::string letters_of(const at::Tensor& tokens) {
  std::string text;
  for (std::int64_t i = 0; i < tokens.numel(); ++i) {
    const auto token = tokens[i].item<std::int64_t>();
    text += token < 26 ? static_cast<char>('a' + token) : token == 26 ? ' ' : '.';
  }
  return text;
}

TEST(SumsInWords, WritesNumbersAsPeopleDo) {
  EXPECT_EQ(number_in_words(0), "zero");
  EXPECT_EQ(number_in_words(19), "nineteen");
  EXPECT_EQ(number_in_words(40), "forty");
  EXPECT_EQ(number_in_words(57), "fifty seven");
  EXPECT_EQ(number_in_words(100), "one hundred");
  EXPECT_EQ(number_in_words(198), "one hundred ninety eight");
  std::set<std::string> all;
  for (int number = 0; number <= 198; ++number) all.insert(number_in_words(number));
  EXPECT_EQ(all.size(), 199U);
}

TEST(SumsInWords, AddsUp) {
  std::map<std::string, int> value;
  for (int number = 0; number <= 198; ++number) value[number_in_words(number)] = number;
  std::set<std::string> sentences;
  for (std::uint64_t number = 0; number < 500; ++number) {
    const std::string sentence = sum_in_words(3, number);
    const std::size_t plus = sentence.find(" plus "), is = sentence.find(" is "), stop = sentence.find(". ");
    const int first = value.at(sentence.substr(0, plus)), second = value.at(sentence.substr(plus + 6, is - plus - 6));
    EXPECT_EQ(value.at(sentence.substr(is + 4, stop - is - 4)), first + second) << sentence;
    EXPECT_EQ(stop + 2, sentence.size());
    sentences.insert(sentence);
  }
  EXPECT_GT(sentences.size(), 480U);
  EXPECT_NE(sum_in_words(3, 0), sum_in_words(4, 0));
}

TEST(SyntheticText, IsTheSentencesOneAfterTheOther) {
  const DatasetSplit split = load_dataset({.name = "synthetic-text", .train_limit = 20, .test_limit = 10}, 3);
  EXPECT_EQ(split.train->size(), 20);
  EXPECT_EQ(split.test->size(), 10);
  EXPECT_EQ(split.train->shape(), dataset_facts("synthetic-text").shape);
  const std::string text = letters_of(split.train->content().front());
  EXPECT_EQ(text.substr(0, sum_in_words(3, 0).size()), sum_in_words(3, 0));
  EXPECT_TRUE(letters_of(split.test->content().front()).starts_with(sum_in_words(3, std::uint64_t{1} << 32)));
}

TEST(SyntheticText, MoreOfItBeginsAlike) {
  const DatasetSplit less = load_dataset({.name = "synthetic-text", .train_limit = 20}, 3);
  const DatasetSplit more = load_dataset({.name = "synthetic-text", .train_limit = 50}, 3);
  EXPECT_TRUE(more.train->content().front().narrow(0, 0, 641).equal(less.train->content().front()));
}

}  // namespace
}  // namespace imprint::test
