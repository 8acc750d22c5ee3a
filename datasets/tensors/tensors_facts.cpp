// SPDX-License-Identifier: GPL-3.0-or-later
#include <filesystem>
#include <mutex>
#include <optional>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "datasets/arrays/labelled_arrays.h"
#include "datasets/facts/dataset_facts.h"

namespace imprint {
namespace {

/// What was read of a file, as long as it stays as it is.
struct RememberedFacts {
  std::filesystem::path file;
  std::filesystem::file_time_type written;
  std::uintmax_t bytes = 0;
  DatasetFacts facts;
};

/// Shape and counts as in the file.
DatasetFacts facts_of_file(const std::filesystem::path& file) {
  static std::mutex mutex;
  static std::optional<RememberedFacts> last;
  const std::scoped_lock lock(mutex);
  std::error_code error;
  const auto written = std::filesystem::last_write_time(file, error);
  const auto bytes = std::filesystem::file_size(file, error);
  if (last && !error && last->file == file && last->written == written && last->bytes == bytes) return last->facts;
  const LabelledArrays arrays = read_labelled_arrays(file.string());
  DatasetFacts facts = tensors_facts().front();
  facts.shape = arrays.shape;
  facts.train_samples = std::ssize(arrays.train.labels);
  facts.test_samples = std::ssize(arrays.test.labels);
  last = {file, written, bytes, facts};
  return facts;
}

DatasetFacts facts_of_spec(const DatasetSpec& spec) {
  if (spec.root.empty()) throw InputError("dataset.root is empty: tensors needs " + tensors_facts().front().files);
  return facts_of_file(expand_home(spec.root));
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
