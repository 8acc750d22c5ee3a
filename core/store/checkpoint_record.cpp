// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/checkpoint_record.h"

#include <algorithm>
#include <cstring>

#include "core/base/atomic_file.h"
#include "core/base/json_input.h"
#include "core/base/number_text.h"
#include "core/base/text.h"
#include "core/store/checkpoint_files.h"
#include "core/store/checkpoint_seal.h"

namespace imprint {
namespace {

namespace fs = std::filesystem;

constexpr char format[] = "1";

std::string value_of(const TextMap& metadata, const std::string& key, const std::string& source) {
  const auto found = metadata.find(key);
  if (found == metadata.end()) throw DamagedCheckpoint(source + ": metadata \"" + key + "\" is missing");
  return found->second;
}

std::string optional_value(const TextMap& metadata, const std::string& key) {
  const auto found = metadata.find(key);
  return found == metadata.end() ? std::string() : found->second;
}

std::int64_t count_of(const TextMap& metadata, const std::string& key, const std::string& source) {
  const std::string text = value_of(metadata, key, source);
  std::int64_t value = -1;
  if (!take_number(text, value) || value < 0)
    throw DamagedCheckpoint(source + ": metadata \"" + key + "\" is \"" + text + "\", no number of at least 0");
  return value;
}

double seconds_of(const TextMap& metadata, const std::string& source) {
  try {
    return parse_double(value_of(metadata, "wall_seconds", source));
  } catch (const InputError& error) {
    throw DamagedCheckpoint(source + ": metadata \"wall_seconds\": " + error.what());
  }
}

std::string read_file(const fs::path& path) {
  try {
    return read_file_inside(path);
  } catch (const InputError& error) {
    throw DamagedCheckpoint(error.what());
  }
}

Seal require_unbroken(std::string_view bytes, const fs::path& path) {
  const Seal seal = seal_of(bytes);
  if (seal == Seal::broken)
    throw DamagedCheckpoint(path.string() + " is damaged: its bytes are not those that were written (checksum)");
  return seal;
}

TextMap metadata_in(std::string_view bytes, const fs::path& path) {
  try {
    return safetensors_metadata(bytes, path.string());
  } catch (const InputError& error) {
    throw DamagedCheckpoint(error.what());
  }
}

/// A state that names its network's checksum was sealed, and so was the network.
void require_pair(const CheckpointBytes& bytes, Seal state, const std::string& wanted, const fs::path& model_path) {
  if (state == Seal::none && wanted.empty()) return;
  if (state == Seal::none || seal_digits(bytes.model) != wanted)
    throw DamagedCheckpoint(model_path.string() + " and the state beside it do not belong together (checksum)");
}

}  // namespace

void put_position(const CheckpointPosition& position, TextMap& metadata) {
  metadata["format"] = format;
  metadata["step"] = std::to_string(position.step);
  metadata["metrics_length"] = std::to_string(position.metrics_length);
  metadata["wall_seconds"] = shortest_text(position.wall_seconds);
  metadata["metrics_checksum"] = position.metrics_checksum;
  metadata["data_hash"] = position.data_hash;
  metadata["spec"] = position.spec;
  metadata["plan"] = position.plan;
}

CheckpointPosition position_of(const TextMap& metadata, const std::string& source) {
  if (const auto found = value_of(metadata, "format", source); found != format)
    throw InputError(source + ": checkpoint format " + found + " is not known here (this version reads format " +
                     format + "); use the version of Imprint that wrote it");
  CheckpointPosition position;
  position.step = count_of(metadata, "step", source);
  position.metrics_length = count_of(metadata, "metrics_length", source);
  position.wall_seconds = seconds_of(metadata, source);
  position.metrics_checksum = optional_value(metadata, "metrics_checksum");
  position.data_hash = optional_value(metadata, "data_hash");
  position.spec = optional_value(metadata, "spec");
  position.plan = optional_value(metadata, "plan");
  return position;
}

TextMap safetensors_metadata(std::string_view bytes, const std::string& source) {
  constexpr std::size_t length_bytes = 8;
  constexpr std::uint64_t largest_header = 100 << 20;
  std::uint64_t length = 0;
  if (bytes.size() < length_bytes) throw InputError(source + ": is cut off before its header");
  std::memcpy(&length, bytes.data(), length_bytes);
  if (length > std::min<std::uint64_t>(largest_header, bytes.size() - length_bytes))
    throw InputError(source + ": is cut off in its header");
  const auto header = parse_json(bytes.substr(length_bytes, length), source);
  TextMap metadata;
  if (!header.is_object() || !header.contains("__metadata__")) return metadata;
  for (const auto& [key, value] : header.at("__metadata__").items()) {
    if (!value.is_string()) throw InputError(source + ": metadata \"" + key + "\" is no text");
    metadata.emplace(key, value.get<std::string>());
  }
  return metadata;
}

CheckpointBytes read_checkpoint(const fs::path& folder, std::int64_t step) {
  const fs::path state_path = state_file(folder, step), model_path = model_file(folder, step);
  CheckpointBytes bytes;
  bytes.state = read_file(state_path);
  bytes.model = read_file(model_path);
  const Seal state = require_unbroken(bytes.state, state_path);
  require_unbroken(bytes.model, model_path);
  const TextMap metadata = metadata_in(bytes.state, state_path);
  require_pair(bytes, state, optional_value(metadata, model_seal_key), model_path);
  bytes.position = position_of(metadata, state_path.string());
  bytes.is_sealed = state == Seal::whole;
  if (bytes.position.step != step)
    throw DamagedCheckpoint(state_path.string() + ": says step " + std::to_string(bytes.position.step));
  return bytes;
}

}  // namespace imprint
