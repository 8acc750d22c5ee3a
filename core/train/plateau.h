// SPDX-License-Identifier: GPL-3.0-or-later
// The learning rate of schedule "plateau": it falls whenever validation stalls.
//
//   an evaluation whose validation loss is below all before it   stalled = 0
//   any other                                                    stalled += 1; beyond `patience`: factor *= lr_factor,
//                                                                stalled = 0
//
// With patience 0 that is the rule of word-level language models (Zaremba et al. 2014 and PyTorch's example, lr / 4).
// What it depends on is no function of the step, so it is part of a checkpoint.
#pragma once

#include <cstdint>
#include <limits>

#include "core/train/optimizer.h"

namespace imprint {

class Plateau {
 public:
  Plateau(double lr_factor, int patience) : lr_factor_(lr_factor), patience_(patience) {}

  /// The validation loss of an evaluation, in their order.
  void see(double loss);
  void restart() { state_ = {}; }
  /// On the rate that the schedule gives.
  double factor() const { return state_.factor; }

  /// "plateau": factor, best loss, evaluations since.
  NamedTensors state() const;
  /// The inverse. Throws InputError for a tensor that is none of these.
  void restore(const at::Tensor& state);
  static constexpr char name_of_state[] = "plateau";

 private:
  struct State {
    double factor = 1;
    double best = std::numeric_limits<double>::infinity();
    int stalled = 0;
  };

  double lr_factor_;
  int patience_;
  State state_;
};

}  // namespace imprint
