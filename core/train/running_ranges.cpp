// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/running_ranges.h"

#include <torch/nn/module.h>

#include "core/formats/activation_range.h"

namespace imprint {
namespace {

std::vector<at::Tensor> ranges_of(torch::nn::Module& network) {
  std::vector<at::Tensor> ranges;
  for (const auto& buffer : network.named_buffers())
    if (buffer.key().ends_with(ActivationRange::buffer_name)) ranges.push_back(buffer.value());
  return ranges;
}

}  // namespace

void reset_activation_ranges(torch::nn::Module& network) {
  for (at::Tensor& range : ranges_of(network)) range.copy_(ActivationRange::empty_buffer());
}

KeptActivationRanges::KeptActivationRanges(torch::nn::Module& network) {
  for (const at::Tensor& range : ranges_of(network)) ranges_.emplace_back(range, range.clone());
}

KeptActivationRanges::~KeptActivationRanges() {
  for (auto& [range, kept] : ranges_) range.copy_(kept);
}

}  // namespace imprint
