// SPDX-License-Identifier: GPL-3.0-or-later
// The plain networks whose channels are those of a paper, times a factor.
#include <ATen/ops/max_pool2d.h>

#include <array>
#include <cmath>

#include "app/bench/plain_layers.h"
#include "app/bench/plain_networks.h"

namespace imprint {
namespace {

using torch::nn::BatchNorm2d;
using torch::nn::Conv2d;
using torch::nn::Linear;
using torch::nn::Sequential;

std::int64_t scaled(std::int64_t channels, double width) { return std::llround(static_cast<double>(channels) * width); }

class PlainInvertedBlock : public torch::nn::Module {
 public:
  PlainInvertedBlock(std::int64_t in, std::int64_t out, std::int64_t expansion, std::int64_t stride)
      : is_residual_(stride == 1) {
    const std::int64_t inside = in * expansion;
    conv1_ = register_module("conv1", plain_convolution(in, inside, 1, 1));
    bn1_ = register_module("bn1", BatchNorm2d(inside));
    conv2_ = register_module("conv2", plain_convolution(inside, inside, 3, stride, inside));
    bn2_ = register_module("bn2", BatchNorm2d(inside));
    conv3_ = register_module("conv3", plain_convolution(inside, out, 1, 1));
    bn3_ = register_module("bn3", BatchNorm2d(out));
    if (is_residual_ && in != out)
      shortcut_ = register_module("shortcut", Sequential(plain_convolution(in, out, 1, 1), BatchNorm2d(out)));
  }
  at::Tensor forward(const at::Tensor& input) {
    at::Tensor hidden = at::relu(bn1_(conv1_(input)));
    hidden = bn3_(conv3_(at::relu(bn2_(conv2_(hidden)))));
    if (!is_residual_) return hidden;
    return hidden + (shortcut_.is_empty() ? input : shortcut_->forward(input));
  }

 private:
  bool is_residual_;
  Conv2d conv1_{nullptr}, conv2_{nullptr}, conv3_{nullptr};
  BatchNorm2d bn1_{nullptr}, bn2_{nullptr}, bn3_{nullptr};
  Sequential shortcut_{nullptr};
};

class PlainMobileNet : public PlainNetwork {
 public:
  PlainMobileNet(double width, std::int64_t channels, std::int64_t classes) {
    conv1_ = register_module("conv1", plain_convolution(channels, scaled(32, width), 3, 1));
    bn1_ = register_module("bn1", BatchNorm2d(scaled(32, width)));
    std::int64_t in = scaled(32, width);
    const auto add = [&](std::int64_t expansion, std::int64_t out, int blocks, std::int64_t stride) {
      for (int i = 0; i < blocks; ++i) {
        layers_->push_back(PlainInvertedBlock(in, scaled(out, width), expansion, i == 0 ? stride : 1));
        in = scaled(out, width);
      }
    };
    add(1, 16, 1, 1);
    add(6, 24, 2, 1);
    add(6, 32, 3, 2);
    add(6, 64, 4, 2);
    add(6, 96, 3, 1);
    add(6, 160, 3, 2);
    add(6, 320, 1, 1);
    register_module("layers", layers_);
    conv2_ = register_module("conv2", plain_convolution(in, scaled(1280, width), 1, 1));
    bn2_ = register_module("bn2", BatchNorm2d(scaled(1280, width)));
    fc_ = register_module("fc", Linear(scaled(1280, width), classes));
  }
  at::Tensor forward(const at::Tensor& images) override {
    at::Tensor features = layers_->forward(at::relu(bn1_(conv1_(images))));
    features = at::relu(bn2_(conv2_(features)));
    return fc_(features.mean({2, 3}));
  }

 private:
  Conv2d conv1_{nullptr}, conv2_{nullptr};
  BatchNorm2d bn1_{nullptr}, bn2_{nullptr};
  Sequential layers_;
  Linear fc_{nullptr};
};

class PlainImagenetResNet : public PlainNetwork {
 public:
  PlainImagenetResNet(int depth, double width, std::int64_t channels, std::int64_t classes) {
    const std::array<int, 4> blocks = depth == 18 ? std::array<int, 4>{2, 2, 2, 2} : std::array<int, 4>{3, 4, 6, 3};
    std::int64_t in = scaled(64, width);
    conv1_ = register_module("conv1", plain_convolution(channels, in, 7, 2));
    bn1_ = register_module("bn1", BatchNorm2d(in));
    for (int stage = 0; stage < 4; ++stage) {
      Sequential made;
      for (int i = 0; i < blocks[stage]; ++i) {
        const std::int64_t out = scaled(std::int64_t{64} << stage, width);
        made->push_back(PlainBlock(in, out, stage > 0 && i == 0 ? 2 : 1));
        in = out;
      }
      stages_.push_back(register_module("layer" + std::to_string(stage + 1), made));
    }
    fc_ = register_module("fc", Linear(in, classes));
  }
  at::Tensor forward(const at::Tensor& images) override {
    at::Tensor features = at::relu(bn1_(conv1_(images)));
    features = at::max_pool2d(features, {3, 3}, {2, 2}, {1, 1});
    for (auto& stage : stages_) features = stage->forward(features);
    return fc_(features.mean({2, 3}));
  }

 private:
  Conv2d conv1_{nullptr};
  BatchNorm2d bn1_{nullptr};
  std::vector<Sequential> stages_;
  Linear fc_{nullptr};
};

}  // namespace

std::shared_ptr<PlainNetwork> plain_mobilenet(double width, std::int64_t channels, std::int64_t classes) {
  return std::make_shared<PlainMobileNet>(width, channels, classes);
}

std::shared_ptr<PlainNetwork> plain_all_cnn(double width, std::int64_t channels, std::int64_t classes) {
  const std::int64_t first = scaled(96, width), later = scaled(192, width);
  return plain_chain({{first}, {first}, {later, 3, 2}, {later}, {later}, {later, 3, 2}, {later}, {later, 1}}, channels,
                     classes);
}

std::shared_ptr<PlainNetwork> plain_imagenet_resnet(int depth, double width, std::int64_t channels,
                                                    std::int64_t classes) {
  return std::make_shared<PlainImagenetResNet>(depth, width, channels, classes);
}

}  // namespace imprint
