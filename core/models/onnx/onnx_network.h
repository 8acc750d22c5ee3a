// SPDX-License-Identifier: GPL-3.0-or-later
// A network from an ONNX file, rebuilt from Imprint's own layers: convolutions, linear layers, batch norms and dropouts
// compute and train as in a net that is built in, with quantization, fast execution, taps and exact traces; all else is
// operators of ATen. Layers are named as PyTorch's exporter names their weights ("layer1.0.conv1"), or after their
// nodes.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/models/network.h"
#include "core/models/onnx/onnx_graph.h"
#include "core/models/onnx/onnx_operators.h"

namespace imprint {

/// One node, or several that are computed as one.
struct OnnxStep {
  std::string node;                 // for the words of errors
  std::vector<int> inputs;          // numbers of values; -1 where an optional one is left out
  std::vector<int> last_read = {};  // values that no later step reads
  int output = 0;
  std::function<at::Tensor(OnnxInputs inputs, const ForwardContext& context)> compute;
};

/// What the graph is made into.
struct OnnxProgram {
  std::vector<OnnxStep> steps;
  std::vector<at::Tensor> values;  // by number: the constants; undefined where a step gives them
  int input = 0, output = 0;
  bool takes_vectors = false;  // [N, F] in place of images
  bool is_piecewise_linear = true;
  bool begins_with_one_layer = true;
};

struct OnnxChoices {
  bool weights_from_file = true;                        // else drawn from the seed
  std::vector<std::string> full_precision_layers = {};  // empty = the last linear layer
};

class OnnxNetwork : public Network {
 public:
  /// Throws InputError for what load_onnx refuses, an operator that is not known, weights that no layer can have, and a
  /// graph that does not take such images or gives another number of classes.
  OnnxNetwork(const OnnxGraph& graph, const DataShape& shape, std::uint64_t seed, const OnnxChoices& choices);

  at::Tensor forward(const Inputs& inputs, const ForwardContext& context) override;
  bool is_piecewise_linear() const override { return program_.is_piecewise_linear; }
  bool begins_with_one_layer() const override { return program_.begins_with_one_layer; }

 private:
  at::Tensor compute(const Inputs& inputs, const ForwardContext& context, const OnnxStep** present) const;
  /// The same; what LibTorch refuses is the file's fault, and names the node.
  at::Tensor tried(const at::Tensor& images, const ForwardContext& context) const;
  /// So that what does not fit is found, and each layer's MACs are known.
  void try_out_one(const DataShape& shape);
  /// Images must have nothing to do with each other: sizes that were exported with the batch in them would mix them.
  void try_out_two(const DataShape& shape) const;

  std::string source_;
  OnnxProgram program_;
};

}  // namespace imprint
