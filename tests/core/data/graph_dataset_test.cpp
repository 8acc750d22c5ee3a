// SPDX-License-Identifier: GPL-3.0-or-later
// Graphs as data: neighbours, whole graphs, samples of neighbours, deficits.
#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/tensor.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "core/base/error.h"
#include "core/base/random_stream.h"
#include "core/data/batch_source.h"
#include "core/data/deficits/data_deficit.h"
#include "core/data/graph/sampled_graph.h"
#include "core/data/graph/whole_graph.h"
#include "core/spec/kinds.h"
#include "tests/reference/plain_units.h"
#include "tests/reference/test_tensors.h"

namespace imprint::test {
namespace {

using testing::ElementsAre;
using Nodes = std::vector<std::int64_t>;

Nodes neighbours(const Graph& graph, std::int64_t row) {
  const auto* offset = graph.offsets.data_ptr<std::int64_t>();
  const auto* source = graph.sources.data_ptr<std::int64_t>();
  return {source + offset[row], source + offset[row + 1]};
}

TEST(UndirectedGraph, HasEachNeighbourOnceAndNoLoops) {
  const Graph graph = undirected_graph(5, {0, 1, 2, 0, 3}, {1, 0, 2, 3, 0});
  EXPECT_THAT(neighbours(graph, 0), ElementsAre(1, 3));
  EXPECT_THAT(neighbours(graph, 1), ElementsAre(0));
  EXPECT_THAT(neighbours(graph, 2), ElementsAre());
  EXPECT_THAT(neighbours(graph, 3), ElementsAre(0));
  EXPECT_EQ(graph.rows(), 5);
  EXPECT_EQ(graph.columns, 5);
}

TEST(WholeGraph, IsOneSampleThatIsAskedOfItsNodes) {
  const auto data = random_graph(20, 40, 3, 4, 1);
  const WholeGraph part(data, at::tensor({2, 5, 19}, at::kLong));
  EXPECT_EQ(part.size(), 1);
  EXPECT_EQ(part.counted(), 3);
  const std::vector<Sample> all = {{0}};
  const Batch batch = part.gather(all);
  EXPECT_EQ(batch.samples(), 1);
  EXPECT_EQ(batch.units(), 3);
  EXPECT_TRUE(batch.inputs.values.equal(data->features));
  EXPECT_TRUE(batch.targets.equal(data->labels.index_select(0, at::tensor({2, 5, 19}, at::kLong))));
  EXPECT_EQ(part.shape(), (DataShape{.features = 3, .nodes = 20, .classes = 4}));
  EXPECT_EQ(part.training_plan({.batch_size = 7})->steps_per_epoch(), 1);
  EXPECT_THROW(part.gather(std::vector<Sample>{{1}}), InputError);
}

TEST(WholeGraph, SubsetIsOfNodesClassBalanced) {
  const auto data = random_graph(200, 40, 3, 4, 1);
  const auto part = WholeGraph(data, at::arange(200, at::kLong)).subset(12, 1);
  EXPECT_EQ(part->counted(), 12);
  const at::Tensor labels = part->gather(std::vector<Sample>{{0}}).targets;
  for (std::int64_t label = 0; label < 4; ++label) EXPECT_EQ(labels.eq(label).sum().item<std::int64_t>(), 3);
}

SampledNeighbours drawn(std::vector<int> counts) {
  SampledNeighbours result = {};
  std::ranges::copy(counts, result.begin());
  return result;
}

TEST(SampledNeighbours, AreSoManyOfThoseThatThereAre) {
  const auto data = random_graph(60, 300, 3, 4, 1);
  const Nodes rows = {3, 8, 59, 20};
  const SampledLayer layer = sample_neighbours(data->graph, rows, 4, 7);
  EXPECT_EQ(layer.graph.rows(), 4);
  EXPECT_EQ(layer.graph.columns, std::ssize(layer.columns));
  EXPECT_TRUE(std::equal(rows.begin(), rows.end(), layer.columns.begin())) << "the rows come first";
  EXPECT_EQ(std::set<std::int64_t>(layer.columns.begin(), layer.columns.end()).size(), layer.columns.size());
  for (std::size_t row = 0; row < rows.size(); ++row) {
    Nodes found;
    for (const std::int64_t place : neighbours(layer.graph, static_cast<std::int64_t>(row)))
      found.push_back(layer.columns[static_cast<std::size_t>(place)]);
    const Nodes all = neighbours(data->graph, rows[row]);
    EXPECT_EQ(found.size(), std::min<std::size_t>(4, all.size()));
    EXPECT_TRUE(std::ranges::includes(all, found));
  }
}

TEST(SampledNeighbours, AreDrawnUniformly) {
  const auto data = random_graph(30, 200, 3, 4, 1);
  const Nodes all = neighbours(data->graph, 4);
  ASSERT_GT(all.size(), 5U);
  std::map<std::int64_t, int> times;
  constexpr int draws = 4000;
  for (std::uint64_t key = 0; key < draws; ++key)
    for (const std::int64_t node : sample_neighbours(data->graph, {4}, 3, mix64(key)).columns) ++times[node];
  const double share = 3.0 / static_cast<double>(all.size());
  for (const std::int64_t node : all)
    EXPECT_NEAR(times[node], draws * share, 4.5 * std::sqrt(draws * share * (1 - share))) << node;
}

TEST(SampledGraph, BatchesAreFunctionsOfSeedAndStep) {
  const auto data = random_graph(60, 300, 3, 4, 1);
  const SampledGraph part(data, at::arange(40, at::kLong), drawn({3, 2}));
  const auto at_step = [&](std::uint64_t seed, std::int64_t step) {
    return BatchSource(part, {.batch_size = 8, .seed = seed}).at(step);
  };
  const Batch batch = at_step(1, 7), same = at_step(1, 7), later = at_step(1, 12), other = at_step(2, 7);
  EXPECT_EQ(batch.samples(), 8);
  EXPECT_EQ(batch.units(), 8);
  ASSERT_EQ(batch.inputs.graph->layers.size(), 2U);
  EXPECT_EQ(batch.inputs.graph->layers[1].rows(), 8);
  EXPECT_EQ(batch.inputs.graph->layers[0].rows(), batch.inputs.graph->layers[1].columns);
  EXPECT_EQ(batch.inputs.values.size(0), batch.inputs.graph->layers[0].columns);
  EXPECT_TRUE(batch.inputs.values.equal(same.inputs.values) && batch.targets.equal(same.targets));
  EXPECT_FALSE(batch.inputs.values.sizes() == other.inputs.values.sizes() &&
               batch.inputs.values.equal(other.inputs.values));
  EXPECT_FALSE(batch.inputs.values.sizes() == later.inputs.values.sizes() &&
               batch.inputs.values.equal(later.inputs.values));
}

TEST(SampledGraph, IsMeasuredOnTheWholeGraph) {
  const auto data = random_graph(60, 300, 3, 4, 1);
  const SampledGraph part(data, at::arange(40, at::kLong), drawn({3, 2}));
  const auto measured = part.as_measured();
  EXPECT_EQ(measured->size(), 1);
  EXPECT_EQ(measured->counted(), 40);
  EXPECT_THROW(SampledGraph(data, at::arange(4, at::kLong), {}), InputError);
}

Batch whole_batch(const std::shared_ptr<const LabelledGraph>& data) {
  return WholeGraph(data, at::arange(data->nodes(), at::kLong)).gather(std::vector<Sample>{{0}});
}

Batch struck(const std::string& kind, Batch batch, double share, std::int64_t step = 3) {
  apply_data_deficit({.kind = kind, .share = share}, {{.classes = 4}, 1, step}, batch);
  return batch;
}

TEST(DroppedEdges, AreGoneInBothDirections) {
  const auto data = random_graph(200, 3000, 3, 4, 1);
  const Batch plain = whole_batch(data);
  const Batch batch = struck("dropped-edges", plain, .3);
  const Graph& left = batch.inputs.graph->layers.front();
  const double edges = static_cast<double>(data->graph.edges()) / 2;
  EXPECT_NEAR(static_cast<double>(left.edges()) / 2, .7 * edges, 4 * std::sqrt(edges * .3 * .7));
  const at::Tensor dense = dense_mean(left).gt(0);
  EXPECT_TRUE(dense.equal(dense.t())) << "the graph stays undirected";
  EXPECT_EQ(plain.inputs.graph->layers.front().edges(), data->graph.edges()) << "the data stay whole";
  EXPECT_EQ(struck("dropped-edges", plain, 1).inputs.graph->layers.front().edges(), 0);
  EXPECT_FALSE(struck("dropped-edges", plain, .3, 4).inputs.graph->layers.front().sources.equal(left.sources));
  EXPECT_TRUE(struck("dropped-edges", plain, .3).inputs.graph->layers.front().sources.equal(left.sources));
}

TEST(FeatureNoise, KeepsTheSizeOfWhatItReplaces) {
  const auto data = random_graph(400, 800, 50, 4, 1);
  const Batch plain = whole_batch(data), noisy = struck("feature-noise", plain, .25);
  const double changed = noisy.inputs.values.ne(plain.inputs.values).to(at::kDouble).mean().item<double>();
  EXPECT_NEAR(changed, .25, 4 * std::sqrt(.25 * .75 / 20000));
  const auto size = [](const at::Tensor& values) { return values.square().mean().sqrt().item<double>(); };
  EXPECT_NEAR(size(struck("feature-noise", plain, 1).inputs.values), size(plain.inputs.values), .03);
}

TEST(GraphDeficits, EveryKindButPrecisionChangesTheBatch) {
  const Batch plain = whole_batch(random_graph(60, 300, 3, 4, 1));
  for (const std::string& kind : kind_names_for("deficit.kind", "node-classification")) {
    const Batch batch = struck(kind, plain, 1);
    const bool differs = !batch.inputs.values.equal(plain.inputs.values) || !batch.targets.equal(plain.targets) ||
                         batch.inputs.graph->layers.front().edges() != plain.inputs.graph->layers.front().edges();
    EXPECT_EQ(differs, kind != "precision") << kind;
  }
}

}  // namespace
}  // namespace imprint::test
