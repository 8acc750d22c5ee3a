// SPDX-License-Identifier: GPL-3.0-or-later
// The four arrays that a dataset of one's own consists of:
//
//   train_x, test_x  U8, F32 or F64: [N, C, H, W] images, [N, T, F] sequences of T vectors (F channels, T high and one
//                    pixel wide), or [N, F] vectors (F channels of one pixel)
//   train_y, test_y  U8, I32 or I64: [N] classes, 0 .. C-1; every class is in train_y's range
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/spec/data_shape.h"
#include "datasets/arrays/named_array.h"

namespace imprint {

struct LabelledPart {
  NamedArray samples;
  std::vector<std::int64_t> labels;
};

struct LabelledArrays {
  LabelledPart train, test;
  DataShape shape;  // of one sample; 1 + the largest label of train_y are the classes
};

/// Throws InputError that names the file, the array, the rule and what was found.
LabelledArrays read_labelled_arrays(const std::string& file);

}  // namespace imprint
