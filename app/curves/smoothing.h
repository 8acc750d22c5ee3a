// SPDX-License-Identifier: GPL-3.0-or-later
// Exponential smoothing of a growing curve, before any decimation.
//
//   m_t = w m_(t-1) + (1 - w) y_t,  m_0 = 0,  s_t = m_t / (1 - w^t)      (the division removes the start's bias)
// t counts finite values; a value that is not finite stays a hole in the result and leaves m as it is.
#pragma once

#include <cstdint>

#include "app/curves/curve.h"

namespace imprint {

class SmoothedCurve {
 public:
  /// 0 <= weight < 1; 0 copies the source.
  explicit SmoothedCurve(double weight = 0) : weight_(weight) {}

  double weight() const { return weight_; }
  /// Takes in what the source got since the last call; starts over when the source dropped samples.
  void follow(const Samples& source);
  const Samples& samples() const { return samples_; }

 private:
  double next(double y);

  double weight_;
  double mean_ = 0;
  double remaining_ = 1;  // w^t
  std::uint64_t generation_ = 0;
  Samples samples_;
};

}  // namespace imprint
