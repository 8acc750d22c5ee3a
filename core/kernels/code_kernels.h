// SPDX-License-Identifier: GPL-3.0-or-later
// What a product of codes needs besides the product, on raw memory, one thread. For value = scale (code - centre) +
// residue on both sides, the sum over k of left times right is
//   ls rs Q + ls rr LS + lr rs RS + K lr rr,   Q = sum of (lc - lz)(rc - rz),  LS, RS = sums of (lc - lz), (rc - rz)
// and Q is an exact integer: P + (h - rz) lsum - lz RS of the product P of the codes lc with rc - h, lsum = sum of lc.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "core/kernels/instruction_set.h"

namespace imprint {

std::int32_t sum_of(std::span<const std::uint8_t> codes, InstructionSet set = best_instruction_set());

/// sums[i] += codes[i].
void add_to(std::span<std::int32_t> sums, std::span<const std::uint8_t> codes,
            InstructionSet set = best_instruction_set());

/// Of the left operand at one row of the result.
struct LeftTerms {
  std::int32_t sum = 0;     // lsum
  std::int32_t centre = 0;  // lz
  float scale = 1;          // ls
  float residue = 0;        // lr
  float constant = 0;       // ls LS + K lr
};

/// Of the right operand at the columns of the result.
struct RightTerms {
  std::span<const std::int32_t> shifted_centre;  // h - rz
  std::span<const std::int32_t> centred_sum;     // RS
  std::span<const float> scale;                  // rs
  std::span<const float> residue;                // rr
  std::span<const float> bias;                   // added
};

/// In place: `values` holds the bits of the product P[n] as int32 and gets the value at column n. Q must fit 32 bits.
void finish_product(std::span<float> values, const LeftTerms& left, const RightTerms& right,
                    InstructionSet set = best_instruction_set());
/// The same with Q in 64 bits.
void finish_product(std::span<const std::int64_t> product, const LeftTerms& left, const RightTerms& right,
                    std::span<float> out, InstructionSet set = best_instruction_set());

/// largest[i] = max(largest[i], |values[i]|); once it is NaN it stays so.
void enlarge(std::span<float> largest, std::span<const float> values, InstructionSet set = best_instruction_set());

/// A row of numbers of 24 bits as three rows of bytes: number = 65536 high + 256 middle + low.
struct Digits {
  std::span<std::int8_t> high, middle, low;
};

/// number[i] = values[i] * inverse_unit[i], rounded to the nearest, half away from zero, 0 of a NaN; at most 127 *
/// 65536. sums[i] += number[i].
void split_into_digits(std::span<const float> values, std::span<const float> inverse_unit, const Digits& digits,
                       std::span<double> sums, InstructionSet set = best_instruction_set());

/// Of a left operand at one row of the result: value = scale (code - centre) + residue.
struct LeftGrid {
  double scale = 1, centre = 0, residue = 0;
};

/// out[i] = unit[i] (scale (N - centre sums[i]) + residue sums[i]) with N = 65536 product[i] + 256 product[n + i] +
/// product[2n + i], the sums over high, middle and low digits of n numbers.
void finish_digits(std::span<const std::int32_t> product, const LeftGrid& left, std::span<const double> sums,
                   std::span<const float> unit, std::span<float> out, InstructionSet set = best_instruction_set());

}  // namespace imprint
