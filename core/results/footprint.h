// SPDX-License-Identifier: GPL-3.0-or-later
// What training takes of time and memory while it holds everything in one format.
//
//   bytes of weights    parameters, and 16-bit copies of them where 32-bit masters are kept
//   of gradients        one of each parameter
//   of the optimizer    momentum or moments
//   of features         the results of operations in one step's forward pass (layers/working_format.h)
//
// They follow from counts and widths, whatever emulates the format in memory. Seconds are measured.
#pragma once

#include <cstdint>
#include <string>

namespace imprint {

struct Footprint {
  std::string format = {};  // "fp32", "bf16"
  std::int64_t steps = 0;
  double seconds = 0;  // of these steps: evaluations, probes and checkpoints not counted
  std::int64_t weight_bytes = 0;
  std::int64_t gradient_bytes = 0;
  std::int64_t optimizer_bytes = 0;
  std::int64_t feature_bytes = 0;

  std::int64_t bytes() const { return weight_bytes + gradient_bytes + optimizer_bytes + feature_bytes; }
  bool operator==(const Footprint&) const = default;
};

}  // namespace imprint
