// SPDX-License-Identifier: GPL-3.0-or-later
// What is done at the end of each deficit, before the evaluation that is due there. It tells damage to the weights from
// what the deficit left behind beside them: statistics that only evaluation reads, and the optimizer's state. A
// learning rate that begins anew there is training.lr_restart.
#pragma once

#include <string>

namespace imprint {

struct RecoverySpec {
  std::string batch_norm = "keep";         // keep | re-estimate: running statistics from `batches` clean batches
  int batches = 50;                        // re-estimate only
  std::string activation_ranges = "keep";  // keep | reset: running averages begin anew
  std::string optimizer = "keep";          // keep | reset: momentum and moments begin anew

  bool operator==(const RecoverySpec&) const = default;
};

inline bool re_estimates_batch_norm(const RecoverySpec& recovery) { return recovery.batch_norm == "re-estimate"; }
inline bool resets_ranges(const RecoverySpec& recovery) { return recovery.activation_ranges == "reset"; }
inline bool resets_optimizer(const RecoverySpec& recovery) { return recovery.optimizer == "reset"; }
inline bool is_on(const RecoverySpec& recovery) {
  return re_estimates_batch_norm(recovery) || resets_ranges(recovery) || resets_optimizer(recovery);
}

}  // namespace imprint
