// SPDX-License-Identifier: GPL-3.0-or-later
// GCN and GraphSAGE against dense matrices.
#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/cross_entropy_loss.h>
#include <ATen/ops/relu.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <torch/csrc/autograd/autograd.h>

#include "core/data/graph/sampled_graph.h"
#include "core/data/graph/whole_graph.h"
#include "core/formats/codec.h"
#include "core/models/gcn/gcn.h"
#include "core/models/sage/sage.h"
#include "tests/reference/plain_units.h"
#include "tests/reference/test_tensors.h"
#include "tests/support/expect_error.h"
#include "tests/support/model_specs.h"

namespace imprint::test {
namespace {

/// Layers that make features more and fewer, so that both orders of product and aggregation are taken.
const std::vector<int> hidden = {9, 3};

class GraphNetworks : public testing::Test {
 protected:
  Batch whole() const { return part_.gather(std::vector<Sample>{{0}}); }
  Batch sampled() const {
    return SampledGraph(data_, nodes_, {4, 3, 2}).gather(std::vector<Sample>{{3, 5}, {8, 5}, {1, 5}});
  }
  static std::shared_ptr<Network> network(const std::string& name, const DataShape& shape,
                                          const std::string& normalisation = "none") {
    ModelSpec model = model_of_layers(name, hidden);
    model.options.set("normalisation", normalisation);
    return make_network(model, shape, 3);
  }
  /// Outputs to 1e-5, and the gradients of all weights.
  static void expect_same(Network& network, const Batch& batch,
                          const std::function<at::Tensor(const Weights&)>& plain) {
    const Weights weights = double_weights(network);
    const at::Tensor logits = network.forward(batch.inputs, {}), expected = plain(weights);
    EXPECT_LT(relative_error(logits, expected), 1e-5);
    std::vector<at::Tensor> ours, theirs;
    for (const auto& item : network.named_parameters()) {
      ours.push_back(item.value());
      theirs.push_back(weights.at(item.key()));
    }
    const auto a = torch::autograd::grad({at::cross_entropy_loss(logits, batch.targets)}, ours);
    const auto b = torch::autograd::grad({at::cross_entropy_loss(expected, batch.targets)}, theirs);
    for (std::size_t i = 0; i < a.size(); ++i) EXPECT_LT(relative_error(a[i], b[i]), 1e-5) << i;
  }

  std::shared_ptr<const LabelledGraph> data_ = random_graph(40, 90, 5, 4, 1);
  at::Tensor nodes_ = at::arange(10, 30, at::kLong);
  WholeGraph part_{data_, nodes_};
};

TEST_F(GraphNetworks, GcnIsItsFormula) {
  for (const bool normalises : {false, true}) {
    const auto gcn = network("gcn", part_.shape(), normalises ? "graph" : "none");
    const Batch batch = whole();
    expect_same(*gcn, batch, [&](const Weights& weights) {
      return plain_gcn(weights, batch.inputs.values, *batch.inputs.graph, normalises);
    });
    EXPECT_EQ(gcn->is_piecewise_linear(), !normalises);
  }
}

TEST_F(GraphNetworks, SageIsItsFormulaOnWholeGraphsAndSamples) {
  for (const Batch& batch : {whole(), sampled()}) {
    const auto sage = network("sage", part_.shape());
    expect_same(*sage, batch,
                [&](const Weights& weights) { return plain_sage(weights, batch.inputs.values, *batch.inputs.graph); });
  }
}

/// With as many neighbours as there are, nothing is left out.
TEST_F(GraphNetworks, SamplesOfAllNeighboursAnswerAsTheWholeGraph) {
  const SampledGraph all(data_, nodes_, {100, 100, 100});
  const auto sage = network("sage", part_.shape());
  std::vector<Sample> samples;
  for (std::int64_t i = 0; i < all.size(); ++i) samples.push_back({i, 9});
  const Batch batch = all.gather(samples);
  EXPECT_LT(relative_error(sage->forward(batch.inputs, {}), sage->forward(whole().inputs, {})), 1e-6);
}

/// Activations a grid a node, weights a grid an input feature, the bias one: bit for bit by the codecs.
TEST_F(GraphNetworks, GcnRoundsAsItWasPublished) {
  const auto gcn = std::dynamic_pointer_cast<Gcn>(make_network(model_of_layers("gcn", {}), part_.shape(), 3));
  ForwardContext context;
  context.precision.network = layer_precision(3, 32);
  const auto rounded = [](const at::Tensor& values, Granularity granularity) {
    return codec_of(NumberFormat(3)).rounded(values, NumberFormat(3), {.granularity = granularity});
  };
  const auto weights = gcn->named_parameters();
  const at::Tensor product =
      rounded(data_->features, Granularity::row)
          .to(at::kDouble)
          .matmul(rounded(weights["conv1.weight"].detach(), Granularity::column).t().to(at::kDouble));
  const at::Tensor expected =
      dense_symmetric(data_->graph).matmul(product) + rounded(weights["conv1.bias"].detach(), Granularity::tensor);
  EXPECT_LT(relative_error(gcn->forward(whole().inputs, context), expected.index_select(0, nodes_)), 1e-6);
}

TEST_F(GraphNetworks, DropoutStrikesInputsAndHiddenFeatures) {
  for (const char* name : {"gcn", "sage"})
    for (const char* option : {"dropout", "input_dropout"}) {
      ModelSpec model = model_of_layers(name, hidden);
      model.options.set(option, 0.5);
      const auto dropping = make_network(model, part_.shape(), 3), plain = network(name, part_.shape());
      ForwardContext training;
      training.training = true;
      training.dropout_key = 4;
      const Inputs inputs = whole().inputs;
      EXPECT_TRUE(same_values(dropping->forward(inputs, {}), plain->forward(inputs, {}))) << name << option;
      const at::Tensor once = dropping->forward(inputs, training);
      EXPECT_FALSE(same_values(once, plain->forward(inputs, training))) << name << option;
      EXPECT_TRUE(same_values(once, dropping->forward(inputs, training))) << name << option;
    }
}

TEST_F(GraphNetworks, CountTheNodesThatPass) {
  const std::int64_t nodes = 40;
  const auto gcn = network("gcn", part_.shape());
  EXPECT_EQ(gcn->macs().total, nodes * (5 * 9 + 9 * 3 + 3 * 4));
  const auto sage = network("sage", part_.shape());
  EXPECT_EQ(sage->macs().total, 2 * nodes * (5 * 9 + 9 * 3 + 3 * 4));
  DataShape shape = part_.shape();
  shape.nodes = 100'000;
  shape.neighbours = {4, 3, 2};
  // One node asks for 2 neighbours, these 3 for 3 each, those 12 for 4 each.
  const std::int64_t self = 12 * 5 * 9 + 3 * 9 * 3 + 1 * 3 * 4, others = 12 * 5 * 9 + 12 * 9 * 3 + 1 * 3 * 4;
  EXPECT_EQ(network("sage", shape)->macs().total, self + others);
}

TEST_F(GraphNetworks, RefuseSamplesThatDoNotFit) {
  DataShape shape = part_.shape();
  shape.neighbours = {4, 3};
  EXPECT_THAT(input_error_of([&] { network("gcn", shape); }), testing::HasSubstr("dataset.neighbours"));
  EXPECT_THAT(input_error_of([&] { network("sage", shape); }),
              testing::HasSubstr("has 2 numbers, but the network has 3 layers"));
}

}  // namespace
}  // namespace imprint::test
