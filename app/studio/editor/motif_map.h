// SPDX-License-Identifier: GPL-3.0-or-later
// Where in the run the edited cycle of a motif lies, and how it is reflected there.
#pragma once

#include "app/studio/editor/curve_edits.h"
#include "core/schedule/precision_curve.h"

namespace imprint::studio {

struct MotifMap {
  double begin = 0;       // progress of the run at which the cycle begins
  double span = 1;        // progress that it takes
  bool mirrored = false;  // runs from its end to its beginning
  bool upside_down = false;
  double low = 1;  // the bits about which it is turned
  double high = 32;

  double progress(double at) const { return begin + span * (mirrored ? 1 - at : at); }
  double at(double progress) const {
    const double share = (progress - begin) / span;
    return mirrored ? 1 - share : share;
  }
  /// Its own inverse.
  double turned(double bits) const { return upside_down ? low + high - bits : bits; }
  CurveSpot spot(double at_progress, double shown_bits) const { return {at(at_progress), turned(shown_bits)}; }
};

/// The map of cycle `cycle` (from 0) of a curve whose period is `period_progress` of the run.
inline MotifMap motif_map(const PrecisionCurve& curve, double period_progress, int cycle, double low, double high) {
  const bool reflected = cycle % 2 == 0;
  return {cycle * period_progress,
          period_progress,
          reflected && curve.shape == "horizontal",
          reflected && curve.shape == "vertical",
          low,
          high};
}

/// The first cycle that is not reflected; the first one where there is no other.
inline int edited_cycle(const PrecisionCurve& curve) { return curve.shape != "repeated" && curve.cycles > 1 ? 1 : 0; }

}  // namespace imprint::studio
