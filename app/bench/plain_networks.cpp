// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bench/plain_networks.h"

#include <stdexcept>

#include "app/bench/plain_layers.h"

namespace imprint {
namespace {

using torch::nn::BatchNorm2d;
using torch::nn::Conv2d;
using torch::nn::Linear;

class PlainMlp : public PlainNetwork {
 public:
  PlainMlp(std::int64_t inputs, const std::vector<std::int64_t>& hidden, std::int64_t classes) {
    for (const std::int64_t units : hidden) {
      hidden_.push_back(register_module("fc" + std::to_string(hidden_.size() + 1), Linear(inputs, units)));
      inputs = units;
    }
    fc_ = register_module("fc", Linear(inputs, classes));
  }
  at::Tensor forward(const at::Tensor& images) override {
    at::Tensor features = images.flatten(1);
    for (auto& layer : hidden_) features = at::relu(layer(features));
    return fc_(features);
  }

 private:
  std::vector<Linear> hidden_;
  Linear fc_{nullptr};
};

class PlainChain : public PlainNetwork {
 public:
  PlainChain(const std::vector<PlainFilters>& filters, std::int64_t channels, std::int64_t classes) {
    for (const auto& [out, kernel, stride] : filters) {
      const std::string number = std::to_string(norms_.size() + 1);
      convolutions_.push_back(register_module("conv" + number, plain_convolution(channels, out, kernel, stride)));
      norms_.push_back(register_module("bn" + number, BatchNorm2d(out)));
      channels = out;
    }
    fc_ = register_module("fc", Linear(channels, classes));
  }
  at::Tensor forward(const at::Tensor& images) override {
    at::Tensor features = images;
    for (std::size_t i = 0; i < norms_.size(); ++i) features = at::relu(norms_[i](convolutions_[i](features)));
    return fc_(features.mean({2, 3}));
  }

 private:
  std::vector<Conv2d> convolutions_;
  std::vector<BatchNorm2d> norms_;
  Linear fc_{nullptr};
};

class PlainResNet : public PlainNetwork {
 public:
  PlainResNet(int depth, int width, std::int64_t channels, std::int64_t classes)
      : conv1_(register_module("conv1", plain_convolution(channels, width, 3, 1))),
        bn1_(register_module("bn1", BatchNorm2d(width))) {
    std::int64_t in = width;
    for (int stage = 0; stage < 3; ++stage) {
      torch::nn::Sequential blocks;
      for (int i = 0; i < (depth - 2) / 6; ++i) {
        const std::int64_t out = std::int64_t{width} << stage;
        blocks->push_back(PlainBlock(in, out, stage > 0 && i == 0 ? 2 : 1));
        in = out;
      }
      stages_.push_back(register_module("layer" + std::to_string(stage + 1), blocks));
    }
    fc_ = register_module("fc", Linear(in, classes));
  }
  at::Tensor forward(const at::Tensor& images) override {
    at::Tensor features = at::relu(bn1_(conv1_(images)));
    for (auto& stage : stages_) features = stage->forward(features);
    return fc_(features.mean({2, 3}));
  }

 private:
  Conv2d conv1_;
  BatchNorm2d bn1_;
  std::vector<torch::nn::Sequential> stages_;
  Linear fc_{nullptr};
};

}  // namespace

std::shared_ptr<PlainNetwork> plain_mlp(std::int64_t inputs, const std::vector<std::int64_t>& hidden,
                                        std::int64_t classes) {
  return std::make_shared<PlainMlp>(inputs, hidden, classes);
}

std::shared_ptr<PlainNetwork> plain_chain(const std::vector<PlainFilters>& filters, std::int64_t channels,
                                          std::int64_t classes) {
  return std::make_shared<PlainChain>(filters, channels, classes);
}

std::shared_ptr<PlainNetwork> plain_small_cnn(int width, std::int64_t channels, std::int64_t classes) {
  return plain_chain({{width, 3, 1}, {width, 3, 2}, {2 * width, 3, 1}, {2 * width, 3, 2}, {4 * width, 3, 2}}, channels,
                     classes);
}

std::shared_ptr<PlainNetwork> plain_resnet(int depth, int width, std::int64_t channels, std::int64_t classes) {
  return std::make_shared<PlainResNet>(depth, width, channels, classes);
}

void copy_state(const torch::nn::Module& from, torch::nn::Module& to) {
  const torch::NoGradGuard no_graph;
  const auto parameters = from.named_parameters();
  for (auto& item : to.named_parameters()) {
    const at::Tensor* source = parameters.find(item.key());
    if (source == nullptr) throw std::out_of_range("no parameter " + item.key());
    item.value().copy_(*source);
  }
  const auto buffers = from.named_buffers();
  for (auto& item : to.named_buffers()) {
    if (const at::Tensor* source = buffers.find(item.key())) item.value().copy_(*source);
  }
}

}  // namespace imprint
