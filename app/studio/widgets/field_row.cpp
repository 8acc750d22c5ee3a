// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/widgets/field_row.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QFocusEvent>
#include <QGridLayout>
#include <QStyle>
#include <QToolButton>
#include <QWheelEvent>
#include <algorithm>

#include "app/studio/theme/theme.h"
#include "app/studio/theme/themed_icon.h"
#include "app/studio/widgets/calm_combo_box.h"
#include "app/studio/widgets/choices_box.h"
#include "app/studio/widgets/typing.h"
#include "app/studio/widgets/unit_line_edit.h"
#include "core/base/atomic_file.h"
#include "core/spec/spec_fields.h"

namespace imprint::studio {

int FieldRow::usual_label_width() {
  static QString measured_font;
  static int width = 0;
  const QFont font = sized_font(0);
  if (font.toString() == measured_font) return width;
  measured_font = font.toString();
  width = 0;
  ExperimentSpec spec;
  spec.deficits.emplace_back();
  for (const Field& field : spec_fields(spec))
    width = std::max(width, text_width(font, QString::fromStdString(field.label)) +
                                (field.key.starts_with("deficit.") ? deficit_inset : 0));
  return ++width;
}

FieldRow::FieldRow(FieldSource& fields, const QString& key, QWidget* parent, int label_width)
    : QWidget(parent),
      fields_(fields),
      description_(fields.describe(key)),
      editor_(nullptr),
      grid_(new QGridLayout(this)),
      note_(new QLabel(this)) {
  grid_->setContentsMargins(0, 0, 0, 0);
  grid_->setHorizontalSpacing(grid_unit);
  grid_->setVerticalSpacing(2);
  auto* label = new QLabel(description_.label, this);
  label->setFixedWidth(label_width);
  label->setToolTip(description_.help);
  grid_->addWidget(label, 0, 0);
  grid_->addWidget(make_editor(), 0, 1);
  grid_->setColumnStretch(1, 1);
  note_->setWordWrap(true);
  note_->setFont(sized_font(-1));
  grid_->addWidget(note_, 1, 1);
  label->setBuddy(editor_);
  editor_->setObjectName(key);
  editor_->setToolTip(description_.help);
  connect(&Typing::now(), &Typing::ended, this, &FieldRow::show_note);
  editor_->setAccessibleName(description_.label + (description_.unit.isEmpty() ? "" : ", " + description_.unit));
  refresh();
}

QWidget* FieldRow::make_editor() {
  switch (description_.editor) {
    case FieldDescription::Editor::toggle: return make_toggle();
    case FieldDescription::Editor::choice: return make_choice();
    case FieldDescription::Editor::several: return make_several();
    case FieldDescription::Editor::folder: return make_folder();
    case FieldDescription::Editor::whole_number:
    case FieldDescription::Editor::text: break;
  }
  return make_line();
}

QWidget* FieldRow::make_toggle() {
  auto* box = new QCheckBox(this);
  box->setMinimumHeight(28);
  connect(box, &QCheckBox::toggled, this, [this](bool on) { fields_.set_text(key(), on ? "true" : "false"); });
  return editor_ = box;
}

QWidget* FieldRow::make_choice() {
  auto* box = new CalmComboBox(this);
  box->setFocusPolicy(Qt::StrongFocus);
  box->installEventFilter(this);
  offer_choices(*box);
  box->setMinimumContentsLength(6);
  box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  connect(box, &QComboBox::textActivated, this, [this](const QString& text) { fields_.set_text(key(), text); });
  return editor_ = box;
}

QWidget* FieldRow::make_several() {
  auto* box = new ChoicesBox(description_.choices, this);
  box->setMinimumContentsLength(6);
  box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  connect(box, &ChoicesBox::chosen, this,
          [this](const QStringList& names) { fields_.set_text(key(), names.join(", ")); });
  return editor_ = box;
}

QWidget* FieldRow::make_line() {
  const bool whole = description_.editor == FieldDescription::Editor::whole_number;
  auto* line = new UnitLineEdit(description_.unit, whole, this);
  line->setMinimumWidth(60);
  Typing::now().watch(line);
  connect(line, &QLineEdit::textEdited, this, [this](const QString& text) {
    typing_ = true;  // "0." on the way to "0.025" must not be tidied into "0"
    fields_.set_text(key(), text);
    typing_ = false;
  });
  connect(line, &QLineEdit::editingFinished, this, &FieldRow::show_text);
  return editor_ = line;
}

QWidget* FieldRow::make_folder() {
  auto* pair = new QWidget(this);
  auto* row = new QHBoxLayout(pair);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(4);
  row->addWidget(make_line(), 1);
  auto* browse = new QToolButton(pair);
  browse->setIcon(themed_icon("open"));
  browse->setToolTip("Choose a folder");
  browse->setAccessibleName("Choose a folder");
  connect(browse, &QToolButton::clicked, this, &FieldRow::choose_folder);
  row->addWidget(browse);
  return pair;
}

void FieldRow::choose_folder() {
  const auto begin = expand_home(fields_.text(key()).toStdString());
  const QString folder =
      QFileDialog::getExistingDirectory(this, description_.label, QString::fromStdString(begin.string()));
  if (!folder.isEmpty()) fields_.set_text(key(), folder);
}

bool FieldRow::applies() const { return fields_.applies(key()) || !fields_.problem(key()).isEmpty(); }

void FieldRow::show_text() {
  const QString text = fields_.text(key());
  if (auto* box = qobject_cast<QCheckBox*>(editor_)) {
    const QSignalBlocker quiet(box);
    box->setChecked(text == "true");
  } else if (auto* several = qobject_cast<ChoicesBox*>(editor_)) {
    several->show_text(text);
  } else if (auto* choice = qobject_cast<QComboBox*>(editor_)) {
    show_choice(*choice, text);
  } else if (auto* line = qobject_cast<QLineEdit*>(editor_); !typing_ && line->text() != text) {
    line->setText(text);
    line->setCursorPosition(0);
  }
}

void FieldRow::show_choice(QComboBox& box, const QString& text) {
  const QSignalBlocker quiet(&box);
  if (box.findText(text) < 0) box.addItem(text);
  box.setCurrentIndex(box.findText(text));
}

/// One that no longer goes with the other values stays, under its problem, until another is chosen.
void FieldRow::offer_choices(QComboBox& box) {
  const QSignalBlocker quiet(&box);
  box.clear();
  box.addItems(fields_.choices(key()));
  show_choice(box, fields_.text(key()));
}

/// What goes with the other values is found when somebody is about to choose: at every keystroke elsewhere it would
/// take longer than all else.
bool FieldRow::eventFilter(QObject* watched, QEvent* event) {
  const bool comes = event->type() == QEvent::FocusIn &&
                     static_cast<QFocusEvent*>(event)->reason() != Qt::PopupFocusReason;  // not back from its own list
  if (comes)
    if (auto* box = qobject_cast<QComboBox*>(watched)) offer_choices(*box);
  return QWidget::eventFilter(watched, event);
}

void FieldRow::show_note() {
  const QString problem = fields_.problem(key());
  QString hint = fields_.hint(key());
  if (!hint.isEmpty()) hint[0] = hint[0].toUpper();
  const bool typing = Typing::now().is_going_on();
  hold_height(note_, typing && note_->isVisible());
  note_->setText(problem.isEmpty() ? hint : "⚠ " + problem);
  if (!typing) note_->setVisible(!note_->text().isEmpty());
  const QString name = problem.isEmpty() ? "hint" : "problem";
  const bool wrong = !problem.isEmpty();
  editor_->setAccessibleDescription(wrong ? problem : description_.help);
  if (note_->objectName() == name && editor_->property("wrong").toBool() == wrong) return;
  note_->setObjectName(name);
  editor_->setProperty("wrong", wrong);
  for (QWidget* widget : {static_cast<QWidget*>(note_), editor_}) {  // the style sheet looks at names and properties
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
  }
}

void FieldRow::refresh() {
  show_text();
  show_note();
}

}  // namespace imprint::studio
