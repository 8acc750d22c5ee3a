// SPDX-License-Identifier: GPL-3.0-or-later
// A graph whose nodes have features and classes, and which of them are for training, validation and test. Two layouts:
//
//   folder, as OGB publishes node property prediction (plain or .gz, no headers):
//     raw/edge.csv          two nodes a line, counted from 0; each edge once, or in both directions
//     raw/node-feat.csv     a node a line, its features
//     raw/node-label.csv    a node a line, its class, 0 or more
//     raw/num-node-list.csv the number of nodes (may be absent)
//     split/NAME/train.csv, valid.csv, test.csv   a node a line
//   one .npz or .safetensors file: x [nodes, features], y [nodes], edge_index [2, edges], train, valid, test [n]
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "datasets/facts/dataset_facts.h"

namespace imprint {

struct GraphFiles {
  std::string name;  // for complaints
  std::int64_t nodes = 0;
  std::int64_t features = 0;  // numbers a node
  std::int64_t classes = 0;
  std::vector<float> values = {};  // node after node
  std::vector<std::int64_t> labels = {};
  std::vector<std::int32_t> from = {}, to = {};
  std::vector<std::int64_t> train = {}, validation = {}, test = {};
};

/// `split` is the folder below split/; empty = the only one. Throws InputError that names the file, and within it the
/// line or the node: an edge to a node that isn't there, features and labels of different length, a node in two parts,
/// a class without nodes, a file that is missing or cut short.
GraphFiles read_graph_files(const DatasetFacts& facts, const std::string& root, const std::string& split);

/// What read_graph_files looks at, for those who want to know whether it has changed.
std::vector<std::filesystem::path> files_of_graph(const std::string& root, const std::string& split);

}  // namespace imprint
