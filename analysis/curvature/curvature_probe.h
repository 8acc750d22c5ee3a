// SPDX-License-Identifier: GPL-3.0-or-later
// The live probe of a run: Fisher trace, Hessian trace and what is shown beside them, on fixed samples.
#pragma once

#include <cstdint>

#include "analysis/curvature/probe_set.h"
#include "core/base/cancellation.h"
#include "core/models/network.h"
#include "core/results/curvature_report.h"
#include "core/spec/experiment_spec.h"

namespace imprint {

/// Measures and leaves no trace: weights, buffers, accumulated gradients, requires_grad flags, training mode and the
/// thread's grad mode are as before, also after an exception. Random labels and vectors are functions of seed and step
/// alone, so a resumed run measures the same numbers.
class CurvatureProbe {
 public:
  /// Throws InputError for an empty set.
  CurvatureProbe(ProbeSpec spec, ProbeSet samples, std::uint64_t seed);

  const ProbeSet& samples() const { return samples_; }

  /// `step`: optimizer steps done. Throws InputError when the spec asks what the network cannot give (fisher_trace.h,
  /// hessian_trace.h), CancelledError.
  CurvatureReport measure(Network& network, std::int64_t step, const CancellationToken& token = {}) const;

 private:
  TraceEstimate fisher(Network& network, std::int64_t step, const CancellationToken& token) const;
  TraceEstimate hessian(Network& network, std::int64_t step, const CancellationToken& token) const;
  EigenvalueEstimate top_eigenvalue(Network& network, const CancellationToken& token) const;

  ProbeSpec spec_;
  ProbeSet samples_;
  std::uint64_t seed_;
};

}  // namespace imprint
