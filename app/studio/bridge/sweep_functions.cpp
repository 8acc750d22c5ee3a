// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/bridge/sweep_functions.h"

#include <algorithm>

#include "datasets/dataset_facts.h"

namespace imprint::studio {

std::int64_t published_train_images(const DatasetSpec& dataset) {
  const std::int64_t published = dataset_facts(dataset.name).train_images;
  return dataset.train_limit > 0 ? std::min<std::int64_t>(dataset.train_limit, published) : published;
}

}  // namespace imprint::studio
