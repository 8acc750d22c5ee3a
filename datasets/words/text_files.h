// SPDX-License-Identifier: GPL-3.0-or-later
// A corpus of three text files, for training, validation and test, as the Penn Treebank of language models has them:
//
//   one sentence a line, words between blanks; every line ends with the word <eos>, which no file needs to hold
//   train.txt, valid.txt (or validation.txt) and test.txt, also with a name before: ptb.train.txt, wiki.train.tokens;
//   plain or with .gz
//   vocab.txt, if there is one: the words that there are, one a line; else they are those of the three files
//
// Words have numbers in the order in which they come: in vocab.txt, else in training, validation, test.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "datasets/facts/dataset_facts.h"
#include "datasets/words/vocabulary.h"

namespace imprint {

struct TextFile {
  std::string name;  // for complaints
  std::vector<std::int32_t> words;
};

struct TextFiles {
  Vocabulary vocabulary;
  TextFile train, validation, test;
};

/// Those of the folder dataset.root. Throws InputError that names the file, and within it the line: no file or two of
/// them for a part, a file without a word, bytes that are no text (0), a word that vocab.txt lacks.
TextFiles read_text_files(const DatasetFacts& facts, const std::string& root);

/// The numbers of a text's words, each line with <eos> behind it. With `may_grow` new words get numbers, else they are
/// refused.
std::vector<std::int32_t> numbered_words(std::string_view text, const std::string& source, Vocabulary& vocabulary,
                                         bool may_grow);

}  // namespace imprint
