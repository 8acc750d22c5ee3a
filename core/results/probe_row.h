// SPDX-License-Identifier: GPL-3.0-or-later
// How one curvature number of a run was measured: what its value alone does not tell.
#pragma once

#include <cstdint>
#include <limits>
#include <string>

namespace imprint {

/// Whether an estimator that stops at a tolerance got there before its cap.
enum class ToleranceState { none, reached, missed };  // none: the estimator has no tolerance

inline ToleranceState tolerance_state(bool reached) {
  return reached ? ToleranceState::reached : ToleranceState::missed;
}

struct ProbeRow {
  std::int64_t step = 0;
  std::string measure = {};    // the metric's name: "fisher/trace"
  std::string estimator = {};  // "fisher-exact", "diagonal-identity", "hutchinson", "lanczos", ...
  std::int64_t samples = 0;
  std::int64_t draws = 0;     // labels drawn for each image; 0 = none were drawn
  std::int64_t products = 0;  // Hessian-vector products; 0 = none were needed
  ToleranceState tolerance = ToleranceState::none;
  double residual = std::numeric_limits<double>::quiet_NaN();  // lanczos only: ||H y - value y||, y a unit vector

  bool operator==(const ProbeRow&) const = default;
};

}  // namespace imprint
