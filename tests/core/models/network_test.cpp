// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/network.h"

#include <ATen/core/Tensor.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/equal.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "app/bench/plain_networks.h"
#include "core/base/text.h"
#include "core/spec/kinds.h"
#include "tests/reference/test_tensors.h"
#include "tests/support/expect_error.h"
#include "tests/support/model_specs.h"

namespace imprint {
namespace {

using namespace test;
using testing::HasSubstr;

std::shared_ptr<Network> network(const std::string& name, ImageShape shape = {3, 32, 32}, std::uint64_t seed = 1) {
  ModelSpec spec;
  spec.name = name;
  return make_network(spec, shape_of_images(shape, 10), seed);
}

std::set<std::string> parameter_names(const torch::nn::Module& module) {
  std::set<std::string> names;
  for (const auto& item : module.named_parameters()) names.insert(item.key());
  return names;
}

/// Without the ranges, which only quantized layers have.
std::set<std::string> buffer_names(const torch::nn::Module& module) {
  std::set<std::string> names;
  for (const auto& item : module.named_buffers()) {
    if (!item.key().ends_with("activation_range")) names.insert(item.key());
  }
  return names;
}

const LayerInfo& layer_named(const Network& net, const std::string& name) {
  for (const LayerInfo& layer : net.layers()) {
    if (layer.name == name) return layer;
  }
  throw std::out_of_range(name);
}

TEST(Network, ParametersAndBuffersAreNamedAsInPyTorch) {
  EXPECT_EQ(parameter_names(*network("resnet32")), parameter_names(*plain_resnet(32, 16, 3, 10)));
  EXPECT_EQ(buffer_names(*network("resnet32")), buffer_names(*plain_resnet(32, 16, 3, 10)));
  EXPECT_EQ(parameter_names(*network("small-cnn")), parameter_names(*plain_small_cnn(16, 3, 10)));
  EXPECT_EQ(parameter_names(*network("mobilenetv2")), parameter_names(*plain_mobilenet(1, 3, 10)));
  EXPECT_EQ(parameter_names(*network("all-cnn")), parameter_names(*plain_all_cnn(1, 3, 10)));
  EXPECT_EQ(parameter_names(*network("resnet34")), parameter_names(*plain_imagenet_resnet(34, 1, 3, 10)));
  EXPECT_EQ(parameter_names(*network("mlp", {1, 28, 28})), parameter_names(*plain_mlp(784, {256, 256}, 10)));
}

TEST(Network, AnUnknownNameIsToldThoseThatSpecsAccept) {
  const std::string message = input_error_of([] { network("resnet21"); });
  EXPECT_NE(message.find(": " + join_choices(kind_names("model.name")) + " is expected"), std::string::npos) << message;
}

TEST(Network, EveryNameBuildsAndGivesLogits) {
  for (const std::string& name : kind_names("model.name")) {
    if (name == "resnet110" || name == "resnet152") continue;  // the same code, only slower
    if (kind_reads("model.name", name, "model.file")) continue;  // there is nothing to build without one
    if (find_kind("model.name", name)->tasks != std::vector<std::string>{"image-classification"}) continue;
    for (const ImageShape shape : {ImageShape{1, 28, 28}, ImageShape{3, 32, 32}}) {
      const at::NoGradGuard no_graph;
      const at::Tensor images = normal_tensor({2, shape.channels, shape.height, shape.width}, 1);
      EXPECT_EQ(network(name, shape)->forward(images, {}).sizes(), (at::IntArrayRef{2, 10})) << name;
    }
  }
}

TEST(Network, ResNetsHaveTheKnownSizes) {
  EXPECT_EQ(network("resnet20")->parameter_count(), 272474);
  EXPECT_EQ(network("mlp", {1, 28, 28})->parameter_count(), 784 * 256 + 256 + 256 * 256 + 256 + 2570);
}

TEST(Network, PublishedNetworksHaveTheirPublishedSizes) {
  EXPECT_EQ(network("mobilenetv2")->parameter_count(), 2'296'922);
  EXPECT_NEAR(static_cast<double>(network("mobilenetv2")->macs().total) / 1e6, 91.2, 0.1);
  const auto of_thousand_classes = [](const std::string& name) {
    return make_network({.name = name}, shape_of_images({3, 224, 224}, 1000), 1);
  };
  EXPECT_EQ(of_thousand_classes("resnet18")->parameter_count(), 11'689'512);
  EXPECT_EQ(of_thousand_classes("resnet34")->parameter_count(), 21'797'672);
  EXPECT_NEAR(static_cast<double>(of_thousand_classes("resnet18")->macs().total) / 1e9, 1.814, 0.001);
  const auto all_cnn = network("all-cnn");
  std::int64_t weights = 0;  // of products
  for (const LayerInfo& layer : all_cnn->layers())
    if (layer.kind != LayerKind::batch_norm) weights += layer.parameters[0].numel();
  EXPECT_EQ(weights, 1'617'312);
}

TEST(Network, OfLargeImagesQuantizesNeitherItsFirstConvolutionNorItsProjections) {
  const auto net = network("resnet18", {3, 64, 64});
  for (const LayerInfo& layer : net->layers()) {
    const bool is_full = layer.name == "conv1" || layer.name == "fc" || layer.name.ends_with("downsample.0");
    EXPECT_EQ(layer.quantized, layer.kind == LayerKind::convolution && !is_full) << layer.name;
  }
}

TEST(Network, MacsOfResNet74AreThoseThatCptReports) {
  EXPECT_NEAR(static_cast<double>(network("resnet74")->macs().total) / 1e6, 168.2, 0.1);
}

TEST(Network, MacsFollowTheShapeOfTheFeatures) {
  const auto net = network("resnet20", {1, 28, 28});
  EXPECT_EQ(layer_named(*net, "conv1").macs, 28 * 28 * 16 * 9);
  EXPECT_EQ(layer_named(*net, "layer2.0.conv1").macs, 14 * 14 * 16 * 32 * 9);
  EXPECT_EQ(layer_named(*net, "layer2.0.downsample.0").macs, 14 * 14 * 16 * 32);
  EXPECT_EQ(layer_named(*net, "layer3.2.conv2").macs, 7 * 7 * 64 * 64 * 9);
  EXPECT_EQ(layer_named(*net, "fc").macs, 640);
  EXPECT_EQ(layer_named(*net, "bn1").macs, 0);
}

TEST(Network, LayersListEveryParameterOnceAndQuantizeAllButClassifierAndBatchNorm) {
  const auto net = network("resnet20");
  std::int64_t parameters = 0;
  for (const LayerInfo& layer : net->layers()) {
    for (const at::Tensor& parameter : layer.parameters) parameters += parameter.numel();
    EXPECT_EQ(layer.quantized, layer.kind != LayerKind::batch_norm && layer.name != "fc") << layer.name;
  }
  EXPECT_EQ(parameters, net->parameter_count());
  const at::Tensor weight = net->named_parameters()["layer1.0.conv1.weight"];
  EXPECT_EQ(layer_named(*net, "layer1.0.conv1").parameters[0].data_ptr(), weight.data_ptr());
}

TEST(Network, WeightsAreAFunctionOfTheSeed) {
  const auto a = network("small-cnn"), b = network("small-cnn"), c = network("small-cnn", {3, 32, 32}, 2);
  for (const auto& item : a->named_parameters()) {
    EXPECT_TRUE(at::equal(item.value(), b->named_parameters()[item.key()])) << item.key();
    if (item.value().dim() < 2) continue;
    EXPECT_FALSE(at::equal(item.value(), c->named_parameters()[item.key()])) << item.key();
  }
}

TEST(Network, ConvolutionsStartNormalWithFanOutVariance) {
  const at::Tensor weight = network("resnet20")->named_parameters()["layer3.1.conv2.weight"];
  const double deviation = std::sqrt(2.0 / (9 * 64)), count = static_cast<double>(weight.numel());
  EXPECT_NEAR(weight.mean().item<double>(), 0, 5 * deviation / std::sqrt(count));
  EXPECT_NEAR(weight.std().item<double>(), deviation, 5 * deviation / std::sqrt(2 * count));
  const double fourth = (weight / deviation).pow(4).mean().item<double>();
  EXPECT_NEAR(fourth, 3, 5 * std::sqrt(96 / count));  // a normal distribution's fourth moment
}

TEST(Network, LinearLayersStartUniformWithinTheFanIn) {
  const auto net = network("mlp", {1, 28, 28});
  const at::Tensor weight = net->named_parameters()["fc1.weight"], bias = net->named_parameters()["fc1.bias"];
  EXPECT_LE(weight.abs().max().item<double>(), 1 / 28.0);
  EXPECT_GT(weight.abs().max().item<double>(), 0.999 / 28);
  EXPECT_NEAR(weight.var().item<double>(), 1 / (3 * 784.0), 5e-6);
  EXPECT_LE(bias.abs().max().item<double>(), 1 / 28.0);
  EXPECT_GT(bias.abs().max().item<double>(), 0);
}

TEST(Network, AnUnknownNameIsAnsweredWithTheNearest) {
  EXPECT_THAT(input_error_of([] { network("resnet21"); }),
              testing::AllOf(HasSubstr("model.name = resnet21"), HasSubstr("did you mean resnet20?")));
  EXPECT_THAT(input_error_of([] { network("perceiver"); }), HasSubstr("mlp, small-cnn"));
}

TEST(Network, BadSizesNameTheFieldAndTheValue) {
  ModelSpec spec;
  spec.options.set("width", 0);
  EXPECT_THAT(input_error_of([&] {
                make_network(spec, shape_of_images({3, 32, 32}, 10), 1);
              }),
              HasSubstr("model.width must be from 1 to 1024, but is 0"));
  spec = model_of_layers("mlp", {64, -1});
  EXPECT_THAT(input_error_of([&] {
                make_network(spec, shape_of_images({3, 32, 32}, 10), 1);
              }),
              HasSubstr("model.hidden has an element that must be from 1 to 65536, but is -1"));
  spec = {};
  EXPECT_THAT(input_error_of([&] {
                make_network(spec, shape_of_images({0, 32, 32}, 10), 1);
              }),
              HasSubstr("channels = 0"));
  EXPECT_THAT(input_error_of([&] {
                make_network(spec, shape_of_images({3, 32, 32}, 1), 1);
              }),
              HasSubstr("classes = 1"));
}

TEST(Network, WidthScalesTheChannels) {
  ModelSpec spec = model_of_width("small-cnn", 24);
  const auto net = make_network(spec, shape_of_images({3, 32, 32}, 10), 1);
  EXPECT_EQ(net->named_parameters()["conv5.weight"].size(0), 96);
  const at::NoGradGuard no_graph;
  EXPECT_EQ(net->forward(normal_tensor({2, 3, 32, 32}, 1), {}).size(1), 10);
}

TEST(Network, AnMlpWithoutHiddenLayersIsItsClassifier) {
  ModelSpec spec = model_of_layers("mlp", {});
  const auto net = make_network(spec, shape_of_images({1, 4, 4}, 3), 1);
  EXPECT_EQ(parameter_names(*net), (std::set<std::string>{"fc.bias", "fc.weight"}));
}

}  // namespace
}  // namespace imprint
