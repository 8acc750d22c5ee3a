// SPDX-License-Identifier: GPL-3.0-or-later
// What a checkpoint knows beside its tensors: the metadata of its state file. Read here without LibTorch, so that a
// damaged checkpoint is known before anything is touched.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "core/base/error.h"

namespace imprint {

/// A file of a checkpoint is damaged or gone: an older one may do. `what()` names the file.
class DamagedCheckpoint : public InputError {
 public:
  using InputError::InputError;
};

/// Where a run stood, and what it was. The texts are empty in checkpoints of versions before, and in those that a
/// sweep's run leaves for another run (`plan`).
struct CheckpointPosition {
  std::int64_t step = 0;
  std::int64_t metrics_length = 0;    // bytes of metrics.csv
  double wall_seconds = 0;            // training time so far
  std::string metrics_checksum = {};  // of those bytes
  std::string data_hash = {};         // of the dataset, as in environment.json
  std::string spec = {};              // config.json
  std::string plan = {};              // plan.json
};

/// Metadata of a state: the seal of its network, which binds the two.
inline constexpr char model_seal_key[] = "model_checksum";

using TextMap = std::map<std::string, std::string>;

/// As metadata, and back. `position_of` throws InputError for another format, DamagedCheckpoint for what is missing or
/// no number; `source` names the file.
void put_position(const CheckpointPosition& position, TextMap& metadata);
CheckpointPosition position_of(const TextMap& metadata, const std::string& source);

/// The "__metadata__" of a safetensors file. Throws InputError when the header is damaged.
TextMap safetensors_metadata(std::string_view bytes, const std::string& source);

/// The bytes of both files of a checkpoint, their seals checked.
struct CheckpointBytes {
  std::string model;
  std::string state;
  CheckpointPosition position;
  bool is_sealed = false;  // false: a version before wrote it; whether it is whole can't be told
};

/// Throws DamagedCheckpoint, naming the file, when a file is missing, a seal is broken or the two do not belong
/// together; InputError for another format.
CheckpointBytes read_checkpoint(const std::filesystem::path& folder, std::int64_t step);

}  // namespace imprint
