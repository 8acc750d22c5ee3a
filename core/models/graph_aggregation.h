// SPDX-License-Identifier: GPL-3.0-or-later
// How the features of neighbours become one vector, as a sparse matrix.
#pragma once

#include "core/data/graph/graph.h"
#include "core/kernels/sparse_product.h"

namespace imprint {

/// D^-1/2 (A + I) D^-1/2, D = degree + 1: Kipf & Welling, ICLR 2017 (arXiv 1609.02907), equation 2. Of a whole graph.
SparseMatrix symmetric_aggregation(const Graph& graph, at::ScalarType type);

/// D^-1 A: the mean over the neighbours, 0 of a node that has none. Hamilton, Ying & Leskovec, NeurIPS 2017 (arXiv
/// 1706.02216), mean aggregator without the node itself.
SparseMatrix mean_aggregation(const Graph& graph, at::ScalarType type);

}  // namespace imprint
