// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workflow/dataset_check.h"

#include "core/base/atomic_file.h"
#include "datasets/catalog.h"

namespace imprint {

DatasetCheck check_dataset(const ExperimentSpec& spec) {
  DatasetSpec dataset = spec.dataset;
  dataset.root = expand_home(dataset.root).string();
  const DatasetSplit split = load_dataset(dataset, spec.seed);
  DatasetCheck check{{{"training", split.train->counted()}}, split.content_hash};
  for (const EvaluatedPart& part : evaluated_parts(split)) check.parts.emplace_back(part.name, part.data->counted());
  return check;
}

}  // namespace imprint
