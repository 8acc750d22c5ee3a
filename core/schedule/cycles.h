// SPDX-License-Identifier: GPL-3.0-or-later
// The cycles of a run: which phase of which cycle a step is in (Wolfe & Kyrillidis, arXiv 2403.02243).
//
//   P = floor(T / n), or floor(T / n) + 1;  cycle = floor(t / P),  x = (t mod P) / P in [0, 1)
//
// With reflection, even cycles (counted from 0, so the first too) run through the motif reflected; horizontal
// reflection reads it from its end, at 1 - x. When n does not divide T, the steps from n P on belong to a further,
// incomplete cycle n.
#pragma once

#include <cstdint>
#include <string>

namespace imprint {

/// What the cycles do with the motif, a growth profile or a drawn curve.
enum class CycleShape { constant, repeated, vertical_reflection, horizontal_reflection };

/// Where in the motif a step is.
struct CyclePhase {
  double x = 0;
  double left = 1;           // (P - t mod P) / P: 1 - x, rounded once less
  bool upside_down = false;  // reflected vertically
};

class Cycles {
 public:
  /// `period` is "floor" or "floor-plus-one". `key` names the number of cycles in errors. Throws InputError for n
  /// outside 1..total_steps.
  Cycles(int n, CycleShape shape, const std::string& period, std::int64_t total_steps, const std::string& key);

  /// Of a step, or of a moment between steps.
  CyclePhase at(double step) const;
  /// P in steps.
  std::int64_t period() const { return period_; }

 private:
  CycleShape shape_;
  std::int64_t period_;
};

}  // namespace imprint
