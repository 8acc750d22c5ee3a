// SPDX-License-Identifier: GPL-3.0-or-later
// The live probes of a run: what its spec switches on, on fixed samples.
#pragma once

#include <cstdint>

#include "analysis/curvature/probe_set.h"
#include "core/base/cancellation.h"
#include "core/models/network.h"
#include "core/results/measurement.h"
#include "core/spec/experiment_spec.h"

namespace imprint {

/// Measures and leaves no trace: weights, buffers, accumulated gradients, requires_grad flags, training mode and the
/// thread's grad mode are as before, also after an exception. Random labels and vectors are functions of seed and step
/// alone, so a resumed run measures the same numbers.
class Probes {
 public:
  /// Throws InputError for an empty set and for options that don't fit each other.
  Probes(ProbeSpec spec, ProbeSet samples, std::uint64_t seed);

  const ProbeSet& samples() const { return samples_; }

  /// `step`: optimizer steps done. Throws InputError when the spec asks what the network cannot give, CancelledError.
  Measurement measure(Network& network, std::int64_t step, const CancellationToken& token = {}) const;

 private:
  ProbeSpec spec_;
  ProbeSet samples_;
  std::uint64_t seed_;
};

}  // namespace imprint
