// SPDX-License-Identifier: GPL-3.0-or-later
// What linked charts share: the visible part of the horizontal axis and the crosshair.
#pragma once

#include <QObject>
#include <optional>

#include "app/curves/step_axis.h"

namespace imprint::studio {

class ChartLink : public QObject {
  Q_OBJECT

 public:
  using QObject::QObject;

  const AxisView& view() const { return view_; }
  bool is_logarithmic() const { return logarithmic_; }
  /// Where the crosshair stands, in the unit of the axis.
  std::optional<double> cursor() const { return cursor_; }
  QString unit_text() const { return unit_text_; }

  /// The whole axis; `smallest` is where a logarithmic one begins, in the unit of the axis.
  void set_full(const ValueRange& full, double smallest);
  void set_unit_text(const QString& text) { unit_text_ = text; }
  void set_logarithmic(bool logarithmic);
  void fit();
  void show(const ValueRange& part);
  void zoom(double factor, double anchor);
  void pan(double share);
  void set_cursor(std::optional<double> shown);
  /// Moves the crosshair by a share of the visible width; it appears in the middle.
  void move_cursor(double share);

 Q_SIGNALS:
  void view_changed();
  /// Somebody asked to see everything: heights are fitted, too.
  void fitted();
  void cursor_moved();

 private:
  void use_full();

  AxisView view_;
  ValueRange full_{0, 1};
  double smallest_ = 1;
  bool logarithmic_ = false;
  std::optional<double> cursor_;
  QString unit_text_;
};

}  // namespace imprint::studio
