// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/onnx/onnx_graph.h"

#include <google/protobuf/io/coded_stream.h>
#include <onnx/onnx_pb.h>

#include <algorithm>
#include <set>
#include <utility>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/models/onnx/onnx_tensor.h"

namespace imprint {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t largest_file = (std::int64_t{1} << 31) - 1;  // protobuf's own limit
constexpr std::int64_t newest_opset = 20, oldest_opset = 7;

class GraphReader {
 public:
  explicit GraphReader(const fs::path& file) : file_(file) { graph_.source = file.string(); }

  OnnxGraph read() {
    const onnx::ModelProto model = parsed();
    graph_.opset = opset_of(model);
    const onnx::GraphProto& graph = model.graph();
    read_constants(graph);
    read_nodes(graph);
    read_ends(graph);
    require_order();
    return std::move(graph_);
  }

 private:
  [[noreturn]] void refuse(const std::string& what) const { throw InputError(graph_.source + ": " + what); }

  onnx::ModelProto parsed() const {
    const std::string bytes = read_whole_file(file_, largest_file);
    onnx::ModelProto model;
    google::protobuf::io::CodedInputStream stream(reinterpret_cast<const std::uint8_t*>(bytes.data()),
                                                  static_cast<int>(bytes.size()));
    if (!model.ParseFromCodedStream(&stream) || !stream.ConsumedEntireMessage() || !model.has_graph())
      refuse("is no ONNX model, or was cut short");
    return model;
  }

  std::int64_t opset_of(const onnx::ModelProto& model) const {
    std::int64_t version = 0;
    for (const auto& set : model.opset_import())
      if (set.domain().empty() || set.domain() == "ai.onnx") version = set.version();
    if (version < oldest_opset || version > newest_opset)
      refuse("is of operator set " + std::to_string(version) + "; " + std::to_string(oldest_opset) + " to " +
             std::to_string(newest_opset) + " are read: export it again with opset_version=17");
    return version;
  }

  void read_constants(const onnx::GraphProto& graph) {
    if (graph.sparse_initializer_size() > 0) refuse("has sparse tensors, which are not read");
    for (const auto& tensor : graph.initializer()) graph_.constants[tensor.name()] = onnx_tensor(tensor, file_);
  }

  OnnxAttribute attribute_of(const onnx::AttributeProto& attribute, const std::string& node) const {
    switch (attribute.type()) {
      case onnx::AttributeProto::INT: return attribute.i();
      case onnx::AttributeProto::FLOAT: return static_cast<double>(attribute.f());
      case onnx::AttributeProto::STRING: return attribute.s();
      case onnx::AttributeProto::INTS:
        return std::vector<std::int64_t>(attribute.ints().begin(), attribute.ints().end());
      case onnx::AttributeProto::FLOATS:
        return std::vector<double>(attribute.floats().begin(), attribute.floats().end());
      case onnx::AttributeProto::TENSOR: return onnx_tensor(attribute.t(), file_);
      default: refuse(node + ": its attribute " + attribute.name() + " is of a type that is not read");
    }
  }

  void read_nodes(const onnx::GraphProto& graph) {
    std::map<std::string, int> numbers;
    for (const auto& proto : graph.node()) {
      OnnxNode node{proto.op_type(), proto.name(), {}, {}, {}};
      const int number = ++numbers[node.op];
      if (node.name.empty()) node.name = node.op + " number " + std::to_string(number);
      if (!proto.domain().empty() && proto.domain() != "ai.onnx")
        refuse("node " + node.name + " is operator " + node.op + " of " + proto.domain() +
               "; only those of ONNX itself are read");
      node.inputs.assign(proto.input().begin(), proto.input().end());
      node.outputs.assign(proto.output().begin(), proto.output().end());
      if (node.outputs.empty()) refuse("node " + node.name + " gives nothing");
      for (const auto& attribute : proto.attribute())
        node.attributes[attribute.name()] = attribute_of(attribute, "node " + node.name);
      graph_.nodes.push_back(std::move(node));
    }
  }

  /// Older files list their weights among the inputs.
  void read_ends(const onnx::GraphProto& graph) {
    std::vector<std::string> inputs, outputs;
    for (const auto& input : graph.input()) {
      if (graph_.constants.contains(input.name())) continue;
      inputs.push_back(input.name());
      for (const auto& dimension : input.type().tensor_type().shape().dim())
        graph_.input_sizes.push_back(dimension.has_dim_value() ? dimension.dim_value() : 0);
    }
    for (const auto& output : graph.output()) outputs.push_back(output.name());
    if (inputs.size() != 1) refuse("must have one input, but has " + counted(inputs));
    if (outputs.size() != 1) refuse("must have one output, the scores of the classes, but has " + counted(outputs));
    graph_.input = inputs.front();
    graph_.output = outputs.front();
  }

  static std::string counted(const std::vector<std::string>& names) {
    return names.empty() ? "none" : std::to_string(names.size()) + ": " + join_choices(names);
  }

  void require_order() const {
    std::set<std::string> known = {"", graph_.input};
    for (const auto& [name, tensor] : graph_.constants) known.insert(name);
    for (const OnnxNode& node : graph_.nodes) {
      for (const std::string& name : node.inputs)
        if (!known.contains(name))
          refuse("node " + node.name + " reads \"" + name + "\", which nothing gives before it");
      for (const std::string& name : node.outputs)
        if (!known.insert(name).second && !name.empty())
          refuse("\"" + name + "\" is given twice, by node " + node.name);
    }
    if (!known.contains(graph_.output)) refuse("its output \"" + graph_.output + "\" is given by no node");
  }

  fs::path file_;
  OnnxGraph graph_;
};

}  // namespace

OnnxGraph load_onnx(const fs::path& file) { return GraphReader(file).read(); }

}  // namespace imprint
