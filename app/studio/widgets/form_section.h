// SPDX-License-Identifier: GPL-3.0-or-later
// A group of fields under a title, the less common ones behind "more".
#pragma once

#include <QToolButton>
#include <QVBoxLayout>
#include <QWidget>
#include <vector>

#include "app/studio/models/form_layout.h"
#include "app/studio/widgets/field_row.h"

namespace imprint::studio {

class FormSectionView : public QWidget {
  Q_OBJECT

 public:
  FormSectionView(FieldSource& fields, const FormSection& section, QWidget* parent = nullptr);

  void refresh();
  /// Puts a widget below the fields that are always in sight.
  void append(QWidget* widget);
  const std::vector<FieldRow*>& rows() const { return rows_; }
  bool is_expanded() const { return more_button_->isChecked(); }
  void set_expanded(bool expanded) { more_button_->setChecked(expanded); }

 private:
  void add_row(FieldSource& fields, const std::string& key, QVBoxLayout* column, std::vector<FieldRow*>& group);
  void settle();
  void show_more(bool shown);

  std::vector<FieldRow*> rows_;
  std::vector<FieldRow*> always_;
  std::vector<FieldRow*> behind_more_;
  QVBoxLayout* fields_;
  QToolButton* more_button_;
  QWidget* more_;
};

}  // namespace imprint::studio
