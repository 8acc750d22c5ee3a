// SPDX-License-Identifier: GPL-3.0-or-later
// The networks as a LibTorch user writes them: torch::nn modules, default layout, no quantization. What speed
// and bits of the engine's fp32 path are held against.
#pragma once

#include <torch/nn/module.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/models/network.h"

namespace imprint {

class PlainNetwork : public torch::nn::Module {
 public:
  virtual at::Tensor forward(const at::Tensor& images) = 0;
};

std::shared_ptr<PlainNetwork> plain_mlp(std::int64_t inputs, const std::vector<std::int64_t>& hidden,
                                        std::int64_t classes);
std::shared_ptr<PlainNetwork> plain_small_cnn(int width, std::int64_t channels, std::int64_t classes);
std::shared_ptr<PlainNetwork> plain_resnet(int depth, int width, std::int64_t channels, std::int64_t classes);
std::shared_ptr<PlainNetwork> plain_mobilenet(double width, std::int64_t channels, std::int64_t classes);
std::shared_ptr<PlainNetwork> plain_all_cnn(double width, std::int64_t channels, std::int64_t classes);
/// Of 18 or 34 layers, for large images.
std::shared_ptr<PlainNetwork> plain_imagenet_resnet(int depth, double width, std::int64_t channels,
                                                    std::int64_t classes);

/// Copies the parameters and buffers of `from` into those of `to` with the same names. Throws
/// std::out_of_range for a parameter of `to` that `from` has not.
void copy_state(const torch::nn::Module& from, torch::nn::Module& to);

}  // namespace imprint
