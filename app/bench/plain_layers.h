// SPDX-License-Identifier: GPL-3.0-or-later
// What the plain networks are made of, as a LibTorch user writes it.
#pragma once

#include <torch/nn/modules/batchnorm.h>
#include <torch/nn/modules/container/sequential.h>
#include <torch/nn/modules/conv.h>
#include <torch/nn/modules/linear.h>

#include <memory>
#include <vector>

#include "app/bench/plain_networks.h"

namespace imprint {

inline torch::nn::Conv2d plain_convolution(std::int64_t in, std::int64_t out, std::int64_t kernel, std::int64_t stride,
                                           std::int64_t groups = 1) {
  const auto options = torch::nn::Conv2dOptions(in, out, kernel).stride(stride).padding(kernel / 2).bias(false);
  return torch::nn::Conv2d(torch::nn::Conv2dOptions(options).groups(groups));
}

struct PlainFilters {
  std::int64_t out = 1, kernel = 3, stride = 1;
};

/// conv1, bn1 and ReLU, conv2, ...: one behind the other, then average pooling and the classifier.
std::shared_ptr<PlainNetwork> plain_chain(const std::vector<PlainFilters>& filters, std::int64_t channels,
                                          std::int64_t classes);

class PlainBlock : public torch::nn::Module {
 public:
  PlainBlock(std::int64_t in, std::int64_t out, std::int64_t stride)
      : conv1_(register_module("conv1", plain_convolution(in, out, 3, stride))),
        bn1_(register_module("bn1", torch::nn::BatchNorm2d(out))),
        conv2_(register_module("conv2", plain_convolution(out, out, 3, 1))),
        bn2_(register_module("bn2", torch::nn::BatchNorm2d(out))) {
    if (stride == 1 && in == out) return;
    downsample_ = register_module(
        "downsample", torch::nn::Sequential(plain_convolution(in, out, 1, stride), torch::nn::BatchNorm2d(out)));
  }
  at::Tensor forward(const at::Tensor& input) {
    const at::Tensor hidden = at::relu(bn1_(conv1_(input)));
    const at::Tensor residual = bn2_(conv2_(hidden));
    return at::relu(residual + (downsample_.is_empty() ? input : downsample_->forward(input)));
  }

 private:
  torch::nn::Conv2d conv1_;
  torch::nn::BatchNorm2d bn1_;
  torch::nn::Conv2d conv2_;
  torch::nn::BatchNorm2d bn2_;
  torch::nn::Sequential downsample_{nullptr};
};

}  // namespace imprint
