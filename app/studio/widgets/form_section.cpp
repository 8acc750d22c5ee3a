// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/widgets/form_section.h"

#include <algorithm>

#include "app/studio/theme/theme.h"
#include "app/studio/theme/themed_icon.h"
#include "app/studio/widgets/typing.h"

namespace imprint::studio {
namespace {

QVBoxLayout* tight_column(QWidget* parent) {
  auto* column = new QVBoxLayout(parent);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(6);
  return column;
}

}  // namespace

FormSectionView::FormSectionView(FieldSource& fields, const FormSection& section, QWidget* parent)
    : QWidget(parent), more_button_(new QToolButton(this)), more_(new QWidget(this)) {
  auto* column = tight_column(this);
  auto* header = new QHBoxLayout;
  auto* title = new QLabel(QString::fromStdString(section.title), this);
  title->setObjectName("sectionTitle");
  title->setFont(sized_font(0.5, QFont::DemiBold));
  title->setMinimumHeight(28);
  header->addWidget(title, 1);
  header->addWidget(more_button_);
  column->addLayout(header);
  fields_ = new QVBoxLayout;
  fields_->setSpacing(6);
  column->addLayout(fields_);
  column->addWidget(more_);
  for (const std::string& key : section.keys) add_row(fields, key, fields_, always_);
  auto* more_column = tight_column(more_);
  for (const std::string& key : section.more) add_row(fields, key, more_column, behind_more_);
  more_button_->setObjectName("link");
  more_button_->setFont(sized_font(-0.5));
  more_button_->setCheckable(true);
  more_button_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  more_button_->setAccessibleName("More of " + title->text());
  connect(more_button_, &QToolButton::toggled, this, &FormSectionView::show_more);
  connect(&Typing::now(), &Typing::ended, this, &FormSectionView::settle);
  show_more(false);
}

void FormSectionView::add_row(FieldSource& fields, const std::string& key, QVBoxLayout* column,
                              std::vector<FieldRow*>& group) {
  auto* row = new FieldRow(fields, QString::fromStdString(key), this);
  column->addWidget(row);
  group.push_back(row);
  rows_.push_back(row);
}

void FormSectionView::append(QWidget* widget) { fields_->addWidget(widget); }

void FormSectionView::show_more(bool shown) {
  more_->setVisible(shown);
  more_button_->setIcon(themed_icon(shown ? "less" : "more"));
  more_button_->setText(shown ? "less" : "more");
}

void FormSectionView::refresh() {
  for (FieldRow* row : rows_) row->refresh();
  settle();
}

/// What comes and goes with the values; while one types, later.
void FormSectionView::settle() {
  if (Typing::now().is_going_on()) return;
  for (FieldRow* row : rows_) row->setVisible(row->applies());
  const auto applies = [](const FieldRow* row) { return row->applies(); };
  more_button_->setVisible(std::ranges::any_of(behind_more_, applies));
  const auto is_wrong = [](const FieldRow* row) { return row->editor()->property("wrong").toBool(); };
  if (std::ranges::any_of(behind_more_, is_wrong)) set_expanded(true);  // a problem must be in sight
}

}  // namespace imprint::studio
