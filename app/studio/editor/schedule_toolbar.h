// SPDX-License-Identifier: GPL-3.0-or-later
// Tools, grid, segment types and the named schedules with their numbers, above the canvas.
#pragma once

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QSpinBox>
#include <QToolButton>
#include <QWidget>

#include "app/studio/editor/curve_editor_model.h"
#include "app/studio/widgets/segmented_switch.h"

class QHBoxLayout;

namespace imprint::studio {

class ScheduleToolbar : public QWidget {
  Q_OBJECT

 public:
  explicit ScheduleToolbar(CurveEditorModel& model, QWidget* parent = nullptr);
  /// Beside "Show everything".
  void add_tool(QWidget* tool);

 Q_SIGNALS:
  void fit_requested();

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  QWidget* make_tools();
  QWidget* make_numbers();
  QToolButton* make_button(const QString& icon, const QString& name, const QString& help);
  void add_label(QHBoxLayout& row, const QString& text);
  void add_undo(QHBoxLayout& row);
  QSpinBox* make_spin(const QString& name, int low, int high);
  void fill_choices();
  void choose_schedule(const QString& name);
  void refresh();
  void refresh_options();

  CurveEditorModel& model_;
  QToolButton* select_;
  QToolButton* pencil_;
  QCheckBox* snap_;
  QDoubleSpinBox* time_step_;
  QDoubleSpinBox* bits_step_;
  QComboBox* segment_;
  QComboBox* unit_;
  SegmentedSwitch* side_;
  QComboBox* schedule_;
  QSpinBox* cycles_;
  QComboBox* shape_;
  QSpinBox* low_;
  QSpinBox* high_;
  QToolButton* as_curve_;
  QToolButton* as_stairs_;
  QHBoxLayout* tools_row_ = nullptr;
};

}  // namespace imprint::studio
