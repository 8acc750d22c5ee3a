// SPDX-License-Identifier: GPL-3.0-or-later
// Every option of a figure, in sections; those that don't matter for what is chosen are hidden.
#pragma once

#include <vector>

#include "app/studio/models/figure_draft.h"
#include "app/studio/widgets/form_scroll.h"
#include "app/studio/widgets/form_section.h"

namespace imprint::studio {

class FigureForm : public FormScroll {
  Q_OBJECT

 public:
  explicit FigureForm(FigureDraft& draft, QWidget* parent = nullptr);

  /// nullptr for an unknown key.
  FieldRow* row(const QString& key) const;

 private:
  void rebuild();
  void refresh();

  FigureDraft& draft_;
  std::vector<FormSectionView*> sections_;
};

}  // namespace imprint::studio
