// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/executors_used.h"

#include <ATen/core/Tensor.h>
#include <gtest/gtest.h>
#include <torch/csrc/autograd/function.h>

#include <algorithm>
#include <set>

#include "app/bench/timed_models.h"
#include "app/bench/training_step.h"
#include "core/kernels/integer_product.h"

namespace imprint {
namespace {

std::string used_by(const std::string& model, int forward_bits, int backward_bits, std::string_view choice = "auto") {
  return executors_of_a_step(model, layer_precision(forward_bits, backward_bits), std::string(choice));
}

TEST(ExecutorsUsed, AreNoneAtFullPrecision) {
  EXPECT_EQ(used_by("mlp", 32, 32), "fp32");
  EXPECT_EQ(used_by("resnet20", 32, 32, "simulated"), "fp32");
}

TEST(ExecutorsUsed, AreTheSimulationWhereItIsAskedForOrNothingElseCan) {
  EXPECT_EQ(used_by("mlp", 4, 8, "simulated"), "simulated");
  EXPECT_EQ(used_by("mlp", 12, 12), "simulated") << "codes of more than 8 bits";
}

/// Of all functions that gradients go back through.
void collect_names(const torch::autograd::Node* node, std::set<const torch::autograd::Node*>& seen,
                   std::set<std::string>& names) {
  if (node == nullptr || !seen.insert(node).second) return;
  names.insert(node->name());
  for (const auto& edge : node->next_edges()) collect_names(edge.function.get(), seen, names);
}

bool multiplies_codes(const std::string& model, const LayerPrecision& precision) {
  ForwardContext context;
  context.training = true;
  context.precision.network = precision;
  const at::Tensor logits = timed_network(model)->forward(timed_batch(2).images, context);
  std::set<const torch::autograd::Node*> seen;
  std::set<std::string> names;
  collect_names(logits.grad_fn().get(), seen, names);
  return std::ranges::any_of(names, [](const std::string& name) { return name.find("OnCodes") != std::string::npos; });
}

/// The graph of a real step holds the integer products that the answer claims, and no others.
TEST(ExecutorsUsed, AreThoseThatRunInAStep) {
  for (const std::string model : {"mlp", "small-cnn", "resnet20"})
    for (const int bits : {4, 8, 12, 32}) {
      const LayerPrecision precision = layer_precision(bits, bits);
      const std::string used = executors_of_a_step(model, precision, "auto");
      EXPECT_EQ(multiplies_codes(model, precision), used.find("integer") != std::string::npos)
          << model << " at " << bits << " bits: " << used;
    }
}

TEST(ExecutorsUsed, OfLayersThatDifferAreAllNamed) {
  if (!has_integer_multipliers()) GTEST_SKIP() << "all layers are simulated here";
  EXPECT_EQ(used_by("resnet20", 4, 8), "integer+simulated") << "the first convolution sums over nine values only";
}

TEST(ExecutorsUsed, AreCountedByLayerAndToldInWords) {
  EXPECT_TRUE(executors_used(*timed_network("mlp")).empty()) << "nothing was multiplied yet";
  EXPECT_EQ(executors_text({{"integer", 18}, {"simulated", 3}}), "integer in 18 layers, simulated in 3");
  EXPECT_EQ(executors_text({{"fp32", 1}}), "fp32 in 1 layer");
}

}  // namespace
}  // namespace imprint
