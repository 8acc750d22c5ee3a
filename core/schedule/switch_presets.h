// SPDX-License-Identifier: GPL-3.0-or-later
// Changes of precision in mid-run that the literature has studied, as presets to begin with.
//
//   fp4-early, -mid, -late   nvfp4 first, bf16 for the rest: from 1/4, 1/2 and 82 % of the run on. The last is where
//                            NVIDIA's pretraining in nvfp4 switched (arXiv 2509.25149)
//   fp4-restart              nvfp4 for the first half, and the learning rate begins anew with bf16
//   qat-last-10, -25, -50    fp32 first, then 4 bits forward: quantization-aware training at the end alone (Liu et al.,
//                            ParetoQ, arXiv 2502.02631, gives it a tenth of the budget)
//   warm-up                  fp32 for the first tenth, then 4 bits
//
// Each is the whole plan: other deficits go.
#pragma once

#include <span>
#include <string>

#include "core/spec/preset_io.h"

namespace imprint {

struct SwitchPreset {
  Preset preset;
  std::string description;  // a sentence
};

std::span<const SwitchPreset> switch_presets();

/// Null for a name that there is not.
const SwitchPreset* find_switch_preset(std::string_view name);

}  // namespace imprint
