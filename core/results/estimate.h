// SPDX-License-Identifier: GPL-3.0-or-later
// A measured number of a network, whole and per layer, with its error and the way it was measured.
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "core/results/probe_row.h"

namespace imprint {

struct LayerEstimate {
  std::string layer = {};  // "layer1.0.conv1"
  double value = 0;
  double standard_error = 0;  // 0 when exact
  std::int64_t parameters = 0;
};

struct Estimate {
  double value = 0;
  double standard_error = std::numeric_limits<double>::quiet_NaN();  // 0 when exact for its samples; NaN = not known
  std::vector<LayerEstimate> layers = {};                            // their values add up to `value`
  std::string estimator = {};  // "fisher-sampled", "hutchinson", ...; empty = computed, nothing is estimated
  std::int64_t samples = 0;
  std::int64_t draws = 0;     // labels drawn per unit; 0 = none were drawn
  std::int64_t products = 0;  // Hessian-vector products; 0 = none were needed
  ToleranceState tolerance = ToleranceState::none;
  double residual = std::numeric_limits<double>::quiet_NaN();  // of an eigenvalue: ||H y - value y||, y a unit vector
};

}  // namespace imprint
