// SPDX-License-Identifier: GPL-3.0-or-later
// Schedules and deficits speak of bits; a ladder says which format a number of bits means, for each operand. Between
// two rungs it is the lower one.
//
//   affine  32 fp32; 1..31 CPT's grid of as many bits
//   float   32 fp32; 16 bf16; 8 e4m3, of gradients e5m2; 6 e3m2; 4 e2m1
//   int     32 fp32; 2..16 symmetric integers of as many bits
//   mx      32 fp32; 16 bf16; 8 mxfp8-e4m3, of gradients mxfp8-e5m2; 6 mxfp6-e3m2; 4 mxfp4
//   nvidia  32 fp32; 16 bf16; 8 mxfp8-e4m3, of gradients mxfp8-e5m2; 4 nvfp4
//
// Each family of formats brings its ladders along (format_facts.h).
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/precision/layer_precision.h"

namespace imprint {

class Ladder {
 public:
  /// `rungs` from the fewest bits up to fp32.
  Ladder(std::string name, const std::vector<LayerPrecision>& rungs);

  const std::string& name() const { return name_; }
  int fewest_bits() const { return fewest_bits_; }
  /// Where a format begins, from the fewest bits up; without fp32.
  struct Rung {
    int bits = 1;
    NumberFormat format = {};
  };
  std::vector<Rung> rungs(Operand operand) const;
  /// "4 e2m1, 6 e3m2, 8 e4m3/e5m2, 16 bf16": weights and activations / gradients.
  std::string rungs_text() const;
  /// The format of so many bits, 0..32; fewer than the fewest mean the lowest rung.
  NumberFormat format(int bits, Operand operand) const {
    return format_of(by_bits_[static_cast<std::size_t>(bits)], operand);
  }

 private:
  std::string name_;
  int fewest_bits_;
  std::array<LayerPrecision, 33> by_bits_;
};

const std::vector<Ladder>& ladders();
std::vector<std::string> ladder_names();

/// nullptr for a name that there is not.
const Ladder* find_ladder(std::string_view name);
/// Throws InputError for a name that there is not.
const Ladder& ladder(std::string_view name);

}  // namespace imprint
