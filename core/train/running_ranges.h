// SPDX-License-Identifier: GPL-3.0-or-later
// The running activation ranges of all layers of a network (formats/activation_range.h).
#pragma once

#include <ATen/core/Tensor.h>

#include <utility>
#include <vector>

namespace torch::nn {
class Module;
}

namespace imprint {

/// As if no layer had seen anything: until training has gone on, evaluation quantizes on each batch's own range.
void reset_activation_ranges(torch::nn::Module& network);

/// Puts the ranges back when it goes out of scope.
class KeptActivationRanges {
 public:
  explicit KeptActivationRanges(torch::nn::Module& network);
  ~KeptActivationRanges();
  KeptActivationRanges(const KeptActivationRanges&) = delete;
  KeptActivationRanges& operator=(const KeptActivationRanges&) = delete;

 private:
  std::vector<std::pair<at::Tensor, at::Tensor>> ranges_;  // the network's own, and what it was
};

}  // namespace imprint
