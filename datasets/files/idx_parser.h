// SPDX-License-Identifier: GPL-3.0-or-later
// The IDX format of MNIST (LeCun, Cortes & Burges): big-endian magic number and lengths, then the values.
//
//   offset 0              00 00 08 rank; 08 stands for unsigned bytes
//   offset 4 + 4 i        length of dimension i, 32 bits
//   offset 4 + 4 rank     as many bytes as the product of the lengths, and nothing behind them
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace imprint {

struct IdxArray {
  std::vector<std::uint32_t> lengths;
  std::string_view values;        // into the parsed bytes
  std::size_t values_offset = 0;  // of the first value in the file
};

/// Parses an array of unsigned bytes with `rank` dimensions. Throws InputError that names `file`, the offset
/// and what was expected there: a wrong magic number, a truncated header, too few or too many values; for a file of
/// another kind, what it is.
IdxArray parse_idx(std::string_view bytes, int rank, const std::string& file);

/// Throws InputError with the offset of the first label that is not in 0..classes-1.
void check_idx_labels(const IdxArray& labels, int classes, const std::string& file);

}  // namespace imprint
