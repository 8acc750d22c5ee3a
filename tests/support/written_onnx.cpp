// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/written_onnx.h"

namespace imprint::test {

OnnxWriter::OnnxWriter(const std::vector<std::int64_t>& input_sizes) {
  model_.set_ir_version(8);
  model_.add_opset_import()->set_version(17);
  graph().set_name("net");
  onnx::ValueInfoProto& value = *graph().add_input();
  value.set_name(input);
  auto& type = *value.mutable_type()->mutable_tensor_type();
  type.set_elem_type(onnx::TensorProto::FLOAT);
  type.mutable_shape()->add_dim()->set_dim_param("batch");
  for (const std::int64_t size : input_sizes) type.mutable_shape()->add_dim()->set_dim_value(size);
}

onnx::NodeProto& OnnxWriter::node(const std::string& op, const std::vector<std::string>& inputs,
                                  const std::string& output) {
  onnx::NodeProto& node = *graph().add_node();
  node.set_op_type(op);
  node.set_name("/" + op + "_" + std::to_string(graph().node_size()));
  for (const std::string& name : inputs) node.add_input(name);
  node.add_output(output);
  return node;
}

std::string OnnxWriter::node(const std::string& op, const std::vector<std::string>& inputs) {
  const std::string output = "value" + std::to_string(++values_);
  node(op, inputs, output);
  return output;
}

void OnnxWriter::tensor(const std::string& name, const at::Tensor& values) {
  onnx::TensorProto& tensor = *graph().add_initializer();
  tensor.set_name(name);
  for (const std::int64_t size : values.sizes()) tensor.add_dims(size);
  const bool is_real = values.is_floating_point();
  tensor.set_data_type(is_real ? onnx::TensorProto::FLOAT : onnx::TensorProto::INT64);
  const at::Tensor stored = values.detach().to(is_real ? at::kFloat : at::kLong).contiguous();
  tensor.set_raw_data(std::string(static_cast<const char*>(stored.data_ptr()), stored.nbytes()));
}

void OnnxWriter::finish(const std::string& output, std::int64_t classes) {
  onnx::ValueInfoProto& value = *graph().add_output();
  value.set_name(output);
  auto& type = *value.mutable_type()->mutable_tensor_type();
  type.set_elem_type(onnx::TensorProto::FLOAT);
  type.mutable_shape()->add_dim()->set_dim_param("batch");
  type.mutable_shape()->add_dim()->set_dim_value(classes);
}

void set_attribute(onnx::NodeProto& node, const std::string& name, std::int64_t value) {
  onnx::AttributeProto& attribute = *node.add_attribute();
  attribute.set_name(name);
  attribute.set_type(onnx::AttributeProto::INT);
  attribute.set_i(value);
}

void set_attribute(onnx::NodeProto& node, const std::string& name, double value) {
  onnx::AttributeProto& attribute = *node.add_attribute();
  attribute.set_name(name);
  attribute.set_type(onnx::AttributeProto::FLOAT);
  attribute.set_f(static_cast<float>(value));
}

void set_attribute(onnx::NodeProto& node, const std::string& name, const std::vector<std::int64_t>& values) {
  onnx::AttributeProto& attribute = *node.add_attribute();
  attribute.set_name(name);
  attribute.set_type(onnx::AttributeProto::INTS);
  for (const std::int64_t value : values) attribute.add_ints(value);
}

OnnxNetworkWriter::OnnxNetworkWriter(const Network& network, const std::vector<std::int64_t>& input_sizes)
    : OnnxWriter(input_sizes), network_(network) {}

bool OnnxNetworkWriter::has(const std::string& name) const { return network_.named_parameters().contains(name); }

void OnnxNetworkWriter::tensor_of(const std::string& name) {
  const auto parameters = network_.named_parameters(), buffers = network_.named_buffers();
  tensor(name, parameters.contains(name) ? parameters[name] : buffers[name]);
}

std::string OnnxNetworkWriter::convolution(const std::string& from, const std::string& name, std::int64_t stride) {
  const at::Tensor weight = network_.named_parameters()[name + ".weight"];
  tensor_of(name + ".weight");
  onnx::NodeProto& made = node("Conv", {from, name + ".weight"}, name + "/out");
  const std::int64_t kernel = weight.size(2), padding = kernel / 2;
  set_attribute(made, "kernel_shape", std::vector{kernel, kernel});
  set_attribute(made, "pads", std::vector{padding, padding, padding, padding});
  set_attribute(made, "strides", std::vector{stride, stride});
  set_attribute(made, "dilations", std::vector<std::int64_t>{1, 1});
  set_attribute(made, "group",
                weight.size(1) == 1 && kernel == 3 && name.ends_with("conv2") ? weight.size(0) : std::int64_t{1});
  return name + "/out";
}

std::string OnnxNetworkWriter::batch_norm(const std::string& from, const std::string& name) {
  std::vector<std::string> inputs = {from};
  for (const char* part : {".weight", ".bias", ".running_mean", ".running_var"}) {
    tensor_of(name + part);
    inputs.push_back(name + part);
  }
  onnx::NodeProto& made = node("BatchNormalization", inputs, name + "/out");
  made.add_output(name + "/mean");
  made.add_output(name + "/variance");
  set_attribute(made, "epsilon", 1e-5);
  set_attribute(made, "momentum", 0.9);
  set_attribute(made, "training_mode", std::int64_t{1});
  return name + "/out";
}

std::string OnnxNetworkWriter::linear(const std::string& from, const std::string& name) {
  tensor_of(name + ".weight");
  tensor_of(name + ".bias");
  onnx::NodeProto& made = node("Gemm", {from, name + ".weight", name + ".bias"}, name + "/out");
  set_attribute(made, "alpha", 1.0);
  set_attribute(made, "beta", 1.0);
  set_attribute(made, "transB", std::int64_t{1});
  return name + "/out";
}

std::string onnx_of_mlp(const Network& network, std::int64_t features, std::int64_t classes) {
  OnnxNetworkWriter writer(network, {features});
  std::string value = OnnxWriter::input;
  for (int i = 1; writer.has("fc" + std::to_string(i) + ".weight"); ++i)
    value = writer.node("Relu", {writer.linear(value, "fc" + std::to_string(i))});
  writer.finish(writer.linear(value, "fc"), classes);
  return writer.bytes();
}

namespace {

std::string residual_block(OnnxNetworkWriter& writer, const std::string& from, const std::string& name,
                           std::int64_t stride) {
  std::string value = writer.batch_norm(writer.convolution(from, name + ".conv1", stride), name + ".bn1");
  value = writer.batch_norm(writer.convolution(writer.node("Relu", {value}), name + ".conv2", 1), name + ".bn2");
  std::string shortcut = from;
  if (writer.has(name + ".downsample.0.weight"))
    shortcut = writer.batch_norm(writer.convolution(from, name + ".downsample.0", stride), name + ".downsample.1");
  return writer.node("Relu", {writer.node("Add", {value, shortcut})});
}

std::string inverted_block(OnnxNetworkWriter& writer, const std::string& from, const std::string& name,
                           std::int64_t stride) {
  std::string value = from;
  value = writer.node("Relu", {writer.batch_norm(writer.convolution(value, name + ".conv1", 1), name + ".bn1")});
  value = writer.node("Relu", {writer.batch_norm(writer.convolution(value, name + ".conv2", stride), name + ".bn2")});
  value = writer.batch_norm(writer.convolution(value, name + ".conv3", 1), name + ".bn3");
  if (stride != 1) return value;
  std::string shortcut = from;
  if (writer.has(name + ".shortcut.0.weight"))
    shortcut = writer.batch_norm(writer.convolution(from, name + ".shortcut.0", 1), name + ".shortcut.1");
  return writer.node("Add", {value, shortcut});
}

std::string classified(OnnxNetworkWriter& writer, const std::string& value, std::int64_t classes) {
  writer.finish(writer.linear(writer.node("Flatten", {writer.node("GlobalAveragePool", {value})}), "fc"), classes);
  return writer.bytes();
}

}  // namespace

std::string onnx_of_resnet(const Network& network, const std::vector<std::int64_t>& image, std::int64_t classes) {
  OnnxNetworkWriter writer(network, image);
  std::string value =
      writer.node("Relu", {writer.batch_norm(writer.convolution(OnnxWriter::input, "conv1", 1), "bn1")});
  for (int stage = 1; stage <= 3; ++stage)
    for (int i = 0;; ++i) {
      const std::string name = "layer" + std::to_string(stage) + "." + std::to_string(i);
      if (!writer.has(name + ".conv1.weight")) break;
      value = residual_block(writer, value, name, stage > 1 && i == 0 ? 2 : 1);
    }
  return classified(writer, value, classes);
}

std::string onnx_of_mobilenet(const Network& network, const std::vector<std::int64_t>& image, std::int64_t classes) {
  OnnxNetworkWriter writer(network, image);
  std::string value =
      writer.node("Relu", {writer.batch_norm(writer.convolution(OnnxWriter::input, "conv1", 1), "bn1")});
  for (int i = 0; writer.has("layers." + std::to_string(i) + ".conv1.weight"); ++i)
    value = inverted_block(writer, value, "layers." + std::to_string(i), i == 3 || i == 6 || i == 13 ? 2 : 1);
  value = writer.node("Relu", {writer.batch_norm(writer.convolution(value, "conv2", 1), "bn2")});
  return classified(writer, value, classes);
}

}  // namespace imprint::test
