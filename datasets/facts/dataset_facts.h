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

namespace imprint {

struct DatasetFacts {
  std::string name;                // "cifar10", as DatasetSpec::name
  std::string title;               // "CIFAR-10"
  std::string content;             // "photographs of 10 kinds of things", half a sentence
  DataShape shape = {};            // of one sample
  std::int64_t train_samples = 0;  // as published; the files found may hold fewer
  std::int64_t test_samples = 0;
  bool needs_root = true;              // false: made in memory, without files
  std::vector<double> mean = {};       // images: per channel, of pixel/255
  std::vector<double> deviation = {};  // images: per channel, of pixel/255
  bool horizontal_flip_keeps_class = true;
  std::vector<std::string> subfolders = {};  // searched below dataset.root, after the root itself
  std::string files;                         // what is looked for, for people
  std::string source;                        // where it comes from: a page or a paper
};

/// Every dataset, synthetic first; the names are those of dataset_names().
std::span<const DatasetFacts> known_datasets();

/// Throws InputError that lists the names and the nearest one.
const DatasetFacts& dataset_facts(std::string_view name);

/// The same of a spec's dataset. What is known of data of one's own stands in its file (remembered until the file
/// changes): shape and counts; throws InputError as read_labelled_arrays.
DatasetFacts facts_of(const DatasetSpec& dataset);

/// Training samples of a run, as published: at most the limit, if there is one. Data made in memory have as many as the
/// limit asks for. Throws as facts_of.
std::int64_t published_train_samples(const DatasetSpec& dataset);

}  // namespace imprint
