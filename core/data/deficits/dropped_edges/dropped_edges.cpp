// SPDX-License-Identifier: GPL-3.0-or-later
// Each edge is with probability `share` left out at every step, in both directions or, of sampled neighbours, in the
// one that was drawn.
#include <ATen/core/Tensor.h>
#include <ATen/ops/tensor.h>

#include <algorithm>
#include <memory>
#include <vector>

#include "core/base/random_stream.h"
#include "core/data/deficits/data_deficit.h"

namespace imprint {
namespace {

Graph without_some_edges(const Graph& graph, double share, std::uint64_t key) {
  const auto* offset = graph.offsets.data_ptr<std::int64_t>();
  const auto* source = graph.sources.data_ptr<std::int64_t>();
  std::vector<std::int64_t> offsets = {0}, sources;
  for (std::int64_t row = 0; row < graph.rows(); ++row) {
    for (std::int64_t i = offset[row]; i < offset[row + 1]; ++i) {
      const auto [low, high] = std::minmax(row, source[i]);
      const std::uint64_t edge = mix64(key ^ static_cast<std::uint64_t>(low)) ^ static_cast<std::uint64_t>(high);
      if (RandomStream(mix64(edge)).uniform() >= share) sources.push_back(source[i]);
    }
    offsets.push_back(std::ssize(sources));
  }
  return {at::tensor(offsets, at::kLong), at::tensor(sources, at::kLong), graph.columns};
}

}  // namespace

void apply_dropped_edges(const DeficitSpec& deficit, const DeficitPlace& place, Batch& batch) {
  const std::uint64_t key =
      stream_key(place.seed, StreamPurpose::dropped_edges, static_cast<std::uint64_t>(place.step));
  auto inputs = std::make_shared<GraphInputs>(*batch.inputs.graph);
  for (std::size_t layer = 0; layer < inputs->layers.size(); ++layer)
    inputs->layers[layer] = without_some_edges(inputs->layers[layer], deficit.share, mix64(key ^ layer));
  batch.inputs.graph = inputs;
}

}  // namespace imprint
