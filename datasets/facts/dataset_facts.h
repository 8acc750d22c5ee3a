// SPDX-License-Identifier: GPL-3.0-or-later
// What is known of a dataset without opening it: for forms, lists and readers. No torch here.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/spec/data_shape.h"
#include "core/spec/experiment_spec.h"
#include "core/spec/kinds.h"
#include "datasets/dataset_list.h"

namespace imprint {

struct DatasetFacts {
  std::string name;                // "cifar10", as DatasetSpec::name
  std::string title;               // "CIFAR-10"
  std::string content;             // "photographs of 10 kinds of things", half a sentence
  std::string task;                // what is learned from it (core/spec/spec_task.h)
  std::vector<std::string> reads;  // as Kind::reads: keys of specs that not all datasets read
  DataShape shape = {};            // of one sample
  std::int64_t train_samples = 0;  // as published; the files found may hold fewer
  std::int64_t test_samples = 0;
  std::int64_t train_units = 0;        // of a whole graph, which is one sample: its nodes for training
  bool has_validation = false;         // a part is held out to choose by, beside the test
  bool needs_root = true;              // false: made in memory, without files
  std::vector<double> mean = {};       // images: per channel, of pixel/255
  std::vector<double> deviation = {};  // images: per channel, of pixel/255
  bool horizontal_flip_keeps_class = true;
  std::vector<std::string> subfolders = {};  // searched below dataset.root, after the root itself
  std::string files;                         // what is looked for, for people
  std::string source;                        // where it comes from: a page or a paper
  std::string fetched_by = {};               // the command that brings such files, where there is one; found by name
  std::vector<Option> options = {};          // of its own, in table [dataset]
  /// Where more is known once a spec names the file; throws InputError for a file that can't be read.
  DatasetFacts (*of_spec)(const DatasetSpec& spec) = nullptr;
};

#define IMPRINT_FACTS(family) std::vector<DatasetFacts> family##_facts();
IMPRINT_DATASETS(IMPRINT_FACTS)
#undef IMPRINT_FACTS

// Options that several families have.

/// "stretch", int: tokens of a stretch of text.
Option stretch_option();

/// dataset.neighbours, of graphs. Throws InputError for more layers than there may be.
SampledNeighbours neighbours_of(const DatasetSpec& dataset);

/// Every dataset, in the order of the list.
std::span<const DatasetFacts> known_datasets();

/// The same as the choices of dataset.name.
std::vector<Kind> kinds_of_datasets();

/// Throws InputError that lists the names and the nearest one.
const DatasetFacts& dataset_facts(std::string_view name);

/// The same of a spec's dataset, with what its files say (DatasetFacts::of_spec).
DatasetFacts facts_of(const DatasetSpec& dataset);

/// Training samples of a run, as published: at most the limit, if there is one. Data made in memory have as many as the
/// limit asks for. Throws as facts_of.
std::int64_t published_train_samples(const DatasetSpec& dataset);

}  // namespace imprint
