// SPDX-License-Identifier: GPL-3.0-or-later
// The engine's networks at full precision against the same networks as LibTorch users write them.
#include <ATen/core/Tensor.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/allclose.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/conv2d.h>
#include <ATen/ops/cross_entropy_loss.h>
#include <ATen/ops/linear.h>
#include <gtest/gtest.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/nn/functional/conv.h>

#include <cmath>

#include "app/bench/plain_networks.h"
#include "app/bench/plain_training.h"
#include "core/layers/fused_batch_norm.h"
#include "core/models/network.h"
#include "tests/reference/test_tensors.h"
#include "tests/support/model_specs.h"

namespace imprint {
namespace {

using namespace test;
using torch::autograd::grad;

struct Pair {
  std::shared_ptr<Network> ours;
  std::shared_ptr<PlainNetwork> plain;
};

Pair pair(const std::string& name) {
  ModelSpec spec = sized_model(name, {64, 32}, 8);
  Pair result{make_network(spec, shape_of_images({3, 16, 16}, 10), 3), nullptr};
  if (name == "mlp") result.plain = plain_mlp(3 * 16 * 16, {64, 32}, 10);
  if (name == "small-cnn") result.plain = plain_small_cnn(8, 3, 10);
  if (name == "resnet20") result.plain = plain_resnet(20, 8, 3, 10);
  if (name == "mobilenetv2") result.plain = plain_mobilenet(0.25, 3, 10);
  if (name == "all-cnn") result.plain = plain_all_cnn(0.25, 3, 10);
  if (name == "resnet18") result.plain = plain_imagenet_resnet(18, 0.25, 3, 10);
  copy_state(*result.ours, *result.plain);
  return result;
}

const at::Tensor images = normal_images({16, 3, 16, 16}, 1);
const at::Tensor labels = random_labels(16, 10, 2);

at::Tensor loss_of(const at::Tensor& logits) { return at::cross_entropy_loss(logits, labels); }

class FullPrecision : public testing::TestWithParam<const char*> {};
INSTANTIATE_TEST_SUITE_P(Networks, FullPrecision,
                         testing::Values("mlp", "small-cnn", "resnet20", "mobilenetv2", "all-cnn", "resnet18"));

struct Answer {
  at::Tensor logits;
  std::vector<at::Tensor> gradients;
};

Answer answer(const at::Tensor& logits, const std::vector<at::Tensor>& parameters) {
  return {logits, grad({loss_of(logits)}, parameters)};
}

double distance(const at::Tensor& a, const at::Tensor& b) { return (a.to(at::kDouble) - b).norm().item<double>(); }

/// No further from double precision than a few times what the plain network in fp32 is. Many batch norms one behind the
/// other make much of a rounding error, whoever makes it; some gradients would be 0 but for them.
void expect_as_near(const Answer& ours, const Answer& plain, const Answer& exact,
                    const std::vector<std::string>& names) {
  const auto as_near = [](const at::Tensor& a, const at::Tensor& b, const at::Tensor& c, double whole) {
    return distance(a, c) <= 5 * distance(b, c) + 1e-6 * whole;
  };
  EXPECT_TRUE(as_near(ours.logits, plain.logits, exact.logits, exact.logits.norm().item<double>()));
  double whole = 0;
  for (const at::Tensor& gradient : exact.gradients) whole += gradient.square().sum().item<double>();
  for (std::size_t i = 0; i < names.size(); ++i)
    EXPECT_TRUE(as_near(ours.gradients[i], plain.gradients[i], exact.gradients[i], std::sqrt(whole)))
        << names[i] << ": " << distance(ours.gradients[i], exact.gradients[i]) << " beside "
        << distance(plain.gradients[i], exact.gradients[i]);
}

TEST_P(FullPrecision, TrainingGivesTheLogitsAndGradientsOfThePlainNetwork) {
  const auto [ours, plain] = pair(GetParam());
  plain->train();
  const Answer a = answer(ours->forward(images, {.training = true}), ours->parameters());
  const Answer b = answer(plain->forward(images), plain->parameters());
  plain->to(at::kDouble);
  const Answer exact = answer(plain->forward(images.to(at::kDouble)), plain->parameters());
  expect_as_near(a, b, exact, ours->named_parameters().keys());
}

TEST_P(FullPrecision, WithFrozenStatisticsLogitsAndGradientsAreThoseOfThePlainNetwork) {
  const auto [ours, plain] = pair(GetParam());
  plain->eval();
  const Answer a = answer(ours->forward(images, {}), ours->parameters());
  const Answer b = answer(plain->forward(images), plain->parameters());
  EXPECT_LT(relative_error(a.logits, b.logits), 1e-5);
  const auto names = ours->named_parameters().keys();
  for (std::size_t i = 0; i < names.size(); ++i)
    EXPECT_LT(relative_error(a.gradients[i], b.gradients[i]), 1e-5) << names[i];
}

TEST_P(FullPrecision, RunningStatisticsFollowThePlainNetworks) {
  const auto [ours, plain] = pair(GetParam());
  plain->train();
  for (int step = 0; step < 3; ++step) {
    ours->forward(images * (step + 1), {.training = true});
    plain->forward(images * (step + 1));
  }
  for (const auto& item : plain->named_buffers()) {
    const at::Tensor buffer = ours->named_buffers()[item.key()];
    EXPECT_TRUE(at::allclose(buffer, item.value(), 1e-4, 1e-5)) << item.key();
  }
  plain->eval();
  EXPECT_LT(relative_error(ours->forward(images, {}), plain->forward(images)), 1e-4);
}

TEST_P(FullPrecision, EvaluationWithAndWithoutAGraphAgree) {
  const auto [ours, plain] = pair(GetParam());
  ours->forward(images, {.training = true});
  const at::Tensor with_graph = ours->forward(images, {});
  const at::NoGradGuard no_graph;
  EXPECT_LT(relative_error(ours->forward(images, {}), with_graph), 1e-5);
}

TEST_P(FullPrecision, HessianProductsEqualThePlainNetworks) {
  const auto [ours, plain] = pair(GetParam());
  plain->eval();
  std::vector<at::Tensor> direction;
  for (const at::Tensor& parameter : ours->parameters()) {
    direction.push_back(normal_tensor(parameter.sizes(), direction.size()));
  }
  const auto product = [&](const at::Tensor& logits, const std::vector<at::Tensor>& parameters) {
    const auto gradients = grad({loss_of(logits)}, parameters, {}, true, true);
    std::vector<at::Tensor> flat;
    for (const at::Tensor& part : grad(gradients, parameters, direction)) flat.push_back(part.reshape(-1));
    return at::cat(flat);
  };
  EXPECT_LT(relative_error(product(ours->forward(images, {}), ours->parameters()),
                           product(plain->forward(images), plain->parameters())),
            1e-3);
}

/// small-cnn without a trace of quantization: ATen's convolutions and classifier, our batch normalisation.
class UnquantizedCnn {
 public:
  explicit UnquantizedCnn(const torch::nn::Module& source) {
    for (const auto& item : source.named_parameters()) {
      parameters_.insert(item.key(), item.value().detach().clone().requires_grad_(true));
    }
  }
  std::vector<at::Tensor> parameters() const { return parameters_.values(); }

  at::Tensor forward(at::Tensor features) const {
    for (int i = 1; i <= 5; ++i) {
      const std::string number = std::to_string(i);
      const int stride = i == 2 || i >= 4 ? 2 : 1;
      const at::Tensor z = at::conv2d(features, parameters_["conv" + number + ".weight"], {}, stride, 1);
      const BatchNormArguments norm{.weight = parameters_["bn" + number + ".weight"],
                                    .bias = parameters_["bn" + number + ".bias"],
                                    .shortcut = {},
                                    .epilogue = Epilogue::relu};
      features = batch_norm_on_batch(z, norm, channel_moments(z));
    }
    return at::linear(features.mean({2, 3}), parameters_["fc.weight"], parameters_["fc.bias"]);
  }

 private:
  torch::OrderedDict<std::string, at::Tensor> parameters_;
};

TEST(ThirtyTwoBits, AreBitIdenticalToTheUnquantizedNetworkThroughTraining) {
  const auto ours = pair("small-cnn").ours;
  const UnquantizedCnn reference(*ours);
  torch::optim::SGD our_optimizer(ours->parameters(), cifar_sgd());
  torch::optim::SGD reference_optimizer(reference.parameters(), cifar_sgd());
  for (int step = 0; step < 5; ++step) {
    const at::Tensor a = ours->forward(images, {.training = true});
    const at::Tensor b = reference.forward(images);
    ASSERT_TRUE(same_values(a, b)) << step;
    our_optimizer.zero_grad();
    reference_optimizer.zero_grad();
    loss_of(a).backward();
    loss_of(b).backward();
    our_optimizer.step();
    reference_optimizer.step();
  }
  const auto weights = ours->parameters(), expected = reference.parameters();
  for (std::size_t i = 0; i < weights.size(); ++i) EXPECT_TRUE(same_values(weights[i], expected[i])) << i;
}

TEST(ThirtyTwoBits, LeaveTheActivationRangesAlone) {
  const auto ours = pair("resnet20").ours;
  ours->forward(images, {.training = true});
  for (const auto& item : ours->named_buffers()) {
    if (!item.key().ends_with("activation_range")) continue;
    EXPECT_EQ(item.value().abs().sum().item<float>(), 0) << item.key();
  }
}

}  // namespace
}  // namespace imprint
