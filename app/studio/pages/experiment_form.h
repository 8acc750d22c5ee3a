// SPDX-License-Identifier: GPL-3.0-or-later
// The form of an experiment: every field of the spec, what is wrong with it, and what the run will cost.
#pragma once

#include <QLabel>
#include <QToolButton>
#include <QWidget>
#include <vector>

#include "app/studio/bridge/model_size.h"
#include "app/studio/models/experiment_draft.h"
#include "app/studio/pages/deficit_list.h"
#include "app/studio/widgets/elided_label.h"
#include "app/studio/widgets/form_scroll.h"
#include "app/studio/widgets/form_section.h"

class QAction;
class QHBoxLayout;

namespace imprint::studio {

class ExperimentForm : public QWidget {
  Q_OBJECT

 public:
  /// Without `macs_of_model` a deficit of single layers counts as none in the words on the cost.
  explicit ExperimentForm(ExperimentDraft& draft, MacsOfModel macs_of_model = {}, QWidget* parent = nullptr);

  /// Puts actions as buttons above the fields, and one below them.
  void set_actions(const QList<QAction*>& above, QAction* below);
  /// nullptr when the form has no such field.
  FieldRow* row(const QString& key) const;
  /// Puts the focus on the first field with a problem.
  void show_first_problem();
  /// While a run goes on the form is read only.
  void set_locked(bool locked);
  /// While another page is in front the fields follow the draft no longer; afterwards they catch up.
  void set_resting(bool resting);
  DeficitList& deficits() { return *deficits_; }
  QString cost_text() const { return cost_->text(); }

 private:
  QWidget* make_fields();
  QWidget* make_footer();
  QToolButton* make_button(QAction* action);
  std::vector<FieldRow*> all_rows() const;
  void rebuild_deficits();
  void refresh();
  void refresh_cost();
  void refresh_footer();

  ExperimentDraft& draft_;
  ModelSize size_;
  std::vector<FormSectionView*> sections_;
  DeficitList* deficits_;
  ElidedLabel* source_;
  QHBoxLayout* action_row_;
  QHBoxLayout* footer_row_;
  FormScroll* scroll_;
  QWidget* fields_ = nullptr;
  QLabel* cost_;
  QToolButton* problems_;
  bool resting_ = false;
};

}  // namespace imprint::studio
