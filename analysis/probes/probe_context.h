// SPDX-License-Identifier: GPL-3.0-or-later
// What the probes of one moment share: the network as it is, the samples, one Hessian and one pass a chunk.
#pragma once

#include <cstdint>
#include <optional>

#include "analysis/curvature/hessian_operator.h"
#include "analysis/curvature/probe_set.h"
#include "core/base/cancellation.h"
#include "core/models/network.h"

namespace imprint {

/// While it lives, the parameters must not change.
class ProbeContext {
 public:
  /// `step`: optimizer steps done; random labels and vectors are functions of seed and step. What is given by reference
  /// outlives the context.
  ProbeContext(Network& network, const ProbeSet& samples, std::uint64_t seed, std::int64_t step,
               CancellationToken token);

  Network& network() { return network_; }
  const ProbeSet& samples() const { return samples_; }
  std::uint64_t seed() const { return seed_; }
  std::uint64_t draw_index() const { return draw_index_; }
  const CancellationToken& token() const { return token_; }

  /// On the first `count` samples: made when it is first asked for, and kept for all who ask for as many.
  const HessianOperator& hessian(std::int64_t count);

 private:
  Network& network_;
  const ProbeSet& samples_;
  std::uint64_t seed_;
  std::uint64_t draw_index_;
  CancellationToken token_;
  std::optional<HessianOperator> hessian_;
};

}  // namespace imprint
