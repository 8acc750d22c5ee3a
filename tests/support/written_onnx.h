// SPDX-License-Identifier: GPL-3.0-or-later
// ONNX files for tests, written with the library's own messages: nets that are built in, node by node as PyTorch's
// exporter writes them, and graphs that are wrong on purpose.
#pragma once

#include <ATen/core/Tensor.h>
#include <onnx/onnx_pb.h>

#include <cstdint>
#include <string>
#include <vector>

#include "core/models/network.h"

namespace imprint::test {

class OnnxWriter {
 public:
  explicit OnnxWriter(const std::vector<std::int64_t>& input_sizes);

  onnx::NodeProto& node(const std::string& op, const std::vector<std::string>& inputs, const std::string& output);
  /// The same with an output of its own, which is returned.
  std::string node(const std::string& op, const std::vector<std::string>& inputs);
  void tensor(const std::string& name, const at::Tensor& values);
  void finish(const std::string& output, std::int64_t classes);

  onnx::ModelProto& model() { return model_; }
  onnx::GraphProto& graph() { return *model_.mutable_graph(); }
  std::string bytes() const { return model_.SerializeAsString(); }
  static constexpr char input[] = "image";

 private:
  onnx::ModelProto model_;
  int values_ = 0;
};

void set_attribute(onnx::NodeProto& node, const std::string& name, std::int64_t value);
void set_attribute(onnx::NodeProto& node, const std::string& name, double value);
void set_attribute(onnx::NodeProto& node, const std::string& name, const std::vector<std::int64_t>& values);

/// A network's layers as nodes, with its weights under its names.
class OnnxNetworkWriter : public OnnxWriter {
 public:
  OnnxNetworkWriter(const Network& network, const std::vector<std::int64_t>& input_sizes);

  std::string convolution(const std::string& from, const std::string& name, std::int64_t stride);
  std::string batch_norm(const std::string& from, const std::string& name);
  std::string linear(const std::string& from, const std::string& name);
  bool has(const std::string& name) const;

 private:
  void tensor_of(const std::string& name);

  const Network& network_;
};

/// Of an mlp, a resnet20 and a mobilenetv2.
std::string onnx_of_mlp(const Network& network, std::int64_t features, std::int64_t classes);
std::string onnx_of_resnet(const Network& network, const std::vector<std::int64_t>& image, std::int64_t classes);
std::string onnx_of_mobilenet(const Network& network, const std::vector<std::int64_t>& image, std::int64_t classes);

}  // namespace imprint::test
