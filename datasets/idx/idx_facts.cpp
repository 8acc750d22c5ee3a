// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/facts/dataset_facts.h"

namespace imprint {
namespace {

constexpr char files[] =
    "train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte and t10k-labels-idx1-ubyte, "
    "each plain or with .gz";

}  // namespace

std::vector<DatasetFacts> idx_facts() {
  return {{.name = "mnist",
           .title = "MNIST",
           .content = "handwritten digits",
           .task = "image-classification",
           .reads = {"dataset.root", "dataset.augment"},
           .shape = shape_of_images({1, 28, 28}, 10),
           .train_samples = 60000,
           .test_samples = 10000,
           .mean = {0.1307},
           .deviation = {0.3081},
           .horizontal_flip_keeps_class = false,
           .subfolders = {"MNIST/raw", "mnist"},
           .files = files,
           .source = "https://ossci-datasets.s3.amazonaws.com/mnist/"},
          {.name = "fashion-mnist",
           .title = "Fashion-MNIST",
           .content = "pictures of clothes and shoes",
           .task = "image-classification",
           .reads = {"dataset.root", "dataset.augment"},
           .shape = shape_of_images({1, 28, 28}, 10),
           .train_samples = 60000,
           .test_samples = 10000,
           .mean = {0.2860},
           .deviation = {0.3530},
           .subfolders = {"FashionMNIST/raw", "fashion-mnist"},
           .files = files,
           .source = "https://github.com/zalandoresearch/fashion-mnist"}};
}

}  // namespace imprint
