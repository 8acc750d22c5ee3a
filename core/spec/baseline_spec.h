// SPDX-License-Identifier: GPL-3.0-or-later
// What a run has and its seed-paired baseline goes without: deficits, and a continuation in 16 bits.
#pragma once

#include "core/spec/experiment_spec.h"

namespace imprint {

/// Whether there is any of it.
inline bool is_treated(const ExperimentSpec& spec) { return !spec.deficits.empty() || is_on(spec.continuation); }

/// The baseline: it begins from the same checkpoint, if the run does from one.
inline ExperimentSpec untreated(ExperimentSpec spec) {
  spec.deficits.clear();
  spec.continuation = {.from = spec.continuation.from, .fit = spec.continuation.fit};
  spec.comparison.baseline = false;
  return spec;
}

}  // namespace imprint
