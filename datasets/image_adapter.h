// SPDX-License-Identifier: GPL-3.0-or-later
// From parsed bytes to the dataset that the engine trains on.
#pragma once

#include "core/data/images/image_dataset.h"
#include "datasets/facts/dataset_facts.h"
#include "datasets/files/image_records.h"

namespace imprint {

/// Copies the records into tensors; shape, classes and normalisation are the dataset's. `records.pixels` must
/// hold whole images of that shape, one a label.
ImageDataset make_image_dataset(const DatasetFacts& facts, const ImageRecords& records);

}  // namespace imprint
