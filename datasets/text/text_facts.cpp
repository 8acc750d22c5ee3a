// SPDX-License-Identifier: GPL-3.0-or-later
#include <filesystem>

#include "core/base/atomic_file.h"
#include "datasets/facts/remembered_facts.h"
#include "datasets/files/dataset_file.h"
#include "datasets/words/text_files.h"

namespace imprint {
namespace {

/// As if every stretch were one word long.
DatasetFacts facts_of_folder(const std::string& root) {
  DatasetFacts facts = dataset_facts("text");
  const TextFiles files = read_text_files(facts, root);
  facts.shape = {.sentence_end = files.vocabulary.find(end_of_sentence), .classes = files.vocabulary.size()};
  facts.train_samples = std::ssize(files.train.words) - 1;
  facts.test_samples = std::ssize(files.test.words) - 1;
  return facts;
}

DatasetFacts facts_of_spec(const DatasetSpec& spec) {
  static RememberedFacts remembered;
  const std::filesystem::path folder = find_dataset_folder(dataset_facts("text"), spec.root, {});
  std::vector<std::filesystem::path> files;
  for (const std::string& name : file_names(folder)) files.push_back(folder / name);
  DatasetFacts facts = remembered.of(files, [&] { return facts_of_folder(spec.root); });
  facts.shape.tokens = spec.options.get<int>("stretch");
  facts.train_samples /= facts.shape.tokens;
  facts.test_samples /= facts.shape.tokens;
  return facts;
}

}  // namespace

std::vector<DatasetFacts> text_facts() {
  return {{.name = "text",
           .title = "Text files",
           .content = "words of three text files",
           .task = "language-modelling",
           .reads = {"dataset.root"},
           .has_validation = true,
           .files = "train.txt, valid.txt and test.txt, a sentence a line (also ptb.train.txt, ...)",
           .source = "any text; datasets/words/text_files.h says how it is read",
           .options = {stretch_option()},
           .of_spec = facts_of_spec}};
}

}  // namespace imprint
