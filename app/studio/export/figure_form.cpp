// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/export/figure_form.h"

#include "app/studio/models/figure_form_layout.h"

namespace imprint::studio {

FigureForm::FigureForm(FigureDraft& draft, QWidget* parent) : FormScroll(parent), draft_(draft) {
  setObjectName("formPane");
  connect(&draft_, &FigureDraft::replaced, this, &FigureForm::rebuild);
  connect(&draft_, &FigureDraft::changed, this, &FigureForm::refresh);
  rebuild();
}

void FigureForm::rebuild() {
  auto* fields = new QWidget;
  fields->setObjectName("formPane");
  fields->setAttribute(Qt::WA_StyledBackground);
  auto* column = new QVBoxLayout(fields);
  column->setContentsMargins(16, 12, 14, 16);
  column->setSpacing(20);
  sections_.clear();
  for (const FormSection& section : figure_sections(draft_.recipe())) {
    sections_.push_back(new FormSectionView(draft_, section, fields));
    column->addWidget(sections_.back());
  }
  column->addStretch(1);
  setWidget(fields);
  refresh();
}

void FigureForm::refresh() {
  for (FormSectionView* section : sections_) section->refresh();
}

FieldRow* FigureForm::row(const QString& key) const {
  for (const FormSectionView* section : sections_)
    for (FieldRow* row : section->rows())
      if (row->key() == key) return row;
  return nullptr;
}

}  // namespace imprint::studio
