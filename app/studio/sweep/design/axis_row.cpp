// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/sweep/design/axis_row.h"

#include <QCompleter>
#include <QGridLayout>
#include <QStyle>
#include <QWheelEvent>

#include "app/studio/theme/theme.h"
#include "app/studio/theme/themed_icon.h"
#include "app/studio/widgets/calm_combo_box.h"
#include "app/studio/widgets/typing.h"
#include "core/spec/spec_fields.h"

namespace imprint::studio {
namespace {

const QStringList short_names = {"onset", "length", "bits", "kind", "schedule", "model", "seed"};

bool may_vary(const QString& key) {
  for (const char* whole : {"comparison.", "checkpoint.", "range_test."})
    if (key.startsWith(whole)) return false;
  return key != "name" && key != "threads";
}

}  // namespace

QStringList axis_field_names(const ExperimentSpec& base) {
  QStringList names = short_names;
  ExperimentSpec copy = base;
  if (copy.deficits.empty()) copy.deficits.emplace_back();
  for (const Field& field : spec_fields(copy)) {
    const QString key = QString::fromStdString(field.key);
    const QString name = QString::fromStdString(short_sweep_key(field.key));
    if (may_vary(key) && !names.contains(name)) names << name;
  }
  return names;
}

AxisRow::AxisRow(SweepDraft& draft, int axis, QWidget* parent)
    : QWidget(parent),
      draft_(draft),
      axis_(axis),
      field_(new CalmComboBox(this)),
      values_(new QLineEdit(this)),
      remove_(new QToolButton(this)),
      chips_(new ValueChips(this)),
      problem_(new QLabel(this)) {
  auto* grid = new QGridLayout(this);
  grid->setContentsMargins(0, 0, 0, 0);
  grid->setHorizontalSpacing(6);
  grid->setVerticalSpacing(4);
  field_->setEditable(true);
  field_->setInsertPolicy(QComboBox::NoInsert);
  field_->addItems(axis_field_names(draft_.base().spec()));
  field_->completer()->setFilterMode(Qt::MatchContains);
  field_->completer()->setCompletionMode(QCompleter::PopupCompletion);
  field_->setFixedWidth(text_width(font(), "schedule") + field_room + 2 * grid_unit);
  field_->setAccessibleName("Field of axis " + QString::number(axis + 1));
  field_->setToolTip("The field that varies: a short name, or any field of an experiment by its dotted name");
  values_->setMinimumWidth(text_width(font(), QString("0, 0.25, 0.5, 0.75")) + field_room);
  values_->setAccessibleName("Values of axis " + QString::number(axis + 1));
  values_->setPlaceholderText("0, 0.2 or 0..0.6 step 0.2 or 1..8");
  values_->setToolTip("Values with commas, and ranges: 0, 0.2, 0.4 · 0..0.6 step 0.2 · 1..8 · blur, noise");
  remove_->setObjectName("flat");
  remove_->setIcon(themed_icon("remove"));
  remove_->setToolTip("Remove this axis");
  remove_->setAccessibleName("Remove axis " + QString::number(axis + 1));
  problem_->setObjectName("problem");
  problem_->setWordWrap(true);
  problem_->setFont(sized_font(-1));
  grid->addWidget(field_, 0, 0);
  grid->addWidget(values_, 0, 1);
  grid->addWidget(remove_, 0, 2);
  grid->addWidget(chips_, 1, 1, 1, 2);
  grid->addWidget(problem_, 2, 0, 1, 3);
  grid->setColumnStretch(1, 1);
  connect(field_, &QComboBox::textActivated, this, [this](const QString& text) { draft_.set_axis_field(axis_, text); });
  connect(field_->lineEdit(), &QLineEdit::editingFinished, this,
          [this] { draft_.set_axis_field(axis_, field_->currentText()); });
  for (QLineEdit* line : {field_->lineEdit(), values_}) Typing::now().watch(line);
  connect(&Typing::now(), &Typing::ended, this, &AxisRow::refresh);
  connect(values_, &QLineEdit::textEdited, this, [this](const QString& text) { draft_.set_axis_values(axis_, text); });
  connect(
      remove_, &QToolButton::clicked, &draft_, [&draft, axis] { draft.remove_axis(axis); }, Qt::QueuedConnection);
  connect(chips_, &ValueChips::removed, this, [this](int value) { draft_.remove_value(axis_, value); });
  refresh();
}

void AxisRow::refresh() {
  const AxisText& text = draft_.settings().axes[static_cast<std::size_t>(axis_)];
  const QString field = QString::fromStdString(text.field), values = QString::fromStdString(text.values);
  if (field_->currentText() != field && !field_->lineEdit()->hasFocus()) field_->setEditText(field);
  if (values_->text() != values) values_->setText(values);
  chips_->set_values(draft_.values(axis_));
  if (!Typing::now().is_going_on()) chips_->setVisible(!draft_.values(axis_).empty());
  show_problem();
}

void AxisRow::show_problem() {
  const QString problem = draft_.axis_problem(axis_);
  const bool typing = Typing::now().is_going_on();
  hold_height(problem_, typing && problem_->isVisible());
  problem_->setText(problem.isEmpty() ? QString() : "⚠ " + problem);
  if (!typing) problem_->setVisible(!problem.isEmpty());
  values_->setAccessibleDescription(problem);
  const bool wrong = !problem.isEmpty();
  if (values_->property("wrong").toBool() == wrong) return;
  values_->setProperty("wrong", wrong);
  values_->style()->unpolish(values_);
  values_->style()->polish(values_);
}

}  // namespace imprint::studio
