// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/onnx/onnx_program.h"

#include <ATen/core/Tensor.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/constant_pad_nd.h>
#include <ATen/ops/zeros_like.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/layers/batch_norm_layer.h"
#include "core/layers/convolution_layer.h"
#include "core/layers/dropout.h"
#include "core/layers/initialisation.h"
#include "core/layers/linear_layer.h"
#include "core/layers/working_format.h"
#include "core/models/onnx/onnx_attributes.h"
#include "core/models/onnx/onnx_constants.h"
#include "core/models/onnx/onnx_naming.h"
#include "core/models/onnx/onnx_notes.h"
#include "core/models/onnx/onnx_structure.h"

namespace imprint {
namespace {

using Node = OnnxNode;
using Context = ForwardContext;

/// Nodes that are computed as one: a batch norm with the sum and the ReLU behind it, a product with its bias.
struct Group {
  std::optional<std::size_t> sum, relu;  // nodes
  std::size_t last = 0;                  // where it is computed: all that it reads is there by then
};

class Maker {
 public:
  Maker(const OnnxGraph& graph, torch::nn::Module& network, std::vector<LayerInfo>& layers, std::uint64_t seed,
        const OnnxChoices& choices)
      : graph_(graph), structure_(graph), network_(network), layers_(layers), seed_(seed), choices_(choices) {}

  OnnxProgram make() {
    number_values();
    if (structure_.left_out()) absorbed_.insert(*structure_.left_out());
    program_.takes_vectors = graph_.input_sizes.size() == 2;
    for (std::size_t i = 0; i < graph_.nodes.size(); ++i)
      if (!absorbed_.contains(i)) add(i);
    std::ranges::stable_sort(order_, {}, &std::pair<std::size_t, OnnxStep>::first);
    for (auto& [place, step] : order_) program_.steps.push_back(std::move(step));
    find_last_reads();
    program_.begins_with_one_layer = first_layers_ <= 1;
    require_named_layers();
    tell_if_folded(graph_);
    return std::move(program_);
  }

 private:
  int number_of(const std::string& value) const { return value.empty() ? -1 : numbers_.at(value); }

  void number_values() {
    const auto add = [&](const std::string& name, const at::Tensor& constant) {
      if (name.empty() || !numbers_.emplace(name, static_cast<int>(program_.values.size())).second) return;
      program_.values.push_back(constant);
    };
    for (const auto& [name, tensor] : graph_.constants) add(name, tensor);
    add(graph_.input, {});
    for (const Node& node : graph_.nodes)
      for (const std::string& output : node.outputs) add(output, {});
    program_.input = number_of(graph_.input);
    program_.output = number_of(structure_.scores());
  }

  void find_last_reads() {
    std::set<int> read_later = {program_.output, -1};
    for (auto step = program_.steps.rbegin(); step != program_.steps.rend(); ++step)
      for (const int value : step->inputs)
        if (read_later.insert(value).second) step->last_read.push_back(value);
  }

  // --- names

  /// No two alike.
  std::string layer_name(const Node& node, const std::string& weight) {
    std::string name = onnx_layer_name(node, weight);
    while (name.empty() || !names_.insert(name).second) name.append("_").append(std::to_string(names_.size()));
    return name;
  }

  template <class Layer>
  std::shared_ptr<Layer> registered(const std::string& name, std::shared_ptr<Layer> layer) {
    return parent_module(network_, name).register_module(name_within_parent(name), std::move(layer));
  }

  LayerPlace place(const std::string& name) const { return {name, layers_.size(), seed_}; }

  bool is_quantized(const std::string& name, std::size_t node) {
    if (choices_.full_precision_layers.empty()) return structure_.last_linear() != node;
    const bool is_named =
        std::ranges::find(choices_.full_precision_layers, name) != choices_.full_precision_layers.end();
    if (is_named) found_.insert(name);
    return !is_named;
  }

  void require_named_layers() const {
    for (const std::string& name : choices_.full_precision_layers)
      if (!found_.contains(name)) {
        const std::vector<std::string> known(names_.begin(), names_.end());
        const std::string near = nearest_name(name, known);
        throw InputError("model.full_precision_layers must name convolutions and linear layers of " + graph_.source +
                         ", but has " + name + (near.empty() ? "" : "; did you mean " + near + "?"));
      }
  }

  // --- weights

  const at::Tensor& weight_of(const Node& node, std::size_t input, std::int64_t dimensions) {
    const bool is_there = input < node.inputs.size() && graph_.constants.contains(node.inputs[input]);
    if (!is_there) refuse_node(node, "its weight must be a tensor of the file, not computed");
    const at::Tensor& weight = graph_.constants.at(node.inputs[input]);
    if (weight.dim() != dimensions || !weight.is_floating_point())
      refuse_node(node, "its weight " + node.inputs[input] + " must have " + std::to_string(dimensions) +
                            " dimensions of numbers, but has " + std::to_string(weight.dim()));
    // Exporters store equal vectors once (the ones and zeros of fresh batch norms): these are copied.
    if (dimensions > 1 && !used_.insert(node.inputs[input]).second)
      refuse_node(node, "its weight " + node.inputs[input] + " is another node's, too; shared weights are not read");
    return weight;
  }

  static void put(const at::Tensor& target, const at::Tensor& value) {
    const at::NoGradGuard no_gradients;
    at::Tensor(target).copy_(value);
  }

  // --- steps

  void emit(std::size_t place, const Node& node, std::vector<std::string> inputs, const std::string& output,
            std::function<at::Tensor(OnnxInputs, const Context&)> compute) {
    OnnxStep step{node.name, {}, {}, number_of(output), std::move(compute)};
    for (const std::string& input : inputs) step.inputs.push_back(number_of(input));
    order_.emplace_back(place, std::move(step));
  }

  void add(std::size_t i) {
    const Node& node = graph_.nodes[i];
    require_inputs(node, fewest_inputs(node));
    first_layers_ += structure_.is_first_layer(node);
    if (node.op == "Conv") return add_convolution(i);
    if (node.op == "BatchNormalization") return add_batch_norm(i);
    if (structure_.is_linear(node)) return add_linear(i);
    if (node.op == "Dropout") return add_dropout(i);
    add_operator(i);
  }

  static std::size_t fewest_inputs(const Node& node) {
    if (node.op == "BatchNormalization") return 5;
    if (node.op == "Conv" || node.op == "Gemm" || node.op == "MatMul") return 2;
    const OnnxOperator* known = find_onnx_operator(node.op);
    return known != nullptr ? known->fewest_inputs : 1;
  }

  void add_convolution(std::size_t i) {
    const Node& node = graph_.nodes[i];
    const at::Tensor& given = weight_of(node, 1, 4);
    const auto pads = whole_attributes(node, "pads", {0, 0, 0, 0}), strides = whole_attributes(node, "strides", {1, 1});
    require_plain_convolution(node, pads, strides);
    const std::int64_t groups = whole_attribute(node, "group", 1);
    const bool is_even = pads[0] == pads[2] && pads[1] == pads[3];
    const ConvolutionGeometry geometry{{strides[0], strides[1]},
                                       is_even ? std::array{pads[0], pads[1]} : std::array<std::int64_t, 2>{}};
    const std::string name = layer_name(node, node.inputs[1]);
    const LayerPlace where = place(name);
    const bool has_bias = node.inputs.size() > 2 && !node.inputs[2].empty();
    const at::Tensor bias = has_bias ? initial_bias(weight_of(node, 2, 1)) : at::Tensor();
    const bool quantized = is_quantized(name, i);
    auto layer =
        registered(name, std::make_shared<ConvolutionLayer>(where, initial(given, where), bias, geometry, quantized));
    std::vector<at::Tensor> parameters = {layer->weight()};
    if (has_bias) parameters.push_back(layer->bias());
    layers_.push_back({name, LayerKind::convolution, 0, quantized, std::move(parameters)});
    const std::int64_t inputs = given.size(1) * groups;
    emit(i, node, {node.inputs[0]}, node.outputs[0], [=](OnnxInputs values, const Context& context) {
      if (values[0].dim() != 4 || values[0].size(1) != inputs)
        refuse_node(node, "takes images of " + std::to_string(inputs) + " channels, but is given " +
                              std::to_string(values[0].dim() < 2 ? 0 : values[0].size(1)));
      const at::Tensor padded =
          is_even ? values[0] : at::constant_pad_nd(values[0], {pads[1], pads[3], pads[0], pads[2]});
      return layer->forward(padded, context);
    });
  }

  static void require_plain_convolution(const Node& node, const std::vector<std::int64_t>& pads,
                                        const std::vector<std::int64_t>& strides) {
    if (pads.size() != 4 || strides.size() != 2)
      refuse_node(node, "must be a convolution of images, in two dimensions");
    if (whole_attributes(node, "dilations", {1, 1}) != std::vector<std::int64_t>{1, 1})
      refuse_node(node, "must have dilations 1");
    if (text_attribute(node, "auto_pad", "NOTSET") != "NOTSET")
      refuse_node(node, "must say its pads; auto_pad is not read");
  }

  /// That of the file, or drawn as a net's that is built in: N(0, 2 / (kernel area * outputs)).
  at::Tensor initial(const at::Tensor& given, const LayerPlace& where) const {
    if (choices_.weights_from_file) return given.clone();
    RandomStream stream = initialisation_stream(where);
    return normal_fan_out(given.sizes(), stream);
  }

  at::Tensor initial_bias(const at::Tensor& given) const {
    return choices_.weights_from_file ? given.clone() : at::zeros_like(given);
  }

  void add_batch_norm(std::size_t i) {
    const Node& node = graph_.nodes[i];
    const std::int64_t channels = weight_of(node, 1, 1).numel();
    tell_if_other_momentum(graph_, node);
    const std::string name = layer_name(node, node.inputs[1]);
    auto layer =
        registered(name, std::make_shared<BatchNormLayer>(place(name), channels,
                                                          static_cast<float>(real_attribute(node, "epsilon", 1e-5))));
    const std::array<std::string, 4> targets = {"weight", "bias", "running_mean", "running_var"};
    for (std::size_t k = 0; k < targets.size(); ++k) {
      const at::Tensor& value = k == 0 ? graph_.constants.at(node.inputs[1]) : weight_of(node, k + 1, 1);
      at::Tensor* target = k < 2 ? layer->named_parameters().find(targets[k]) : layer->named_buffers().find(targets[k]);
      if (value.numel() != channels) refuse_node(node, "must have as many of " + targets[k] + " as channels");
      if (choices_.weights_from_file) put(*target, value);
    }
    layers_.push_back({name, LayerKind::batch_norm, 0, false, {layer->weight(), layer->bias()}});
    emit_batch_norm(i, node, layer);
  }

  void emit_batch_norm(std::size_t i, const Node& node, const std::shared_ptr<BatchNormLayer>& layer) {
    const Group group = group_behind(i);
    const Epilogue epilogue = !group.relu ? Epilogue::none : group.sum ? Epilogue::add_relu : Epilogue::relu;
    std::vector<std::string> inputs = {node.inputs[0]};
    if (group.sum) inputs.push_back(other_input(graph_.nodes[*group.sum], node.outputs[0]));
    emit(group.last, node, std::move(inputs), graph_.nodes[group.last].outputs[0],
         [layer, epilogue](OnnxInputs values, const Context& context) {
           return layer->forward(values[0], context, epilogue, values.size() > 1 ? values[1] : at::Tensor());
         });
  }

  static std::string other_input(const Node& sum, const std::string& value) {
    return sum.inputs[0] == value ? sum.inputs[1] : sum.inputs[0];
  }

  Group group_behind(std::size_t i) {
    Group group{std::nullopt, structure_.only_consumer(graph_.nodes[i].outputs[0], "Relu"), i};
    const auto sum = structure_.only_consumer(graph_.nodes[i].outputs[0], "Add");
    const bool is_free = sum && !absorbed_.contains(*sum) &&
                         structure_.depends(other_input(graph_.nodes[*sum], graph_.nodes[i].outputs[0]));
    if (!group.relu && is_free) {
      group.relu = structure_.only_consumer(graph_.nodes[*sum].outputs[0], "Relu");
      if (group.relu) group.sum = sum;
    }
    for (const auto& part : {group.sum, group.relu})
      if (part) {
        absorbed_.insert(*part);
        group.last = std::max(group.last, *part);
      }
    return group;
  }

  /// The bias of a product: what is added to it, and to nothing else.
  std::optional<std::size_t> bias_behind(std::size_t i, std::int64_t outputs) {
    const Node& node = graph_.nodes[i];
    const auto sum = structure_.only_consumer(node.outputs[0], "Add");
    if (node.op != "MatMul" || !sum) return std::nullopt;
    const auto found = graph_.constants.find(other_input(graph_.nodes[*sum], node.outputs[0]));
    const bool fits = found != graph_.constants.end() && found->second.dim() == 1 && found->second.numel() == outputs;
    return fits ? sum : std::nullopt;
  }

  void add_linear(std::size_t i) {
    const Node& node = graph_.nodes[i];
    const at::Tensor& given = weight_of(node, 1, 2);
    const bool is_output_first = node.op == "Gemm" && whole_attribute(node, "transB", 0) != 0;
    if (real_attribute(node, "alpha", 1) != 1 || real_attribute(node, "beta", 1) != 1 ||
        whole_attribute(node, "transA", 0) != 0)
      refuse_node(node, "must have alpha = beta = 1 and transA = 0");
    const at::Tensor weight = (is_output_first ? given : given.t()).contiguous();
    const auto sum = bias_behind(i, weight.size(0));
    at::Tensor bias;
    if (sum) bias = weight_of(graph_.nodes[*sum], graph_.nodes[*sum].inputs[0] == node.outputs[0] ? 1 : 0, 1);
    if (node.op == "Gemm" && node.inputs.size() > 2 && !node.inputs[2].empty()) bias = weight_of(node, 2, 1);
    if (sum) absorbed_.insert(*sum);
    make_linear(i, weight, bias, sum.value_or(i));
  }

  void make_linear(std::size_t i, const at::Tensor& weight, const at::Tensor& bias, std::size_t last) {
    const Node& node = graph_.nodes[i];
    const std::string name = layer_name(node, node.inputs[1]), &output = graph_.nodes[last].outputs[0];
    if (is_quantized(name, i) || !bias.defined()) {
      const LinearShape shape{.in = weight.size(1),
                              .out = weight.size(0),
                              .has_bias = bias.defined(),
                              .is_quantized = is_quantized(name, i)};
      add_linear_layer(node, last, name, output, std::make_shared<LinearLayer>(place(name), shape), weight, bias);
    } else {
      add_linear_layer(node, last, name, output,
                       std::make_shared<Classifier>(place(name), weight.size(1), weight.size(0)), weight, bias);
    }
    layers_.back().quantized = is_quantized(name, i);
  }

  template <class Layer>
  void add_linear_layer(const Node& node, std::size_t last, const std::string& name, const std::string& output,
                        std::shared_ptr<Layer> made, const at::Tensor& weight, const at::Tensor& bias) {
    auto layer = registered(name, std::move(made));
    std::vector<at::Tensor> parameters = {layer->weight()};
    if (bias.defined()) parameters.push_back(layer->bias());
    if (choices_.weights_from_file) {
      put(layer->weight(), weight);
      if (bias.defined()) put(layer->bias(), bias);
    }
    layers_.push_back({name, LayerKind::linear, 0, true, std::move(parameters)});
    emit(last, node, {node.inputs[0]}, output,
         [layer](OnnxInputs values, const Context& context) { return layer->forward(values[0], context); });
  }

  void add_dropout(std::size_t i) {
    const Node& node = graph_.nodes[i];
    double share = real_attribute(node, "ratio", 0.5);
    if (node.inputs.size() > 1 && !node.inputs[1].empty()) {
      if (!graph_.constants.contains(node.inputs[1])) refuse_node(node, "its ratio must be a number of the file");
      share = graph_.constants.at(node.inputs[1]).item<double>();
    }
    if (share < 0 || share >= 1)
      refuse_node(node, "its ratio must be at least 0 and below 1, but is " + plain_text(share));
    emit(i, node, {node.inputs[0]}, node.outputs[0],
         [share, place = dropouts_++](OnnxInputs values, const Context& context) {
           return dropped_out(values[0], share, context, place);
         });
  }

  void add_operator(std::size_t i) {
    const Node& node = graph_.nodes[i];
    const OnnxOperator* known = find_onnx_operator(node.op);
    if (known == nullptr) refuse_node(node, "is no operator that is read; there are " + onnx_operator_names());
    for (const auto& [name, value] : node.attributes)
      if (std::ranges::find(known->attributes, name) == known->attributes.end())
        refuse_node(node, "its attribute " + name + " is not read");
    bend(node, *known);
    tell_if_held(graph_, node);
    emit(i, node, node.inputs, node.outputs[0], [node, known](OnnxInputs values, const Context& context) {
      const at::Tensor output = known->compute(node, values);
      return output.is_floating_point() ? held(output, context) : output;
    });
  }

  void bend(const Node& node, const OnnxOperator& known) {
    const std::size_t dependent = structure_.dependent_inputs(node);
    const bool is_straight =
        known.bend == OnnxBend::linear || (known.bend == OnnxBend::of_pairs && dependent <= 1 &&
                                           (node.op != "Div" || !structure_.depends(node.inputs[1])));
    if (dependent > 0 && !is_straight) program_.is_piecewise_linear = false;
  }

  const OnnxGraph& graph_;
  OnnxStructure structure_;
  torch::nn::Module& network_;
  std::vector<LayerInfo>& layers_;
  std::uint64_t seed_;
  const OnnxChoices& choices_;
  OnnxProgram program_;
  std::map<std::string, int> numbers_;                   // of values
  std::set<std::size_t> absorbed_;                       // nodes that others compute
  std::vector<std::pair<std::size_t, OnnxStep>> order_;  // by the node at which they are computed
  std::set<std::string> names_, used_, found_;
  int first_layers_ = 0;
  std::uint64_t dropouts_ = 0;
};

}  // namespace

OnnxProgram make_onnx_program(const OnnxGraph& given, torch::nn::Module& network, std::vector<LayerInfo>& layers,
                              std::uint64_t seed, const OnnxChoices& choices) {
  const OnnxGraph graph = with_constants_computed(given);
  return Maker(graph, network, layers, seed, choices).make();
}

}  // namespace imprint
