// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoint/training_checkpoint.h"

#include <ATen/core/Tensor.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/empty_strided.h>

#include <charconv>
#include <map>
#include <utility>

#include "core/base/atomic_file.h"
#include "core/base/durable_folder.h"
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/checkpoint/network_weights.h"
#include "core/checkpoint/weight_fit.h"
#include "core/store/checkpoint_seal.h"

namespace imprint {
namespace {

namespace fs = std::filesystem;

constexpr char strides_prefix[] = "strides/";

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

std::vector<std::int64_t> strides_in(const std::string& text) {
  std::vector<std::int64_t> strides;
  if (text.empty()) return strides;
  for (const auto& part : split(text, ',')) {
    std::int64_t stride = -1;
    std::from_chars(part.data(), part.data() + part.size(), stride);
    strides.push_back(stride);
  }
  return strides;
}

/// Whether a tensor of that shape takes just its own room with these strides: anything else is a damaged text.
bool are_dense(at::IntArrayRef shape, const std::vector<std::int64_t>& strides, std::int64_t count) {
  std::int64_t last = 0;
  for (std::size_t i = 0; i < strides.size(); ++i) {
    std::int64_t reach = 0;
    if (strides[i] < 0 || __builtin_mul_overflow(shape[i] - 1, strides[i], &reach) ||
        __builtin_add_overflow(last, reach, &last))
      return false;
  }
  return count == 0 || last < count;
}

/// The same values in the layout that the training step had given them: the layout decides the order of vectorised
/// loops, and so the bits.
at::Tensor with_strides(const at::Tensor& tensor, const std::string& text, const std::string& source) {
  const std::vector<std::int64_t> strides = strides_in(text);
  if (static_cast<std::int64_t>(strides.size()) != tensor.dim() || !are_dense(tensor.sizes(), strides, tensor.numel()))
    throw InputError(source + ": metadata \"strides\": expected " + std::to_string(tensor.dim()) +
                     " numbers that fit the shape, found \"" + text + "\"");
  at::Tensor arranged = at::empty_strided(tensor.sizes(), strides, tensor.options());
  arranged.copy_(tensor);
  return arranged;
}

std::string metadata_value(const TensorFile& file, const std::string& key, const std::string& source) {
  const auto found = file.metadata.find(key);
  if (found == file.metadata.end()) throw InputError(source + ": metadata \"" + key + "\" is missing");
  return found->second;
}

/// What a state file holds, laid out as it was.
NamedTensors carried_tensors(const TensorFile& state, const std::string& source) {
  NamedTensors carried;
  for (const auto& [name, tensor] : state.tensors)
    carried.emplace_back(name, with_strides(tensor, metadata_value(state, strides_prefix + name, source), source));
  return carried;
}

std::string whole_bytes(const fs::path& file) {
  std::string bytes = read_whole_file(file);
  if (seal_of(bytes) == Seal::broken)
    throw InputError(file.string() + " is damaged: its bytes are not those that were written (checksum)");
  return bytes;
}

std::string encode_model(Trainer& trainer, std::int64_t step) {
  TensorFile file;
  file.tensors = model_tensors(trainer.network());
  file.metadata = {{"format", "pt"}, {"step", std::to_string(step)}, {seal_key, open_seal}};
  return sealed(encode_safetensors(file));
}

std::string encode_state(Trainer& trainer, const CheckpointPosition& position, std::string_view model) {
  TensorFile file;
  file.tensors = trainer.state();
  for (const auto& [name, tensor] : file.tensors) file.metadata[strides_prefix + name] = strides_text(tensor);
  put_position(position, file.metadata);
  file.metadata[model_seal_key] = seal_digits(model);
  file.metadata[seal_key] = open_seal;
  return sealed(encode_safetensors(file));
}

/// Bytes whose seal was found whole are not damaged, whatever is wrong with them.
TensorFile decode_file(const CheckpointBytes& checkpoint, std::string_view bytes, const std::string& source) {
  try {
    return decode_safetensors(bytes, source);
  } catch (const InputError& error) {
    if (checkpoint.is_sealed) throw;
    throw DamagedCheckpoint(error.what());
  }
}

/// A checkpoint of our own has the activation ranges, too.
void require_ranges(const TensorFile& file, const NamedTensors& wanted, const std::string& source) {
  if (!file.metadata.contains("step")) return;
  for (const auto& [name, target] : wanted)
    if (std::ranges::find(file.tensors, name, &NamedTensors::value_type::first) == file.tensors.end())
      throw InputError(source + ": tensor \"" + name + "\" is missing");
}

std::vector<std::string> put_weights(const TensorFile& file, const std::string& source, Network& network,
                                     WeightsWanted wanted) {
  const at::NoGradGuard no_gradients;
  NetworkWeights weights = network_weights(file, source);
  const NamedTensors targets = model_tensors(network);
  const WeightFit fit = weight_fit(weights.tensors, targets);
  if (wanted == WeightsWanted::all) {
    require_whole_fit(fit, source);
    require_ranges(file, targets, source);
  }
  require_some_fit(fit, source);
  const std::map<std::string, at::Tensor> values(weights.tensors.begin(), weights.tensors.end());
  std::map<std::string, at::Tensor> own(targets.begin(), targets.end());
  for (const std::string& name : fit.fitting) own.at(name).copy_(values.at(name));
  if (wanted == WeightsWanted::some) weights.notes.push_back(fit_words(fit));
  return std::move(weights.notes);
}

}  // namespace

void save_checkpoint(const fs::path& folder, Trainer& trainer, const CheckpointPosition& position) {
  create_folders_durably(folder);
  const std::string model = encode_model(trainer, position.step);
  write_file_atomically(state_file(folder, position.step), encode_state(trainer, position, model));
  write_file_atomically(model_file(folder, position.step), model);
}

WeightsWanted weights_wanted(const ContinuationSpec& continuation) {
  return continuation.fit == "part" ? WeightsWanted::some : WeightsWanted::all;
}

std::vector<std::string> load_weights(const fs::path& file, Network& network, WeightsWanted wanted) {
  return put_weights(decode_safetensors(whole_bytes(file), file.string()), file.string(), network, wanted);
}

std::vector<std::string> begin_from_checkpoint(const fs::path& file, Trainer& trainer, WeightsWanted wanted) {
  std::vector<std::string> notes = load_weights(file, trainer.network(), wanted);
  if (wanted == WeightsWanted::some) {
    notes.emplace_back("the optimizer begins anew, as it does wherever a part may fit");
    return notes;
  }
  const fs::path state = fs::path(file).replace_extension(".state.safetensors");
  std::error_code error;
  if (!fs::exists(state, error)) {
    notes.push_back("the optimizer begins anew: there is no " + state.filename().string() + " beside the weights");
    return notes;
  }
  const NamedTensors carried = carried_tensors(decode_safetensors(whole_bytes(state), state.string()), state.string());
  if (!trainer.begin_with(carried))
    notes.emplace_back("the optimizer begins anew: what lies beside the weights is another's");
  return notes;
}

void restore_checkpoint(const fs::path& folder, const CheckpointBytes& checkpoint, Trainer& trainer) {
  const std::int64_t step = checkpoint.position.step;
  const std::string state_source = state_file(folder, step).string(), model_source = model_file(folder, step).string();
  if (step > trainer.total_steps())
    throw InputError(state_source + ": is of step " + std::to_string(step) + ", but the run has only " +
                     std::to_string(trainer.total_steps()));
  const TensorFile state = decode_file(checkpoint, checkpoint.state, state_source);
  const TensorFile model = decode_file(checkpoint, checkpoint.model, model_source);
  const NamedTensors carried = carried_tensors(state, state_source);
  put_weights(model, model_source, trainer.network(), WeightsWanted::all);
  trainer.restore(carried, step);
}

CheckpointPosition restore_checkpoint(const fs::path& folder, std::int64_t step, Trainer& trainer) {
  const CheckpointBytes checkpoint = read_checkpoint(folder, step);
  restore_checkpoint(folder, checkpoint, trainer);
  return checkpoint.position;
}

}  // namespace imprint
