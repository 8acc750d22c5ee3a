// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/graph_aggregation.h"

#include <ATen/Dispatch.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/empty.h>

#include <cmath>

#include "core/base/error.h"

namespace imprint {
namespace {

struct Rows {
  const std::int64_t* offset;
  const std::int64_t* source;
  explicit Rows(const Graph& graph)
      : offset(graph.offsets.data_ptr<std::int64_t>()), source(graph.sources.data_ptr<std::int64_t>()) {}
  std::int64_t degree(std::int64_t row) const { return offset[row + 1] - offset[row]; }
};

}  // namespace

SparseMatrix symmetric_aggregation(const Graph& graph, at::ScalarType type) {
  const std::int64_t nodes = graph.rows();
  if (graph.columns != nodes) throw JobError("a graph convolution needs the whole graph");
  const Rows rows(graph);
  SparseMatrix matrix{at::empty({nodes + 1}, at::kLong), at::empty({graph.edges() + nodes}, at::kLong),
                      at::empty({graph.edges() + nodes}, type), nodes};
  auto* offset = matrix.offsets.data_ptr<std::int64_t>();
  auto* column = matrix.columns.data_ptr<std::int64_t>();
  AT_DISPATCH_FLOATING_TYPES(type, "symmetric_aggregation", [&] {
    auto* value = matrix.values.template data_ptr<scalar_t>();
    const auto root = [&](std::int64_t node) { return std::sqrt(static_cast<double>(rows.degree(node) + 1)); };
    const auto append = [&](std::int64_t row, std::int64_t neighbour) {
      *column++ = neighbour;
      *value++ = static_cast<scalar_t>(1 / (root(row) * root(neighbour)));
    };
    for (std::int64_t row = 0; row < nodes; ++row) {
      offset[row] = rows.offset[row] + row;
      append(row, row);
      for (std::int64_t i = rows.offset[row]; i < rows.offset[row + 1]; ++i) append(row, rows.source[i]);
    }
  });
  offset[nodes] = graph.edges() + nodes;
  return matrix;
}

SparseMatrix mean_aggregation(const Graph& graph, at::ScalarType type) {
  const Rows rows(graph);
  SparseMatrix matrix{graph.offsets, graph.sources, at::empty({graph.edges()}, type), graph.columns};
  AT_DISPATCH_FLOATING_TYPES(type, "mean_aggregation", [&] {
    auto* value = matrix.values.template data_ptr<scalar_t>();
    for (std::int64_t row = 0; row < graph.rows(); ++row)
      for (std::int64_t i = rows.offset[row]; i < rows.offset[row + 1]; ++i)
        value[i] = static_cast<scalar_t>(1 / static_cast<double>(rows.degree(row)));
  });
  return matrix;
}

}  // namespace imprint
