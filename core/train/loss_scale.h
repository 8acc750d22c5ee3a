// SPDX-License-Identifier: GPL-3.0-or-later
// What the loss is multiplied by before it flows back in fp16, so that small gradients are not lost below its smallest
// number; they are divided by it in fp32 before the update. Micikevicius et al., "Mixed precision training", ICLR 2018
// (arXiv 1710.03740), section 3.2.
//
//   dynamic   begins at 2^16; a gradient that overflows halves it, and the step is left out; 2,000 steps without one
//             double it (the numbers of PyTorch's GradScaler)
//
// What it depends on is no function of the step, so it is part of a checkpoint.
#pragma once

#include <cstdint>

#include "core/train/optimizer.h"

namespace imprint {

class LossScale {
 public:
  /// `fixed` > 0 stays; 0 = dynamic.
  explicit LossScale(double fixed) : is_dynamic_(fixed == 0), state_{fixed == 0 ? 0x1p16 : fixed, 0} {}

  double factor() const { return state_.factor; }
  bool is_dynamic() const { return is_dynamic_; }
  /// A step was taken.
  void passed();
  /// A gradient overflowed. Whether a lower scale may help: a dynamic one falls to 1.
  bool overflowed();

  /// "loss_scale": factor, steps since it last changed.
  NamedTensors state() const;
  /// The inverse. Throws InputError for a tensor that is none of these.
  void restore(const at::Tensor& state);
  static constexpr char name_of_state[] = "loss_scale";

 private:
  struct State {
    double factor = 1;
    std::int64_t steps = 0;
  };

  bool is_dynamic_;
  State state_;
};

}  // namespace imprint
