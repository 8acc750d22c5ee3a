// SPDX-License-Identifier: GPL-3.0-or-later
// Taps show the inside of every layer: enough to rebuild its output and its parameters' gradients.
#include <ATen/core/Tensor.h>
#include <ATen/ops/_unique.h>
#include <ATen/ops/conv2d.h>
#include <ATen/ops/cross_entropy_loss.h>
#include <ATen/ops/linear.h>
#include <gtest/gtest.h>
#include <torch/csrc/autograd/autograd.h>

#include <map>
#include <set>

#include "core/models/network.h"
#include "tests/reference/test_tensors.h"
#include "tests/support/model_specs.h"

namespace imprint {
namespace {

using namespace test;
using torch::autograd::grad;

const at::Tensor images = normal_images({6, 3, 12, 12}, 1);
const at::Tensor labels = random_labels(6, 10, 2);

at::Tensor by_channel(const at::Tensor& values) { return values.view({1, -1, 1, 1}); }

at::Tensor normalised(const LayerTap& tap) { return (tap.input - by_channel(tap.center)) * by_channel(tap.scale); }

/// The layer's output from its tap and its parameters.
at::Tensor rebuilt(const LayerInfo& layer, const LayerTap& tap) {
  const auto& p = layer.parameters;
  switch (layer.kind) {
    case LayerKind::convolution:
      return at::conv2d(tap.input, p[0], {}, tap.stride, tap.padding, {1, 1}, tap.input.size(1) / p[0].size(1));
    case LayerKind::linear: return at::linear(tap.input, p[0], p[1]);
    case LayerKind::layer_norm: return p[0] * tap.input + p[1];
    case LayerKind::embedding: return p[0].index_select(0, tap.input);
    case LayerKind::batch_norm: return by_channel(p[0]) * normalised(tap) + by_channel(p[1]);
  }
  return {};
}

class Taps : public testing::TestWithParam<const char*> {
 protected:
  Taps() : net_(make_network(sized_model(GetParam(), {20, 15}, 4), shape_of_images({3, 12, 12}, 10), 1)) {
    net_->forward(images, {.training = true});
    plain_ = net_->forward(images, {});
    ForwardContext context;
    context.taps = &taps_;
    logits_ = net_->forward(images, context);
  }
  const LayerTap& tap_of(const LayerInfo& layer) const {
    for (const LayerTap& tap : taps_) {
      if (tap.layer == layer.name) return tap;
    }
    throw std::out_of_range(layer.name);
  }

  std::shared_ptr<Network> net_;
  std::vector<LayerTap> taps_;
  at::Tensor logits_, plain_;
};
INSTANTIATE_TEST_SUITE_P(Networks, Taps, testing::Values("mlp", "small-cnn", "resnet20", "mobilenetv2", "resnet18"));

TEST_P(Taps, ShowEveryLayerOnceAndLeaveTheLogitsAlone) {
  std::set<std::string> tapped, expected;
  for (const LayerTap& tap : taps_) EXPECT_TRUE(tapped.insert(tap.layer).second) << tap.layer;
  for (const LayerInfo& layer : net_->layers()) expected.insert(layer.name);
  EXPECT_EQ(tapped, expected);
  EXPECT_LT(relative_error(logits_, plain_), 1e-5);
}

TEST_P(Taps, RebuildTheOutputOfEveryLayer) {
  for (const LayerInfo& layer : net_->layers()) {
    const LayerTap& tap = tap_of(layer);
    EXPECT_LT(relative_error(rebuilt(layer, tap), tap.output), 1e-5) << layer.name;
  }
}

TEST_P(Taps, GradientsAtTheOutputsGiveThoseOfTheParameters) {
  const at::Tensor loss = at::cross_entropy_loss(logits_, labels);
  for (const LayerInfo& layer : net_->layers()) {
    const LayerTap& tap = tap_of(layer);
    const at::Tensor at_output = grad({loss}, {tap.output}, {}, true)[0];
    const auto direct = grad({loss}, layer.parameters, {}, true);
    LayerTap local = tap;
    local.input = tap.input.detach();
    const auto from_tap = grad({rebuilt(layer, local)}, layer.parameters, {at_output});
    for (std::size_t i = 0; i < direct.size(); ++i) {
      EXPECT_LT(relative_error(from_tap[i], direct[i]), 1e-4) << layer.name;
    }
  }
}

TEST(Tap, OfAQuantizedLayerHoldsTheQuantizedInput) {
  const auto net = make_network(model_of_width("small-cnn", 4), shape_of_images({3, 12, 12}, 10), 1);
  std::vector<LayerTap> taps;
  ForwardContext context;
  context.training = true;
  context.precision.network = layer_precision(2, 32);
  context.taps = &taps;
  net->forward(images, context);
  EXPECT_LE(std::get<0>(at::_unique(taps[2].input)).numel(), 4) << taps[2].layer;
}

}  // namespace
}  // namespace imprint
