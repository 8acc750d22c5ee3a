// SPDX-License-Identifier: GPL-3.0-or-later
// The deficits of the experiment, one card each.
#pragma once

#include <QFrame>
#include <QToolButton>
#include <QVBoxLayout>
#include <QWidget>
#include <vector>

#include "app/studio/models/experiment_draft.h"
#include "app/studio/widgets/field_row.h"

namespace imprint::studio {

/// One deficit's fields. Its number changes when an earlier one goes, so cards are made anew then.
class DeficitCard : public QFrame {
  Q_OBJECT

 public:
  DeficitCard(ExperimentDraft& draft, int number, QWidget* parent = nullptr);
  void refresh();
  const std::vector<FieldRow*>& rows() const { return rows_; }

 private:
  void settle();

  std::vector<FieldRow*> rows_;
};

class DeficitList : public QWidget {
  Q_OBJECT

 public:
  explicit DeficitList(ExperimentDraft& draft, QWidget* parent = nullptr);

  void rebuild();
  void refresh();
  std::vector<FieldRow*> rows() const;
  const std::vector<DeficitCard*>& cards() const { return cards_; }
  QToolButton* add_button() const { return add_button_; }

 private:
  ExperimentDraft& draft_;
  QVBoxLayout* column_;
  QToolButton* add_button_;
  QLabel* none_;
  std::vector<DeficitCard*> cards_;
};

}  // namespace imprint::studio
