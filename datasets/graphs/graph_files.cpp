// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/graphs/graph_files.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/text.h"
#include "datasets/arrays/named_array.h"
#include "datasets/files/dataset_file.h"
#include "datasets/graphs/number_rows.h"

namespace imprint {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t most_nodes = std::numeric_limits<std::int32_t>::max();

/// A list of nodes, and how its places are called: "line 3 of x/train.csv", "entry 2 of train".
struct NodeList {
  std::string source;
  std::string place;  // "line"
  std::vector<std::int64_t> nodes;

  std::string of(std::size_t i) const { return source + ": " + place + " " + std::to_string(i + 1); }
};

/// The tables of either layout, not yet held against each other.
struct RawGraph {
  std::string name;
  NumberRows<float> features = {};
  std::string source_of_features = {};
  NodeList labels = {};
  NodeList edges = {};  // both ends of one edge after the other
  NodeList train = {}, validation = {}, test = {};
};

void require_node(const NodeList& list, std::size_t i, std::int64_t nodes, std::size_t numbers_a_place) {
  if (list.nodes[i] >= 0 && list.nodes[i] < nodes) return;
  throw InputError(list.of(i / numbers_a_place) + ": node " + std::to_string(list.nodes[i]) + " isn't there: " +
                   std::to_string(nodes) + " nodes have features, 0 to " + std::to_string(nodes - 1));
}

void require_lengths(const RawGraph& raw) {
  if (std::ssize(raw.labels.nodes) == raw.features.rows) return;
  throw InputError(raw.labels.source + ": has " + std::to_string(raw.labels.nodes.size()) + " classes, but " +
                   raw.source_of_features + " has the features of " + std::to_string(raw.features.rows) + " nodes");
}

std::int64_t class_count(const NodeList& labels) {
  const auto lowest = std::ranges::min_element(labels.nodes);
  if (*lowest < 0)
    throw InputError(labels.of(static_cast<std::size_t>(lowest - labels.nodes.begin())) +
                     ": classes are counted from 0, found " + std::to_string(*lowest));
  const std::int64_t classes = *std::ranges::max_element(labels.nodes) + 1;
  if (classes < 2) throw InputError(labels.source + ": all nodes are of one class: there is nothing to tell apart");
  if (classes > std::ssize(labels.nodes))
    throw InputError(labels.source + ": class " + std::to_string(classes - 1) + " is higher than the number of nodes");
  std::vector<bool> is_met(static_cast<std::size_t>(classes));
  for (const std::int64_t label : labels.nodes) is_met[static_cast<std::size_t>(label)] = true;
  if (const auto missing = std::ranges::find(is_met, false); missing != is_met.end())
    throw InputError(labels.source + ": class " + std::to_string(missing - is_met.begin()) +
                     " has no nodes, but class " + std::to_string(classes - 1) +
                     " has: number the classes without gaps");
  return classes;
}

/// Every node in one part at most, and once in it.
void require_parts_apart(const RawGraph& raw) {
  std::vector<const NodeList*> owner(static_cast<std::size_t>(raw.features.rows), nullptr);
  for (const NodeList* part : {&raw.train, &raw.validation, &raw.test})
    for (std::size_t i = 0; i < part->nodes.size(); ++i) {
      require_node(*part, i, raw.features.rows, 1);
      const NodeList*& known = owner[static_cast<std::size_t>(part->nodes[i])];
      if (known == part)
        throw InputError(part->of(i) + ": node " + std::to_string(part->nodes[i]) + " stands there a second time");
      if (known != nullptr)
        throw InputError(part->of(i) + ": node " + std::to_string(part->nodes[i]) + " is in " + known->source +
                         ", too: the parts of a split must not overlap");
      known = part;
    }
}

GraphFiles checked(RawGraph raw) {
  if (raw.features.rows > most_nodes) throw InputError(raw.source_of_features + ": more nodes than 2^31");
  require_lengths(raw);
  GraphFiles graph{.name = raw.name, .nodes = raw.features.rows, .features = raw.features.columns};
  graph.classes = class_count(raw.labels);
  for (std::size_t i = 0; i < raw.edges.nodes.size(); ++i) require_node(raw.edges, i, graph.nodes, 2);
  require_parts_apart(raw);
  for (std::size_t i = 0; i + 1 < raw.edges.nodes.size(); i += 2) {
    graph.from.push_back(static_cast<std::int32_t>(raw.edges.nodes[i]));
    graph.to.push_back(static_cast<std::int32_t>(raw.edges.nodes[i + 1]));
  }
  graph.values = std::move(raw.features.values);
  graph.labels = std::move(raw.labels.nodes);
  graph.train = std::move(raw.train.nodes);
  graph.validation = std::move(raw.validation.nodes);
  graph.test = std::move(raw.test.nodes);
  return graph;
}

NodeList read_list(const fs::path& folder, const PartNames& names, std::int64_t columns) {
  const DatasetFile file = read_dataset_part(folder, names);
  return {file.name, "line", whole_rows(file.bytes, columns, file.name).values};
}

fs::path split_folder(const fs::path& root, const std::string& split) {
  const fs::path above = root / "split";
  if (!split.empty()) return above / split;
  std::vector<std::string> names;
  for (const std::string& name : file_names(above))
    if (fs::is_directory(above / name)) names.push_back(name);
  if (names.size() == 1) return above / names.front();
  throw InputError(
      above.string() + ": " +
      (names.empty() ? "there is no split in it" : "has several splits: set dataset.split to " + join_choices(names)));
}

void check_node_count(const fs::path& raw, std::int64_t nodes) {
  const std::vector<std::string> names = file_names(raw);
  const bool is_there =
      std::ranges::any_of(names, [](const auto& name) { return name.starts_with("num-node-list.csv"); });
  if (!is_there) return;
  const NodeList counts = read_list(raw, {"num-node-list.csv"}, 1);
  if (counts.nodes.size() != 1)
    throw InputError(counts.source + ": one graph is expected, found " + std::to_string(counts.nodes.size()));
  if (counts.nodes.front() != nodes)
    throw InputError(counts.source + ": says " + std::to_string(counts.nodes.front()) +
                     " nodes, but node-feat.csv has " + std::to_string(nodes) + " lines");
}

RawGraph read_folder(const DatasetFacts& facts, const std::string& root, const std::string& split) {
  const fs::path folder = find_dataset_folder(facts, root, {"raw/edge.csv"});
  RawGraph graph{.name = folder.filename().string()};
  const DatasetFile features = read_dataset_part(folder / "raw", {"node-feat.csv"});
  graph.source_of_features = features.name;
  graph.features = float_rows(features.bytes, features.name);
  check_node_count(folder / "raw", graph.features.rows);
  graph.labels = read_list(folder / "raw", {"node-label.csv"}, 1);
  graph.edges = read_list(folder / "raw", {"edge.csv"}, 2);
  const fs::path parts = split_folder(folder, split);
  graph.train = read_list(parts, {"train.csv"}, 1);
  graph.validation = read_list(parts, {"valid.csv", "validation.csv"}, 1);
  graph.test = read_list(parts, {"test.csv"}, 1);
  return graph;
}

const NamedArray& array_called(const std::vector<NamedArray>& arrays, const std::string& name,
                               const std::string& source) {
  const auto found = std::ranges::find(arrays, name, &NamedArray::name);
  if (found != arrays.end()) return *found;
  throw InputError(source + ": the array " + name +
                   " is missing; x, y, edge_index, train, valid and test are expected");
}

template <class Element, class Number>
void append_elements(const NamedArray& array, std::vector<Number>& numbers) {
  for (std::int64_t i = 0; i < array.count(); ++i) {
    Element element;
    std::memcpy(&element, array.bytes.data() + static_cast<std::size_t>(i) * sizeof element, sizeof element);
    numbers.push_back(static_cast<Number>(element));
  }
}

template <class Number>
std::vector<Number> elements_of(const NamedArray& array, const std::string& source) {
  std::vector<Number> numbers;
  if (array.type == "U8") append_elements<std::uint8_t>(array, numbers);
  if (array.type == "I32") append_elements<std::int32_t>(array, numbers);
  if (array.type == "I64") append_elements<std::int64_t>(array, numbers);
  if (!std::is_integral_v<Number> && array.type == "F32") append_elements<float>(array, numbers);
  if (!std::is_integral_v<Number> && array.type == "F64") append_elements<double>(array, numbers);
  if (static_cast<std::int64_t>(numbers.size()) != array.count())
    throw InputError(source + ": " + array_words(array) + " holds another kind of numbers than is expected");
  return numbers;
}

void require_shape(const NamedArray& array, std::size_t dimensions, const std::string& words,
                   const std::string& source) {
  if (array.shape.size() != dimensions || array.count() == 0)
    throw InputError(source + ": " + array_words(array) + ": " + words + " is expected");
}

RawGraph read_arrays_of_graph(const fs::path& file) {
  const std::string source = file.string();
  const std::vector<NamedArray> arrays = read_arrays(file);
  const auto list = [&](const std::string& name) {
    const NamedArray& array = array_called(arrays, name, source);
    require_shape(array, 1, name + " [n]", source);
    return NodeList{source + ": " + name, "entry", elements_of<std::int64_t>(array, source)};
  };
  RawGraph graph{.name = file.filename().string(), .source_of_features = source + ": x"};
  const NamedArray& features = array_called(arrays, "x", source);
  require_shape(features, 2, "x [nodes, features]", source);
  graph.features = {elements_of<float>(features, source), features.shape[0], features.shape[1]};
  if (!std::ranges::all_of(graph.features.values, [](float value) { return std::isfinite(value); }))
    throw InputError(source + ": x must hold finite values, but has a NaN or an infinity");
  graph.labels = list("y");
  const NamedArray& edges = array_called(arrays, "edge_index", source);
  require_shape(edges, 2, "edge_index [2, edges]", source);
  if (edges.shape[0] != 2) throw InputError(source + ": " + array_words(edges) + ": edge_index [2, edges] is expected");
  const std::vector<std::int64_t> ends = elements_of<std::int64_t>(edges, source);
  graph.edges = {source + ": edge_index", "edge", {}};
  for (std::size_t i = 0; i < ends.size() / 2; ++i) {
    graph.edges.nodes.push_back(ends[i]);
    graph.edges.nodes.push_back(ends[ends.size() / 2 + i]);
  }
  graph.train = list("train");
  graph.validation = list("valid");
  graph.test = list("test");
  return graph;
}

bool is_file(const std::string& root) {
  std::error_code error;
  return !root.empty() && fs::is_regular_file(expand_home(root), error);
}

}  // namespace

GraphFiles read_graph_files(const DatasetFacts& facts, const std::string& root, const std::string& split) {
  return checked(is_file(root) ? read_arrays_of_graph(expand_home(root)) : read_folder(facts, root, split));
}

std::vector<fs::path> files_of_graph(const std::string& root, const std::string& split) {
  if (is_file(root)) return {expand_home(root)};
  std::vector<fs::path> files;
  for (const char* part : {"raw", "split"}) {  // nothing else: people type "/" on their way to a folder
    std::error_code error;
    for (fs::recursive_directory_iterator entry(expand_home(root) / part, error), end; !error && entry != end;
         entry.increment(error))
      files.push_back(entry->path());
  }
  std::ranges::sort(files);
  files.push_back(fs::path("split") / split);
  return files;
}

}  // namespace imprint
