// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/graph/graph.h"

#include <ATen/core/Tensor.h>
#include <ATen/ops/empty.h>

#include <algorithm>
#include <cstddef>

namespace imprint {

Graph undirected_graph(std::int64_t nodes, const std::vector<std::int32_t>& from, const std::vector<std::int32_t>& to) {
  std::vector<std::vector<std::int64_t>> neighbours(static_cast<std::size_t>(nodes));
  for (std::size_t edge = 0; edge < from.size(); ++edge) {
    if (from[edge] == to[edge]) continue;
    neighbours[static_cast<std::size_t>(from[edge])].push_back(to[edge]);
    neighbours[static_cast<std::size_t>(to[edge])].push_back(from[edge]);
  }
  Graph graph{at::empty({nodes + 1}, at::kLong), {}, nodes};
  auto* offset = graph.offsets.data_ptr<std::int64_t>();
  *offset = 0;
  for (auto& row : neighbours) {
    std::ranges::sort(row);
    row.erase(std::unique(row.begin(), row.end()), row.end());
    offset[1] = offset[0] + std::ssize(row);
    ++offset;
  }
  graph.sources = at::empty({*offset}, at::kLong);
  auto* source = graph.sources.data_ptr<std::int64_t>();
  for (const auto& row : neighbours) source = std::ranges::copy(row, source).out;
  return graph;
}

}  // namespace imprint
