// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/pages/compare_view.h"

#include <QHeaderView>
#include <QVBoxLayout>

#include "app/studio/theme/theme.h"

namespace imprint::studio {
namespace {

QString words_for(std::size_t chosen, int differences) {
  if (chosen < 2) return "Choose two or more runs (Ctrl+Click, Shift+Click) to see in which fields they differ.";
  const QString shown = chosen > RunCompareModel::most_runs
                            ? QString("The first %1 of %2 runs").arg(RunCompareModel::most_runs).arg(chosen)
                            : QString("%1 runs").arg(chosen);
  if (differences == 0) return shown + " with the same spec in every field.";
  return shown +
         (differences == 1 ? QString(" differ in one field.") : QString(" differ in %1 fields.").arg(differences));
}

}  // namespace

CompareView::CompareView(QWidget* parent) : QWidget(parent), words_(new QLabel(this)), table_(new QTableView(this)) {
  words_->setFont(sized_font(0, QFont::DemiBold));
  words_->setWordWrap(true);
  table_->setModel(&model_);
  table_->setShowGrid(false);
  table_->setWordWrap(false);
  table_->setTabKeyNavigation(false);
  table_->setSelectionMode(QAbstractItemView::ContiguousSelection);
  table_->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
  table_->setAccessibleName("Differences of the chosen runs");
  table_->verticalHeader()->setDefaultSectionSize(26);
  table_->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
  table_->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
  table_->horizontalHeader()->setHighlightSections(false);
  table_->verticalHeader()->setHighlightSections(false);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(12, 12, 12, 12);
  column->setSpacing(grid_unit);
  column->addWidget(words_);
  column->addWidget(table_, 1);
}

void CompareView::set_runs(const std::vector<const RunEntry*>& runs) {
  model_.set_runs(runs.size() < 2 ? std::vector<const RunEntry*>() : runs);
  words_->setText(words_for(runs.size(), model_.difference_count()));
  words_->setAlignment(runs.size() < 2 ? Qt::AlignCenter : Qt::AlignLeft);
  table_->setVisible(runs.size() >= 2);
}

}  // namespace imprint::studio
