// SPDX-License-Identifier: GPL-3.0-or-later
// The binary records of CIFAR (Krizhevsky 2009): label bytes, then 3072 bytes: the red, green and blue planes
// of 32 x 32 pixels.
//
//   CIFAR-10   3073 bytes a record: the label 0..9
//   CIFAR-100  3074 bytes a record: the coarse label 0..19, then the fine label 0..99, which is the class
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "datasets/files/image_records.h"

namespace imprint {

/// Appends the records of one file, any number of them. `label_counts` holds the number of classes of each
/// label byte; the last byte is the class. Throws InputError that names `file`, the offset and what was
/// expected there: no record, a last record that is cut off (or bytes behind it), a label out of range; for a file of
/// another kind, what it is.
void append_cifar_records(std::string_view bytes, std::span<const int> label_counts, const std::string& file,
                          ImageRecords& records);

}  // namespace imprint
