// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/sweep/results/heat_view.h"

#include <QFrame>
#include <QHeaderView>
#include <QScrollArea>
#include <QVBoxLayout>

#include "app/curves/ticks.h"
#include "app/studio/theme/theme.h"

namespace imprint::studio {
namespace {

constexpr int row_height = 24;
constexpr int most_table_height = 168;

QString value(double number) { return QString::fromStdString(value_text(number)); }

}  // namespace

QTableWidget* plain_table(const QStringList& header, QWidget* parent) {
  auto* table = new QTableWidget(0, static_cast<int>(header.size()), parent);
  table->setHorizontalHeaderLabels(header);
  table->setEditTriggers(QAbstractItemView::NoEditTriggers);
  table->setSelectionBehavior(QAbstractItemView::SelectRows);
  table->setShowGrid(false);
  table->setWordWrap(false);
  table->setTabKeyNavigation(false);
  table->verticalHeader()->hide();
  table->verticalHeader()->setDefaultSectionSize(row_height);
  table->horizontalHeader()->setHighlightSections(false);
  table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
  return table;
}

void set_cell(QTableWidget* table, int row, int column, const QString& text, bool is_number) {
  auto* item = new QTableWidgetItem(text);
  if (is_number) item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
  table->setItem(row, column, item);
}

HeatView::HeatView(QWidget* parent)
    : QWidget(parent),
      axes_(new AxisChoice("Across", "Down", this)),
      map_(new HeatMap(this)),
      runs_title_(new QLabel("Choose a cell to see its runs", this)),
      runs_(plain_table({"Seed", "Baseline", "Deficit", "Damage", "Gap at its end", "Recovery", "Folder"}, this)) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(grid_unit);
  column->addWidget(axes_);
  auto* card = new QFrame(this);
  card->setObjectName("card");
  auto* inside = new QVBoxLayout(card);
  inside->setContentsMargins(8, 6, 8, 4);
  auto* scroll = new QScrollArea(card);
  scroll->setWidget(map_);
  scroll->setWidgetResizable(true);
  scroll->setFocusPolicy(Qt::NoFocus);
  scroll->setMinimumHeight(110);
  inside->addWidget(scroll);
  column->addWidget(card, 1);
  runs_title_->setObjectName("muted");
  column->addWidget(runs_title_);
  column->addWidget(runs_);
  runs_->setAccessibleName("Runs of the chosen cell");
  runs_->setToolTip("Enter or a double-click opens the run among the stored runs");
  runs_->setSelectionMode(QAbstractItemView::SingleSelection);
  runs_->hide();
  connect(axes_, &AxisChoice::changed, this, &HeatView::show_map);
  connect(map_, &HeatMap::condition_chosen, this, &HeatView::show_runs);
  connect(runs_, &QTableWidget::itemActivated, this, [this](QTableWidgetItem* item) {
    const int condition = map_->chosen_condition();
    if (condition < 0) return;
    const auto& runs = report_.conditions[static_cast<std::size_t>(condition)].runs;
    Q_EMIT open_requested(runs[static_cast<std::size_t>(item->row())].directory);
  });
}

void HeatView::set_report(const SweepReport& report) {
  report_ = report;
  axes_->set_report(report_);
  show_map();
}

void HeatView::show_map() {
  map_->set_content(report_, heat_table(report_, axes_->x_key(), axes_->y_key(), axes_->others()));
  show_runs(map_->chosen_condition());
}

void HeatView::show_runs(int condition) {
  const ConditionReport* chosen = condition < 0 || condition >= static_cast<int>(report_.conditions.size())
                                      ? nullptr
                                      : &report_.conditions[static_cast<std::size_t>(condition)];
  const int rows = chosen == nullptr ? 0 : static_cast<int>(chosen->runs.size());
  runs_->setVisible(rows > 0);
  runs_title_->setText(chosen == nullptr
                           ? "Choose a cell to see its runs"
                           : QString::fromStdString(chosen->label) + ": " +
                                 (rows == 0 ? QString("no run is finished yet") : QString::number(rows) + " runs") +
                                 (chosen->missing.empty()
                                      ? QString()
                                      : ", missing: " + QString::fromStdString(chosen->missing.front())));
  runs_title_->setToolTip(chosen == nullptr ? QString() : condition_words(report_, *chosen));
  runs_->setRowCount(rows);
  for (int i = 0; i < rows; ++i) {
    const ComparedRun& run = chosen->runs[static_cast<std::size_t>(i)];
    set_cell(runs_, i, 0, QString::number(run.seed));
    set_cell(runs_, i, 1, value(run.result.baseline_final));
    set_cell(runs_, i, 2, value(run.result.deficit_final));
    set_cell(runs_, i, 3, damage_text(run.result.damage, report_.metric));
    set_cell(runs_, i, 4,
             run.result.gap_at_deficit_end ? damage_text(*run.result.gap_at_deficit_end, report_.metric) : "–");
    set_cell(runs_, i, 5, run.result.recovery ? QString::number(*run.result.recovery * 100, 'f', 0) + " %" : "–");
    set_cell(runs_, i, 6, QString::fromStdString(run.directory.filename().string()), false);
  }
  runs_->setFixedHeight(
      std::min(most_table_height, runs_->horizontalHeader()->sizeHint().height() + rows * row_height + 4));
}

}  // namespace imprint::studio
