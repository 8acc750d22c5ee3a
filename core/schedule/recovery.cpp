// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/recovery.h"

#include <algorithm>

namespace imprint {

RecoverySpec recovery_after(const RecoverySpec& spec, const std::vector<StepWindow>& windows, std::int64_t step) {
  if (std::ranges::find(windows, step + 1, &StepWindow::end) == windows.end()) return {};
  RecoverySpec acting = spec;
  if (!re_estimates_batch_norm(spec)) acting.batches = RecoverySpec().batches;
  return acting;
}

}  // namespace imprint
