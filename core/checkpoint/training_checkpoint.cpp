// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoint/training_checkpoint.h"

#include <ATen/ATen.h>

#include <map>
#include <utility>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/checkpoint/network_weights.h"
#include "core/checkpoint/weight_fit.h"

namespace imprint {
namespace {

namespace fs = std::filesystem;

constexpr char kFormat[] = "1";
constexpr char kStrides[] = "strides/";

NamedTensors model_tensors(const Network& network) {
  NamedTensors tensors;
  for (const auto& item : network.named_parameters()) tensors.emplace_back(item.key(), item.value());
  for (const auto& item : network.named_buffers()) tensors.emplace_back(item.key(), item.value());
  return tensors;
}

std::string strides_text(const at::Tensor& tensor) {
  std::string text;
  for (const std::int64_t stride : tensor.strides()) {
    if (!text.empty()) text += ',';
    text += std::to_string(stride);
  }
  return text;
}

/// The same values in the layout that the training step had given them: the layout decides the order of vectorised
/// loops, and so the bits.
at::Tensor with_strides(const at::Tensor& tensor, const std::string& text, const std::string& source) {
  std::vector<std::int64_t> strides;
  if (!text.empty())
    for (const auto& part : split(text, ',')) strides.push_back(static_cast<std::int64_t>(parse_double(part)));
  if (static_cast<std::int64_t>(strides.size()) != tensor.dim())
    throw InputError(source + ": metadata \"strides\": expected " + std::to_string(tensor.dim()) + " numbers, found \"" +
                     text + "\"");
  at::Tensor arranged = at::empty_strided(tensor.sizes(), strides, tensor.options());
  arranged.copy_(tensor);
  return arranged;
}

std::string metadata_value(const TensorFile& file, const std::string& key, const std::string& source) {
  const auto found = file.metadata.find(key);
  if (found == file.metadata.end()) throw InputError(source + ": metadata \"" + key + "\" is missing");
  return found->second;
}

TensorFile state_of(Trainer& trainer, const CheckpointPosition& position) {
  TensorFile file;
  file.tensors = trainer.optimizer().state();
  for (const auto& [name, tensor] : file.tensors) file.metadata[kStrides + name] = strides_text(tensor);
  file.metadata["format"] = kFormat;
  file.metadata["step"] = std::to_string(position.step);
  file.metadata["metrics_length"] = std::to_string(position.metrics_length);
  file.metadata["wall_seconds"] = shortest_text(position.wall_seconds);
  return file;
}

CheckpointPosition position_of(const TensorFile& file, const std::string& source) {
  if (const auto format = metadata_value(file, "format", source); format != kFormat)
    throw InputError(source + ": checkpoint format " + format + " is not known here (this version reads format " +
                     kFormat + "); use the version of Imprint that wrote it");
  CheckpointPosition position;
  position.step = static_cast<std::int64_t>(parse_double(metadata_value(file, "step", source)));
  position.metrics_length = static_cast<std::int64_t>(parse_double(metadata_value(file, "metrics_length", source)));
  position.wall_seconds = parse_double(metadata_value(file, "wall_seconds", source));
  return position;
}

}  // namespace

void save_checkpoint(const fs::path& folder, Trainer& trainer, const CheckpointPosition& position) {
  fs::create_directories(folder);
  TensorFile model;
  model.tensors = model_tensors(trainer.network());
  model.metadata = {{"format", "pt"}, {"step", std::to_string(position.step)}};
  write_file_atomically(state_file(folder, position.step), encode_safetensors(state_of(trainer, position)));
  write_file_atomically(model_file(folder, position.step), encode_safetensors(model));
}

std::vector<std::string> load_weights(const fs::path& file, Network& network) {
  const at::NoGradGuard no_gradients;
  const std::string source = file.string();
  const TensorFile content = load_safetensors(file);
  const bool is_own = content.metadata.contains("step");
  NetworkWeights weights = network_weights(content, source);
  require_weights_fit(weights.tensors, model_tensors(network), source);
  const std::map<std::string, at::Tensor> values(weights.tensors.begin(), weights.tensors.end());
  for (auto& [name, target] : model_tensors(network)) {
    const auto found = values.find(name);
    if (found == values.end() && !is_own && name.ends_with("activation_range")) continue;
    if (found == values.end()) throw InputError(source + ": tensor \"" + name + "\" is missing");
    target.copy_(found->second);
  }
  return std::move(weights.notes);
}

CheckpointPosition restore_checkpoint(const fs::path& folder, std::int64_t step, Trainer& trainer) {
  const fs::path state_path = state_file(folder, step);
  const TensorFile state = load_safetensors(state_path);
  const CheckpointPosition position = position_of(state, state_path.string());
  if (position.step != step || step > trainer.total_steps())
    throw InputError(state_path.string() + ": says step " + std::to_string(position.step) + ", expected " +
                     std::to_string(step) + " of at most " + std::to_string(trainer.total_steps()));
  load_weights(model_file(folder, step), trainer.network());
  NamedTensors optimizer_state;
  for (const auto& [name, tensor] : state.tensors)
    optimizer_state.emplace_back(
        name, with_strides(tensor, metadata_value(state, kStrides + name, state_path.string()), state_path.string()));
  trainer.optimizer().restore(optimizer_state);
  trainer.set_steps_done(step);
  return position;
}

}  // namespace imprint
