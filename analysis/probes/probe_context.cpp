// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/probes/probe_context.h"

#include <utility>

namespace imprint {

ProbeContext::ProbeContext(Network& network, const ProbeSet& samples, std::uint64_t seed, std::int64_t step,
                           CancellationToken token)
    : network_(network),
      samples_(samples),
      seed_(seed),
      draw_index_(static_cast<std::uint64_t>(step)),
      token_(std::move(token)) {}

const HessianOperator& ProbeContext::hessian(std::int64_t count) {
  const ProbeSet samples = samples_.first(count);
  if (!hessian_ || hessian_->samples() != samples.size()) hessian_.emplace(network_, samples, 0, token_);
  return *hessian_;
}

}  // namespace imprint
