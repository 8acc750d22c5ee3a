// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/precision_plan.h"

#include <algorithm>

namespace imprint {

PrecisionPlan::PrecisionPlan(const ExperimentSpec& spec, std::int64_t total_steps,
                             std::int64_t steps_per_epoch, bool with_deficits)
    : schedule_(spec.precision, total_steps) {
  if (!with_deficits) return;
  deficits_ = spec.deficits;
  windows_ = resolve_windows(spec, total_steps, steps_per_epoch);
}

StepPrecision PrecisionPlan::at(std::int64_t step) const {
  for (std::size_t i = windows_.size(); i-- > 0;) {
    const DeficitSpec& deficit = deficits_[i];
    if (deficit.kind != "precision" || !windows_[i].contains(step)) continue;
    return {deficit.bits, deficit.backward_bits > 0 ? deficit.backward_bits : schedule_.backward_bits_at(step)};
  }
  return {schedule_.bits_at(step), schedule_.backward_bits_at(step)};
}

bool PrecisionPlan::in_deficit(std::int64_t step) const {
  return std::any_of(windows_.begin(), windows_.end(), [&](const StepWindow& w) { return w.contains(step); });
}

}  // namespace imprint
