// SPDX-License-Identifier: GPL-3.0-or-later
// A measured trace, whole and per layer, with its standard error and the way it was measured.
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace imprint {

struct LayerTrace {
  std::string layer = {};  // "layer1.0.conv1"
  double value = 0;
  double standard_error = 0;  // 0 when exact
  std::int64_t parameters = 0;
};

struct TraceEstimate {
  double value = 0;
  double standard_error = 0;            // 0 when exact for the probe set
  std::vector<LayerTrace> layers = {};  // their values add up to `value`
  std::string estimator =
      {};  // "fisher-sampled", "fisher-exact", "fisher-empirical", "hutchinson", "diagonal-identity"
  std::string weights = "fp32 master weights, quantization off";
  std::int64_t samples = 0;
  std::int64_t draws = 0;         // label draws an image, or Hessian-vector products
  bool reached_tolerance = true;  // false when the cap stopped the estimator first
};

/// The largest eigenvalue of the Hessian.
struct EigenvalueEstimate {
  double value = 0;
  double residual = 0;  // ||H y - value y||, y a unit vector: an eigenvalue lies within that
  std::int64_t samples = 0;
  std::int64_t products = 0;      // Hessian-vector products
  bool reached_tolerance = true;  // residual <= 1 % of the value
};

}  // namespace imprint
