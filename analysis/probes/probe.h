// SPDX-License-Identifier: GPL-3.0-or-later
// One measurement of a network at one moment. A probe is made for the moment, is shown the passes over as many of the
// samples as it wants, and then gives what it found. What it measures leaves no trace: weights, buffers, accumulated
// gradients and modes stay as they are.
#pragma once

#include <cstdint>
#include <memory>

#include "analysis/curvature/tapped_pass.h"
#include "analysis/probes/probe_context.h"
#include "analysis/probes/probe_list.h"
#include "core/results/measurement.h"
#include "core/spec/experiment_spec.h"

namespace imprint {

/// Consecutive samples of the probe set.
struct ProbeChunk {
  std::int64_t begin = 0;  // number of the first one
  ProbeSet samples;
};

class Probe {
 public:
  virtual ~Probe() = default;

  /// Of how many samples, from the first, it wants to see the passes; 0 = none.
  virtual std::int64_t samples_seen() const { return 0; }
  /// Called with each chunk of these in their order. Several probes share a pass, of which each takes its norms in one
  /// call.
  virtual void see(const ProbeChunk& /*chunk*/, TappedPass& /*pass*/) {}
  /// Called once, behind the last pass.
  virtual Measurement finish() = 0;
};

// Of each kind: make_fisher_probe(spec, context), ... They throw InputError when the spec asks what the network cannot
// give. The context outlives the probe.
#define IMPRINT_MAKER(probe) std::unique_ptr<Probe> make_##probe##_probe(const ProbeSpec& spec, ProbeContext& context);
IMPRINT_PROBES(IMPRINT_MAKER)
#undef IMPRINT_MAKER

}  // namespace imprint
