// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fields/field_makers.h"
#include "datasets/facts/remembered_facts.h"
#include "datasets/graphs/graph_files.h"

namespace imprint {
namespace {

using namespace field_makers;

DatasetFacts facts_of_files(const DatasetSpec& spec) {
  DatasetFacts facts = dataset_facts("graph");
  const GraphFiles files = read_graph_files(facts, spec.root, spec.options.get<std::string>("split"));
  facts.shape = {.features = files.features, .nodes = files.nodes, .classes = files.classes};
  facts.train_samples = std::ssize(files.train);
  facts.test_samples = std::ssize(files.test);
  return facts;
}

DatasetFacts facts_of_spec(const DatasetSpec& spec) {
  static RememberedFacts remembered;
  const auto files = files_of_graph(spec.root, spec.options.get<std::string>("split"));
  DatasetFacts facts = remembered.of(files, [&] { return facts_of_files(spec); });
  facts.shape.neighbours = neighbours_of(spec);
  if (sampled_layers(facts.shape.neighbours) > 0) return facts;
  facts.train_units = facts.train_samples;
  facts.train_samples = facts.test_samples = 1;  // a whole graph is one sample
  return facts;
}

}  // namespace

std::vector<DatasetFacts> graph_facts() {
  return {
      {.name = "graph",
       .title = "Graph files",
       .content = "nodes with features, classes and neighbours",
       .task = "node-classification",
       .reads = {"dataset.root"},
       .has_validation = true,
       .files = "raw/edge.csv.gz, raw/node-feat.csv.gz, raw/node-label.csv.gz and split/NAME/, or one .npz",
       .source = "OGB (ogb.stanford.edu, node property prediction); datasets/graphs/graph_files.h says how it is read",
       .options = {{number({"neighbours", "Neighbours", "a layer"}, {}, within(1, 1e6),
                           "Graphs: how many neighbours of each node are drawn for each layer, as in [10, 10]; "
                           "empty = the whole graph in every step."),
                    std::vector<int>{}},
                   {flag({"normalise_rows", "Normalise features"}, {},
                         "Graphs: the features of each node are divided by their sum, as Kipf and Welling do."),
                    false},
                   {text({"split", "Split"}, {}, TextKind::optional,
                         "Graphs: the folder below split/; empty = the only one."),
                    std::string()}},
       .of_spec = facts_of_spec}};
}

}  // namespace imprint
