// SPDX-License-Identifier: GPL-3.0-or-later
#include <filesystem>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "datasets/arrays/labelled_arrays.h"
#include "datasets/facts/dataset_facts.h"
#include "datasets/facts/remembered_facts.h"

namespace imprint {
namespace {

/// Shape and counts as in the file.
DatasetFacts facts_of_file(const std::filesystem::path& file) {
  const LabelledArrays arrays = read_labelled_arrays(file.string());
  DatasetFacts facts = dataset_facts("tensors");
  facts.shape = arrays.shape;
  facts.train_samples = std::ssize(arrays.train.labels);
  facts.test_samples = std::ssize(arrays.test.labels);
  return facts;
}

DatasetFacts facts_of_spec(const DatasetSpec& spec) {
  if (spec.root.empty()) throw InputError("dataset.root is empty: tensors needs " + dataset_facts("tensors").files);
  static RememberedFacts remembered;
  const std::filesystem::path file = expand_home(spec.root);
  return remembered.of({file}, [&] { return facts_of_file(file); });
}

}  // namespace

std::vector<DatasetFacts> tensors_facts() {
  return {{.name = "tensors",
           .title = "Data of one's own",
           .content = "arrays of a file",
           .task = "image-classification",
           .reads = {"dataset.root", "dataset.augment"},
           .files = "one file, .safetensors or .npz, with the arrays train_x, train_y, test_x and test_y",
           .source = "datasets/arrays/labelled_arrays.h says what the arrays hold",
           .of_spec = facts_of_spec}};
}

}  // namespace imprint
