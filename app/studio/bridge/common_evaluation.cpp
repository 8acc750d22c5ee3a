// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/bridge/common_evaluation.h"

namespace imprint::studio {

std::optional<CommonEvaluation> latest_common(const RunRecord& run, const std::string& metric) {
  const Curve* baseline = run.curves.find(baseline_arm, metric);
  const Curve* deficit = run.curves.find(main_arm, metric);
  if (baseline == nullptr || deficit == nullptr) return std::nullopt;
  const Samples &a = baseline->samples(), &b = deficit->samples();
  for (std::ptrdiff_t i = static_cast<std::ptrdiff_t>(a.size()) - 1; i >= 0; --i) {
    const std::ptrdiff_t j = b.at_or_before(a.x(i));
    if (j >= 0 && b.x(j) == a.x(i)) return CommonEvaluation{a.x(i), a.y(i), b.y(j)};
  }
  return std::nullopt;
}

}  // namespace imprint::studio
