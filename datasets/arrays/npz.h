// SPDX-License-Identifier: GPL-3.0-or-later
// NumPy's .npz: a zip whose members are called NAME.npy, each
//
//   offset 0   93 'N' 'U' 'M' 'P' 'Y', major and minor version
//   offset 8   length of the header: 16 bits in version 1, 32 bits from version 2 on, little-endian
//   then       {'descr': '<f4', 'fortran_order': False, 'shape': (60000, 784), }, blanks, a line feed
//   then       the elements
//
// Source: numpy.lib.format. Unsigned bytes, whole numbers of 32 and 64 bits and floats of 32 and 64 bits are read,
// little-endian and in C order.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "datasets/arrays/named_array.h"

namespace imprint {

bool is_zip(std::string_view bytes);

/// Throws InputError that names `source` and the member: a damaged zip, a member that is no array, cut short, of
/// another type or order, or larger than 4 GiB.
std::vector<NamedArray> arrays_of_npz(std::string_view bytes, const std::string& source);

/// One member's bytes. Throws InputError as above.
NamedArray parse_npy(std::string_view bytes, const std::string& name, const std::string& source);

}  // namespace imprint
