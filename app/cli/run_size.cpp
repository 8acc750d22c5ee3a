// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/run_size.h"

#include "core/base/error.h"

namespace imprint::cli {

RunSize published_run_size(const ExperimentSpec& spec) {
  const auto& dataset = spec.dataset;
  if (dataset.train_limit > 0) return {dataset.train_limit};
  if (dataset.name == "mnist" || dataset.name == "fashion-mnist") return {60000};
  if (dataset.name == "cifar10" || dataset.name == "cifar100") return {50000};
  throw InputError("the size of dataset " + dataset.name + " is open: set training.iterations or dataset.train_limit");
}

}  // namespace imprint::cli
