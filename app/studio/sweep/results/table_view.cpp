// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/sweep/results/table_view.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QShortcut>
#include <QVBoxLayout>

#include "app/studio/sweep/results/heat_view.h"
#include "app/studio/sweep/results/report_view.h"
#include "app/studio/theme/theme.h"
#include "app/studio/theme/themed_icon.h"
#include "core/spec/sweep_spec.h"

namespace imprint::studio {
namespace {

QToolButton* flat_button(const QString& icon, const QString& text, const QString& help, QWidget* parent) {
  auto* button = new QToolButton(parent);
  button->setObjectName("flat");
  button->setIcon(themed_icon(icon));
  button->setText(text);
  button->setToolTip(help);
  button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  button->setFocusPolicy(Qt::StrongFocus);
  return button;
}

}  // namespace

ConditionTable::ConditionTable(QWidget* parent)
    : QWidget(parent),
      predictors_(new QLabel(this)),
      copy_(flat_button("copy", "Copy table", "Copy all conditions, for a spreadsheet (Ctrl+C in the table)", this)),
      report_button_(flat_button("show", "Open report", "The whole report as Markdown", this)),
      table_(plain_table({}, this)) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(grid_unit);
  predictors_->setWordWrap(true);
  predictors_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  column->addWidget(predictors_);
  column->addWidget(table_, 1);
  auto* row = new QHBoxLayout;
  row->addWidget(copy_);
  row->addWidget(report_button_);
  row->addStretch(1);
  column->addLayout(row);
  table_->setAccessibleName("Conditions of the sweep");
  connect(copy_, &QToolButton::clicked, this, &ConditionTable::copy);
  connect(report_button_, &QToolButton::clicked, this, &ConditionTable::report_wanted);
  auto* keys = new QShortcut(QKeySequence::Copy, table_);
  keys->setContext(Qt::WidgetWithChildrenShortcut);
  connect(keys, &QShortcut::activated, this, &ConditionTable::copy);
}

void ConditionTable::copy() {
  QApplication::clipboard()->setText(conditions_as_text(report_));
  Q_EMIT told("Copied " + QString::number(report_.conditions.size()) + " conditions");
}

void ConditionTable::set_report(const SweepReport& report) {
  report_ = report;
  QStringList words;
  for (const PredictorReport& predictor : report_.predictors) words << predictor_words(predictor);
  predictors_->setText(words.isEmpty() ? "What predicts the damage is told when runs with probes are finished."
                                       : words.join('\n'));
  QStringList header;
  for (const std::string& axis : report_.axes) header << QString::fromStdString(short_sweep_key(axis));
  header << "N"
         << "Damage" << interval_head(report_) << "p"
         << "p (Holm)"
         << "Hedges' g"
         << "Recovered"
         << "Steps to recover"
         << "Missing";
  table_->setColumnCount(static_cast<int>(header.size()));
  table_->setHorizontalHeaderLabels(header);
  table_->setRowCount(static_cast<int>(report_.conditions.size()));
  for (int row = 0; row < table_->rowCount(); ++row) fill_row(row, report_.conditions[static_cast<std::size_t>(row)]);
}

void ConditionTable::fill_row(int row, const ConditionReport& condition) {
  int column = 0;
  for (const std::string& axis : report_.axes)
    set_cell(table_, row, column++, QString::fromStdString(coordinate_of(condition, axis)));
  const DamageStatistics& damage = condition.damage;
  const bool known = !condition.runs.empty();
  const auto points = [&](double value) { return damage_text(value, report_.metric); };
  const QString sign = known ? significance_sign(damage.adjusted_p_value) : QString();
  set_cell(table_, row, column++, QString::number(condition.runs.size()));
  set_cell(table_, row, column++, known ? points(damage.mean) + (sign.isEmpty() ? "" : " " + sign) : "–");
  set_cell(table_, row, column++,
           known && damage.interval ? points(damage.interval->low) + " to " + points(damage.interval->high) : "–");
  set_cell(table_, row, column++, known ? p_text(damage.p_value) : "–");
  set_cell(table_, row, column++, known ? p_text(damage.adjusted_p_value) : "–");
  set_cell(table_, row, column++, known ? effect_text(condition) : "–");
  set_cell(table_, row, column++,
           known ? QString("%1 of %2").arg(condition.recovered).arg(condition.runs.size()) : "–");
  set_cell(table_, row, column++,
           condition.median_steps_to_recover ? QString::number(*condition.median_steps_to_recover, 'f', 0) : "–");
  set_cell(table_, row, column, condition.missing.empty() ? QString() : QString::number(condition.missing.size()));
  QString missing;
  for (const std::string& leaf : condition.missing) missing += QString::fromStdString(leaf) + "\n";
  table_->item(row, column)->setToolTip(missing.trimmed());
}

}  // namespace imprint::studio
