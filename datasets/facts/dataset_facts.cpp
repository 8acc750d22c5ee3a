// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/facts/dataset_facts.h"

#include <algorithm>
#include <filesystem>
#include <mutex>
#include <optional>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/text.h"
#include "datasets/arrays/labelled_arrays.h"

namespace imprint {
namespace {

constexpr char idx_files[] =
    "train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte and t10k-labels-idx1-ubyte, "
    "each plain or with .gz";

DatasetFacts synthetic_facts() {
  return {.name = "synthetic",
          .title = "Synthetic textures",
          .content = "crossed fine gratings under low contrast, told apart by their pair of gratings",
          .train_samples = 5000,
          .test_samples = 1000,
          .needs_root = false,
          .mean = {0.5, 0.5, 0.5},
          .deviation = {0.15, 0.15, 0.15},
          .subfolders = {},
          .files = "no files",
          .source = "drawn by datasets/synthetic/texture_image.h"};
}

DatasetFacts synthetic_text_facts() {
  return {.name = "synthetic-text",
          .title = "Synthetic text",
          .content = "sums in words, letter by letter",
          .shape = {.tokens = 32, .classes = 28},
          .train_samples = 5000,
          .test_samples = 1000,
          .needs_root = false,
          .files = "no files",
          .source = "written by datasets/synthetic_text/sums_in_words.h"};
}

DatasetFacts mnist_facts() {
  return {.name = "mnist",
          .title = "MNIST",
          .content = "handwritten digits",
          .shape = shape_of_images({1, 28, 28}, 10),
          .train_samples = 60000,
          .test_samples = 10000,
          .mean = {0.1307},
          .deviation = {0.3081},
          .horizontal_flip_keeps_class = false,
          .subfolders = {"MNIST/raw", "mnist"},
          .files = idx_files,
          .source = "https://ossci-datasets.s3.amazonaws.com/mnist/"};
}

DatasetFacts fashion_mnist_facts() {
  return {.name = "fashion-mnist",
          .title = "Fashion-MNIST",
          .content = "pictures of clothes and shoes",
          .shape = shape_of_images({1, 28, 28}, 10),
          .train_samples = 60000,
          .test_samples = 10000,
          .mean = {0.2860},
          .deviation = {0.3530},
          .subfolders = {"FashionMNIST/raw", "fashion-mnist"},
          .files = idx_files,
          .source = "https://github.com/zalandoresearch/fashion-mnist"};
}

DatasetFacts cifar10_facts() {
  return {.name = "cifar10",
          .title = "CIFAR-10",
          .content = "photographs of 10 kinds of animals and vehicles",
          .train_samples = 50000,
          .test_samples = 10000,
          .mean = {0.4914, 0.4822, 0.4465},
          .deviation = {0.2023, 0.1994, 0.2010},
          .subfolders = {"cifar-10-batches-bin"},
          .files = "data_batch_1.bin, data_batch_2.bin, ... and test_batch.bin, each plain or with .gz",
          .source = "https://www.cs.toronto.edu/~kriz/cifar.html (the binary version)"};
}

DatasetFacts cifar100_facts() {
  return {.name = "cifar100",
          .title = "CIFAR-100",
          .content = "photographs of 100 kinds of things",
          .shape = shape_of_images({3, 32, 32}, 100),
          .train_samples = 50000,
          .test_samples = 10000,
          .mean = {0.5071, 0.4865, 0.4409},
          .deviation = {0.2673, 0.2564, 0.2762},
          .subfolders = {"cifar-100-binary"},
          .files = "train.bin and test.bin, each plain or with .gz",
          .source = "https://www.cs.toronto.edu/~kriz/cifar.html (the binary version)"};
}

DatasetFacts tensors_facts() {
  return {.name = "tensors",
          .title = "Data of one's own",
          .content = "arrays of a file",
          .files = "one file, .safetensors or .npz, with the arrays train_x, train_y, test_x and test_y",
          .source = "datasets/arrays/labelled_arrays.h says what the arrays hold"};
}

/// The facts of one file, as long as it stays as it is.
struct RememberedFacts {
  std::filesystem::path file;
  std::filesystem::file_time_type written;
  std::uintmax_t bytes = 0;
  DatasetFacts facts;
};

DatasetFacts facts_of_file(const std::filesystem::path& file) {
  static std::mutex mutex;
  static std::optional<RememberedFacts> last;
  const std::scoped_lock lock(mutex);
  std::error_code error;
  const auto written = std::filesystem::last_write_time(file, error);
  const auto bytes = std::filesystem::file_size(file, error);
  if (last && !error && last->file == file && last->written == written && last->bytes == bytes) return last->facts;
  const LabelledArrays arrays = read_labelled_arrays(file.string());
  DatasetFacts facts = tensors_facts();
  facts.shape = arrays.shape;
  facts.train_samples = std::ssize(arrays.train.labels);
  facts.test_samples = std::ssize(arrays.test.labels);
  last = {file, written, bytes, facts};
  return facts;
}

std::vector<std::string> known_names() {
  std::vector<std::string> names;
  for (const DatasetFacts& facts : known_datasets()) names.push_back(facts.name);
  return names;
}

}  // namespace

std::span<const DatasetFacts> known_datasets() {
  static const std::vector<DatasetFacts> all = {synthetic_facts(),     synthetic_text_facts(), mnist_facts(),
                                                fashion_mnist_facts(), cifar10_facts(),        cifar100_facts(),
                                                tensors_facts()};
  return all;
}

const DatasetFacts& dataset_facts(std::string_view name) {
  const auto all = known_datasets();
  const auto found = std::find_if(all.begin(), all.end(), [&](const auto& facts) { return facts.name == name; });
  if (found != all.end()) return *found;
  const std::vector<std::string> names = known_names();
  const std::string nearest = nearest_name(name, names);
  throw InputError("dataset.name = " + std::string(name) + ": expected " + join_choices(names) +
                   (nearest.empty() ? std::string() : "; did you mean " + nearest + "?"));
}

DatasetFacts facts_of(const DatasetSpec& dataset) {
  if (dataset.name != tensors_facts().name) return dataset_facts(dataset.name);
  if (dataset.root.empty()) throw InputError("dataset.root is empty: tensors needs " + tensors_facts().files);
  return facts_of_file(expand_home(dataset.root));
}

std::int64_t published_train_samples(const DatasetSpec& dataset) {
  const DatasetFacts facts = facts_of(dataset);
  if (dataset.train_limit <= 0) return facts.train_samples;
  return facts.needs_root ? std::min<std::int64_t>(dataset.train_limit, facts.train_samples) : dataset.train_limit;
}

}  // namespace imprint
