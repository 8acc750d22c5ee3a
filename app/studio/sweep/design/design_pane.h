// SPDX-License-Identifier: GPL-3.0-or-later
// The left side of the sweep page: what the grid is.
#pragma once

#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QToolButton>
#include <QWidget>
#include <vector>

#include "app/studio/sweep/design/axis_row.h"
#include "app/studio/sweep/design/control_rows.h"
#include "app/studio/sweep/design/window_strip.h"
#include "app/studio/widgets/elided_label.h"
#include "app/studio/widgets/field_row.h"
#include "app/studio/widgets/form_scroll.h"

class QLineEdit;
class QVBoxLayout;

namespace imprint::studio {

class DesignPane : public QWidget {
  Q_OBJECT

 public:
  explicit DesignPane(SweepDraft& draft, QWidget* parent = nullptr);

  QComboBox& protocol() { return *protocol_; }
  QString protocol_words() const { return protocol_words_->text(); }
  QString base_text() const { return base_->text(); }
  QString problems() const { return problems_->text(); }
  const std::vector<AxisRow*>& axes() const { return rows_; }
  WindowStrip& windows() { return *windows_; }
  ControlRows& controls() { return *controls_; }
  QToolButton& add_button() { return *add_; }
  /// What the planner says of a grid whose values are right by themselves; empty takes it away.
  void set_plan_problem(const QString& problem);
  void set_locked(bool locked);
  QAction* open_action() const { return open_; }
  QAction* save_action() const { return save_; }
  QAction* copy_action() const { return copy_; }

  /// As wide as its fields need, no wider.
  QSize sizeHint() const override;

 Q_SIGNALS:
  void experiment_wanted();

 private:
  QWidget* make_header();
  QWidget* make_fields();
  QWidget* make_base();
  QWidget* titled(const QString& title, QWidget* beside = nullptr);
  void make_protocol();
  void make_scale();
  void take_scale();
  void make_add_menu();
  void rebuild_axes();
  void refresh();
  void refresh_problems();

  SweepDraft& draft_;
  QAction* open_;
  QAction* save_;
  QAction* copy_;
  FormScroll* scroll_;
  QWidget* fields_;
  FieldRow* name_;
  QComboBox* protocol_;
  QLabel* protocol_words_;
  QWidget* scale_row_;
  QLineEdit* scale_;
  QLabel* base_;
  QToolButton* go_;
  WindowStrip* windows_;
  QToolButton* add_;
  QVBoxLayout* axis_column_;
  std::vector<AxisRow*> rows_;
  ControlRows* controls_;
  ElidedLabel* problems_;
  QString plan_problem_;
};

}  // namespace imprint::studio
