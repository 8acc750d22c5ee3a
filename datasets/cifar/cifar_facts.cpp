// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/facts/dataset_facts.h"

namespace imprint {

std::vector<DatasetFacts> cifar_facts() {
  return {{.name = "cifar10",
           .title = "CIFAR-10",
           .content = "photographs of 10 kinds of animals and vehicles",
           .task = "image-classification",
           .reads = {"dataset.root", "dataset.augment"},
           .train_samples = 50000,
           .test_samples = 10000,
           .mean = {0.4914, 0.4822, 0.4465},
           .deviation = {0.2023, 0.1994, 0.2010},
           .subfolders = {"cifar-10-batches-bin"},
           .files = "data_batch_1.bin, data_batch_2.bin, ... and test_batch.bin, each plain or with .gz",
           .source = "https://www.cs.toronto.edu/~kriz/cifar.html (the binary version)"},
          {.name = "cifar100",
           .title = "CIFAR-100",
           .content = "photographs of 100 kinds of things",
           .task = "image-classification",
           .reads = {"dataset.root", "dataset.augment"},
           .shape = shape_of_images({3, 32, 32}, 100),
           .train_samples = 50000,
           .test_samples = 10000,
           .mean = {0.5071, 0.4865, 0.4409},
           .deviation = {0.2673, 0.2564, 0.2762},
           .subfolders = {"cifar-100-binary"},
           .files = "train.bin and test.bin, each plain or with .gz",
           .source = "https://www.cs.toronto.edu/~kriz/cifar.html (the binary version)"}};
}

}  // namespace imprint
