// SPDX-License-Identifier: GPL-3.0-or-later
// The precision of an experiment: a named schedule, static bits, or a drawn curve.
#pragma once

#include <string>
#include <vector>

namespace imprint {

/// A drawn precision: point i stands at at[i] with bits[i], segment[i] leads on to the next point. Before the first
/// point its bits hold, after the last one its own. Empty: nothing is drawn.
struct PrecisionCurve {
  int cycles = 1;                  // how often the drawn motif is run through, 1..
  std::string shape = "repeated";  // repeated | vertical | horizontal (every other cycle reflected, the first too)
  std::vector<double> at = {};     // 0..1, ascending: the phase of a cycle, so the progress when cycles = 1
  std::vector<double> bits = {};   // 1..32, not rounded; two points at one place make a vertical step
  std::vector<std::string> segment = {};  // hold | linear | cosine | exponential | rex | bezier, one a point
  std::vector<double> handles = {};       // x1 bits1 x2 bits2 of each bezier segment in turn, see precision_curve.h

  bool operator==(const PrecisionCurve&) const = default;
};

struct PrecisionSpec {
  std::string schedule =
      "static";           // static (max_bits throughout), curve, or one of the ten: LR LT CR CT RR RTH RTV ER ETH ETV
  int cycles = 8;         // of the ten; a curve has its own
  int min_bits = 3;       // 1..32
  int max_bits = 8;       // min_bits..32; 32 = fp32
  int backward_bits = 8;  // of gradients, constant; 32 = fp32
  std::string ladder = "affine";         // which formats the bits mean: affine | float, see precision/ladder.h
  int weight_bits = 0;                   // of weights, constant; 0 = the schedule's
  int activation_bits = 0;               // of activations, constant; 0 = the schedule's
  std::vector<std::string> layers = {};  // layers with constant bits of their own, see precision/layer_bits.h
  double rex_constant = 0.9;             // R profile: 1 - z/((1 - c) + c z), z = 1 - x
  std::string period = "floor";          // floor: T/n steps a cycle | floor-plus-one: some published trainers
  bool range_bias_correction = true;     // running activation ranges corrected for their start at 0
  std::string linear_granularity =
      "output-row";                    // weights of linear layers: one range an output-row (as published) | tensor
  std::string executor = "auto";       // auto | simulated, see core/execution
  int ramp = 0;                        // steps over which a new format gains its strength; 0 = at once
  std::string at_change = "keep";      // keep | reset: what becomes of the optimizer's state where formats change
  PrecisionCurve curve = {};           // schedule curve only: forward bits within min_bits..max_bits
  PrecisionCurve backward_curve = {};  // schedule curve only: gradient bits in place of backward_bits; empty = constant

  bool operator==(const PrecisionSpec&) const = default;
};

}  // namespace imprint
