// SPDX-License-Identifier: GPL-3.0-or-later
// The continuation of a 32-bit model in 16 bits, beside the seed-paired one in 32: both go on from the same state with
// the same data. Source: Yun, "Continuous 16-bit training" (arXiv 2311.18587); master weights and loss scale:
// Micikevicius et al., "Mixed precision training", ICLR 2018 (arXiv 1710.03740).
#pragma once

#include <string>

namespace imprint {

struct ContinuationSpec {
  std::string format = "none";  // none | bf16 | fp16: what training goes on in
  std::string from = {};        // a checkpoint that the run begins from; empty = from initial weights
  std::string fit = "whole";    // whole | part: what of `from` must fit the network
  double onset = 0;             // in `unit`: where the 16 bits begin; they stay until the end
  std::string unit = "epoch";   // iteration | epoch | fraction (of what epochs or iterations ask for)
  bool master_weights = false;  // weights and the optimizer's state stay in 32 bits, and 16-bit copies compute
  double loss_scale = 0;        // fp16: factor of the loss on the way back; 0 = dynamic, 1 = none
  bool epsilon_guard = true;    // Adam's epsilon is at least the root of the smallest second moment that 16 bits hold

  bool operator==(const ContinuationSpec&) const = default;
};

inline bool is_on(const ContinuationSpec& continuation) { return continuation.format != "none"; }

}  // namespace imprint
