// SPDX-License-Identifier: GPL-3.0-or-later
// What a run has and its baseline goes without, in words.
#pragma once

#include <string>

#include "core/spec/experiment_spec.h"

namespace imprint {

struct Treatment {
  std::string name = "deficit";       // "early deficit", "continuation in bf16"
  std::string baseline = "baseline";  // "continuation in fp32"
  bool lasts = false;                 // to the end: nothing recovers, and the difference is what it costs
};

inline Treatment treatment_of(const ExperimentSpec& spec) {
  if (!spec.deficits.empty() || !is_on(spec.continuation)) return {};
  return {"continuation in " + spec.continuation.format, "continuation in fp32", true};
}

}  // namespace imprint
