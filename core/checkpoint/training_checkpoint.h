// SPDX-License-Identifier: GPL-3.0-or-later
// A point from which training goes on to the bit. Two files a checkpoint:
//
//   step-00000237.safetensors        parameters and buffers, named as in PyTorch: for people and other tools
//   step-00000237.state.safetensors  what else training carries from step to step (Trainer::state), and as metadata
//   what
//                                    CheckpointPosition holds; tensors keep their memory layout through
//                                    "strides/<name>" entries
//
// Both are sealed (checkpoint_seal.h), and the state names the network's seal. The state is written first: a checkpoint
// counts only when both files are there. Random numbers and the data order are functions of (seed, step) and need no
// saving.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/checkpoint/weight_fit.h"
#include "core/store/checkpoint_files.h"
#include "core/store/checkpoint_record.h"
#include "core/train/trainer.h"

namespace imprint {

/// Writes the checkpoint of the trainer's present step. Throws DiskFullError, JobError; older checkpoints stay.
void save_checkpoint(const std::filesystem::path& folder, Trainer& trainer, const CheckpointPosition& position);

/// Puts a checkpoint into a trainer that was made from the same spec; `folder` is for the words. Throws InputError when
/// a tensor is missing or has another shape, and DamagedCheckpoint when a file without a seal can't be read.
void restore_checkpoint(const std::filesystem::path& folder, const CheckpointBytes& checkpoint, Trainer& trainer);

/// Reads it first. Throws DamagedCheckpoint for damaged files.
CheckpointPosition restore_checkpoint(const std::filesystem::path& folder, std::int64_t step, Trainer& trainer);

/// What continuation.fit asks for.
WeightsWanted weights_wanted(const ContinuationSpec& continuation);

/// Begins step 0 of a trainer with the weights of `file` (as load_weights), and with the optimizer's state where a
/// checkpoint of Imprint has it beside them. Returns what was done to fit them. Throws InputError.
std::vector<std::string> begin_from_checkpoint(const std::filesystem::path& file, Trainer& trainer,
                                               WeightsWanted wanted = WeightsWanted::all);

/// Parameters and buffers of `model_file` into the network; it may come from another program (network_weights.h), which
/// has no activation ranges: then they stay as they are. Returns what was done to fit it, each half a sentence for
/// people. Throws InputError as above, and where they don't fit (weight_fit.h).
std::vector<std::string> load_weights(const std::filesystem::path& model_file, Network& network,
                                      WeightsWanted wanted = WeightsWanted::all);

}  // namespace imprint
