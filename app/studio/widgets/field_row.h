// SPDX-License-Identifier: GPL-3.0-or-later
// One field of the form: label, editor, and beneath them what is wrong or what the choice means.
#pragma once

#include <QLabel>
#include <QWidget>

#include "app/studio/models/field_source.h"

class QComboBox;
class QGridLayout;

namespace imprint::studio {

class FieldRow : public QWidget {
  Q_OBJECT

 public:
  /// Room for the longest label of an experiment's fields, in the font that is used.
  static int usual_label_width();
  /// By how much the fields of a deficit are set in: their labels have that much less room.
  static constexpr int deficit_inset = 11;

  FieldRow(FieldSource& fields, const QString& key, QWidget* parent = nullptr, int label_width = usual_label_width());

  const QString& key() const { return description_.key; }
  /// Takes over text, problem and hint.
  void refresh();
  /// Whether the field matters with the other values as they are; one with a problem always does.
  bool applies() const;
  QWidget* editor() const { return editor_; }

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  QWidget* make_editor();
  QWidget* make_toggle();
  QWidget* make_choice();
  QWidget* make_several();
  QWidget* make_line();
  QWidget* make_folder();
  void choose_folder();
  void show_text();
  void show_choice(QComboBox& box, const QString& text);
  void offer_choices(QComboBox& box);
  void show_note();

  FieldSource& fields_;
  FieldDescription description_;
  QWidget* editor_;  // what shows the value and gets the focus
  QGridLayout* grid_;
  QLabel* note_;
  bool typing_ = false;  // the line edit's text is newer than the source's
};

}  // namespace imprint::studio
