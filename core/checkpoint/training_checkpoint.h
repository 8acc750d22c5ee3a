// SPDX-License-Identifier: GPL-3.0-or-later
// A point from which training goes on to the bit. Two files a checkpoint:
//
//   step-00000237.safetensors        parameters and buffers, named as in PyTorch: for people and other tools
//   step-00000237.state.safetensors  optimizer state, and as metadata the step, the length of metrics.csv and the
//                                    clock; tensors keep their memory layout through "strides/<name>" entries
//
// The state is written first: a checkpoint counts only when both files are there. Random numbers and the data order
// are functions of (seed, step) and need no saving.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/store/checkpoint_files.h"
#include "core/train/trainer.h"

namespace imprint {

/// What a checkpoint remembers beside tensors.
struct CheckpointPosition {
  std::int64_t step = 0;
  std::int64_t metrics_length = 0;   // bytes of metrics.csv
  double wall_seconds = 0;           // training time so far
};

/// Writes the checkpoint of the trainer's present step. Throws DiskFullError, JobError; older checkpoints stay.
void save_checkpoint(const std::filesystem::path& folder, Trainer& trainer, const CheckpointPosition& position);

/// Puts a checkpoint into a trainer that was made from the same spec. Throws InputError when a tensor is missing, has
/// another shape or the file is damaged.
CheckpointPosition restore_checkpoint(const std::filesystem::path& folder, std::int64_t step, Trainer& trainer);

/// Parameters and buffers of `model_file` into the network; it may come from another program (network_weights.h), which
/// has no activation ranges: then they stay as they are. Returns what was done to fit it, each half a sentence for
/// people. Throws InputError as above.
std::vector<std::string> load_weights(const std::filesystem::path& model_file, Network& network);

}  // namespace imprint
