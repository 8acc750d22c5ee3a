// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/onnx/onnx_network.h"

#include <ATen/core/grad_mode.h>
#include <ATen/ops/allclose.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/zeros.h>
#include <c10/util/Exception.h>

#include <algorithm>

#include "core/base/error.h"
#include "core/kernels/channels_last.h"
#include "core/layers/initialisation.h"
#include "core/layers/working_format.h"
#include "core/models/onnx/onnx_program.h"

namespace imprint {
namespace {

std::string sizes_text(at::IntArrayRef sizes) {
  std::string text = "[";
  for (std::size_t i = 0; i < sizes.size(); ++i) text += (i > 0 ? ", " : "") + std::to_string(sizes[i]);
  return text + "]";
}

std::vector<at::Tensor> gathered(const std::vector<int>& places, const std::vector<at::Tensor>& values) {
  std::vector<at::Tensor> result;
  for (const int place : places) result.push_back(place < 0 ? at::Tensor() : values[static_cast<std::size_t>(place)]);
  return result;
}

/// The first line of what LibTorch says.
std::string words_of(const c10::Error& error) {
  const std::string words = error.what_without_backtrace();
  return words.substr(0, words.find('\n'));
}

/// Of one sample.
std::int64_t macs_of(const LayerInfo& layer, const LayerTap& tap) {
  if (layer.kind == LayerKind::batch_norm) return 0;
  const std::int64_t uses = layer.kind == LayerKind::convolution ? tap.output.size(2) * tap.output.size(3)
                                                                 : tap.output.numel() / tap.output.size(-1);
  return layer.parameters.front().numel() * uses;
}

}  // namespace

OnnxNetwork::OnnxNetwork(const OnnxGraph& graph, const DataShape& shape, std::uint64_t seed, const OnnxChoices& choices)
    : source_(graph.source), program_(make_onnx_program(graph, *this, layers_, seed, choices)) {
  try_out_one(shape);
  try_out_two(shape);
}

at::Tensor OnnxNetwork::forward(const Inputs& inputs, const ForwardContext& context) {
  return compute(inputs, context, nullptr);
}

at::Tensor OnnxNetwork::compute(const Inputs& inputs, const ForwardContext& context, const OnnxStep** present) const {
  std::vector<at::Tensor> values = program_.values;
  values[static_cast<std::size_t>(program_.input)] =
      program_.takes_vectors ? inputs.values.flatten(1) : channels_last(inputs.values);
  for (const OnnxStep& step : program_.steps) {
    if (present != nullptr) *present = &step;
    values[static_cast<std::size_t>(step.output)] = step.compute(gathered(step.inputs, values), context);
    for (const int read : step.last_read) values[static_cast<std::size_t>(read)] = at::Tensor();
  }
  return values[static_cast<std::size_t>(program_.output)];
}

at::Tensor OnnxNetwork::tried(const at::Tensor& images, const ForwardContext& context) const {
  const at::NoGradGuard no_gradients;
  const OnnxStep* present = nullptr;
  Inputs inputs;
  inputs.values = images;
  try {
    return compute(inputs, context, &present);
  } catch (const c10::Error& error) {
    throw InputError(source_ + ": node " + (present != nullptr ? present->node : "") + ": " + words_of(error));
  }
}

void OnnxNetwork::try_out_two(const DataShape& shape) const {
  RandomStream stream(stream_key(0, StreamPurpose::weight_initialisation, 0));
  const at::Tensor images = standard_normal({2, shape.image.channels, shape.image.height, shape.image.width}, stream);
  const at::Tensor both = tried(images, {});
  const at::Tensor alone = at::cat({tried(images.slice(0, 0, 1), {}), tried(images.slice(0, 1, 2), {})});
  constexpr double bound = 1e-3;
  if (both.sizes() != alone.sizes() ||
      !at::allclose(both, alone, bound, bound * alone.abs().nan_to_num().max().item<double>(), /*equal_nan=*/true))
    throw InputError(source_ +
                     ": gives two images together other scores than each alone: a size of its nodes holds the "
                     "batch that it was exported with. Export it with dynamic_axes for the batch");
}

void OnnxNetwork::try_out_one(const DataShape& shape) {
  std::vector<LayerTap> taps;
  ForwardContext context;
  context.taps = &taps;
  const at::Tensor output = tried(at::zeros({1, shape.image.channels, shape.image.height, shape.image.width}), context);
  if (output.dim() != 2 || output.size(0) != 1 || output.size(1) != shape.classes)
    throw InputError(source_ + ": must give [1, " + std::to_string(shape.classes) +
                     "], the scores of the dataset's classes, for one image, but gives " + sizes_text(output.sizes()));
  for (const LayerTap& tap : taps) {
    const auto layer = std::ranges::find(layers_, tap.layer, &LayerInfo::name);
    if (layer != layers_.end()) layer->macs = macs_of(*layer, tap);
  }
}

std::shared_ptr<Network> make_onnx(const ModelSpec& spec, const DataShape& shape, std::uint64_t seed) {
  const auto& file = spec.options.get<std::string>("file");
  if (file.empty()) throw InputError("model.file must name the file of the net, but is empty");
  const OnnxChoices choices{spec.options.get<std::string>("weights") == "file",
                            spec.options.get<std::vector<std::string>>("full_precision_layers")};
  const OnnxGraph graph = load_onnx(file);
  // What is wrong with a node does not know whose it is.
  try {
    return std::make_shared<OnnxNetwork>(graph, shape, seed, choices);
  } catch (const InputError& error) {
    const std::string words = error.what();
    throw InputError(words.find(graph.source) == std::string::npos ? graph.source + ": " + words : words);
  } catch (const c10::Error& error) {
    throw InputError(graph.source + ": " + words_of(error));
  }
}

}  // namespace imprint
