// SPDX-License-Identifier: GPL-3.0-or-later
// What the horizontal axis counts, and which part of it is in view.
#pragma once

#include <cstdint>

#include "app/curves/value_scale.h"

namespace imprint {

enum class StepUnit { step, epoch, since_deficit };  // since_deficit: epochs since the last deficit's end

/// From steps, in which all samples are kept, to the axis: shown = (step - offset) / scale.
struct StepMapping {
  double offset = 0;
  double scale = 1;
  double shown(double step) const { return (step - offset) / scale; }
  double step(double shown) const { return shown * scale + offset; }
  bool operator==(const StepMapping&) const = default;
};

/// `deficit_end` in steps; a run without deficit counts from its start.
StepMapping step_mapping(StepUnit unit, std::int64_t steps_per_epoch, std::int64_t deficit_end);

/// The view onto the axis: the whole of it, growing with the data, until somebody zooms.
class AxisView {
 public:
  const ValueRange& full() const { return full_; }
  const ValueRange& visible() const { return visible_; }
  bool is_following() const { return following_; }

  /// What there is to see. Moves the view only while it follows.
  void set_full(const ValueRange& full);
  /// Shows everything and follows again.
  void fit();
  /// Shows a part; ignored when it has no width. Kept when the data grow.
  void show(const ValueRange& part);
  /// factor > 1 zooms in; the point `anchor` stays where it is. Zooming out stops at the whole.
  void zoom(double factor, double anchor);
  /// Moves by a share of the visible width, at most to the ends.
  void pan(double share);

 private:
  ValueRange full_{0, 1};
  ValueRange visible_{0, 1};
  bool following_ = true;
};

}  // namespace imprint
