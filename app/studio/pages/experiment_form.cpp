// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/pages/experiment_form.h"

#include <QAction>
#include <algorithm>
#include <utility>

#include "app/studio/bridge/plain_words.h"
#include "app/studio/bridge/plan_preview.h"
#include "app/studio/theme/theme.h"
#include "app/studio/widgets/typing.h"

namespace imprint::studio {
namespace {

QString problems_text(qsizetype count) { return "⚠ " + QString::number(count); }

QString problems_words(qsizetype count) {
  if (count == 0) return {};
  return (count == 1 ? "1 problem" : QString::number(count) + " problems") + QString(": go to the first");
}

}  // namespace

ExperimentForm::ExperimentForm(ExperimentDraft& draft, MacsOfModel macs_of_model, QWidget* parent)
    : QWidget(parent),
      draft_(draft),
      size_(std::move(macs_of_model)),
      source_(new ElidedLabel(this)),
      action_row_(new QHBoxLayout),
      footer_row_(new QHBoxLayout),
      scroll_(new FormScroll(this)),
      cost_(new QLabel(this)),
      problems_(new QToolButton(this)) {
  setObjectName("formPane");
  setAttribute(Qt::WA_StyledBackground);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 1, 0);
  column->setSpacing(0);
  auto* header = new QWidget(this);
  header->setObjectName("formHeader");
  header->setAttribute(Qt::WA_StyledBackground);
  header->setLayout(action_row_);
  action_row_->setContentsMargins(12, 8, 12, 8);
  action_row_->setSpacing(4);
  column->addWidget(header);
  scroll_->setWidget(make_fields());
  column->addWidget(scroll_, 1);
  column->addWidget(make_footer());
  connect(&draft_, &ExperimentDraft::structure_changed, this, &ExperimentForm::rebuild_deficits);
  connect(&draft_, &ExperimentDraft::changed, this, &ExperimentForm::refresh);
  connect(&Typing::now(), &Typing::ended, this, &ExperimentForm::refresh_cost);
  connect(&size_, &ModelSize::known, this, &ExperimentForm::refresh_cost);
  refresh();
}

QWidget* ExperimentForm::make_fields() {
  fields_ = new QWidget(this);
  auto* column = new QVBoxLayout(fields_);
  column->setContentsMargins(16, 12, 14, 16);
  column->setSpacing(20);
  deficits_ = new DeficitList(draft_, fields_);
  cost_->setObjectName("muted");
  cost_->setWordWrap(true);
  cost_->setAccessibleName("Steps and cost");
  for (const FormSection& section : form_sections()) {
    sections_.push_back(new FormSectionView(draft_, section, fields_));
    column->addWidget(sections_.back());
    if (section.title == "Precision") {
      sections_.back()->append(cost_);
      column->addWidget(deficits_);
    }
  }
  column->addStretch(1);
  return fields_;
}

QWidget* ExperimentForm::make_footer() {
  auto* footer = new QWidget(this);
  footer->setObjectName("formFooter");
  footer->setAttribute(Qt::WA_StyledBackground);
  footer->setLayout(footer_row_);
  footer_row_->setContentsMargins(16, 6, 8, 6);
  source_->setObjectName("muted");
  problems_->setObjectName("flat");
  problems_->setAccessibleName("Go to the first problem");
  // Its room is always there: nothing moves under the hand that types a wrong number.
  problems_->setText(problems_text(88));
  problems_->setFixedSize(problems_->sizeHint());
  connect(problems_, &QToolButton::clicked, this, &ExperimentForm::show_first_problem);
  footer_row_->addWidget(source_, 1);
  footer_row_->addWidget(problems_);
  footer->setMinimumHeight(40);
  return footer;
}

QToolButton* ExperimentForm::make_button(QAction* action) {
  auto* button = new QToolButton(this);
  button->setObjectName("flat");
  button->setDefaultAction(action);
  button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  button->setPopupMode(QToolButton::InstantPopup);
  button->setFocusPolicy(Qt::StrongFocus);
  return button;
}

void ExperimentForm::set_actions(const QList<QAction*>& above, QAction* below) {
  for (QAction* action : above) action_row_->addWidget(make_button(action));
  action_row_->addStretch(1);
  footer_row_->addWidget(make_button(below));
}

std::vector<FieldRow*> ExperimentForm::all_rows() const {
  std::vector<FieldRow*> all;
  for (const FormSectionView* section : sections_)
    all.insert(all.end(), section->rows().begin(), section->rows().end());
  const std::vector<FieldRow*> deficit_rows = deficits_->rows();
  all.insert(all.end(), deficit_rows.begin(), deficit_rows.end());
  return all;
}

FieldRow* ExperimentForm::row(const QString& key) const {
  const auto all = all_rows();
  const auto found = std::ranges::find(all, key, &FieldRow::key);
  return found == all.end() ? nullptr : *found;
}

void ExperimentForm::show_first_problem() {
  for (FieldRow* field : all_rows()) {
    if (draft_.problem(field->key()).isEmpty()) continue;
    scroll_->ensureWidgetVisible(field, 0, 60);
    field->editor()->setFocus();
    return;
  }
}

void ExperimentForm::set_locked(bool locked) {
  fields_->setEnabled(!locked);
  fields_->setToolTip(locked ? "The form can be changed when the run has ended." : "");
}

void ExperimentForm::set_resting(bool resting) {
  if (std::exchange(resting_, resting) == resting || resting) return;
  deficits_->rebuild();
  refresh();
}

void ExperimentForm::rebuild_deficits() {
  if (!resting_) deficits_->rebuild();
}

void ExperimentForm::refresh() {
  if (resting_) return;
  for (FormSectionView* section : sections_) section->refresh();
  deficits_->refresh();
  refresh_cost();
  refresh_footer();
}

void ExperimentForm::refresh_cost() {
  const ExperimentSpec& spec = draft_.spec();
  const ModelMacs* macs = names_layers(spec) ? size_.macs(spec) : nullptr;  // else no model need be built
  const auto cost = draft_.plan() ? preview_cost(spec, *draft_.plan(), macs) : std::nullopt;
  const bool typing = Typing::now().is_going_on();
  hold_height(cost_, typing && cost_->isVisible());
  cost_->setText(cost ? QString::fromStdString(cost_words(*draft_.plan(), *cost)) : QString());
  if (!typing) cost_->setVisible(cost.has_value());
}

void ExperimentForm::refresh_footer() {
  const qsizetype count = draft_.problems().size();
  problems_->setEnabled(count > 0);
  problems_->setText(count == 0 ? QString() : problems_text(count));
  problems_->setToolTip(problems_words(count));
  problems_->setAccessibleDescription(problems_words(count));
  const auto& file = draft_.source();
  const bool edited = !file.empty() && !(draft_.spec() == draft_.source_spec());
  source_->set_text(
      file.empty() ? "Not saved" : QString::fromStdString(file.filename().string()) + (edited ? " *" : ""),
      QString::fromStdString(file.string()) + (edited ? "\nEdited since it was read or saved" : ""));
}

}  // namespace imprint::studio
