// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/sweep/results/results_tab.h"

#include <QDialog>
#include <QDialogButtonBox>
#include <QPlainTextEdit>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

#include "app/studio/bridge/background.h"
#include "app/studio/sweep/results/report_view.h"
#include "app/studio/theme/theme.h"
#include "core/results/metric_info.h"

namespace imprint::studio {
namespace {

enum View { heat_map, damage_curves, small_multiples, condition_table };

/// The condition with the largest damage that says what lasts; nullptr while none has a run.
const ConditionReport* worst_of(const SweepReport& report) {
  const ConditionReport* worst = nullptr;
  for (const ConditionReport& condition : report.conditions)
    if (!condition.runs.empty() && !condition.damage.no_clean_step &&
        (worst == nullptr || condition.damage.mean > worst->damage.mean))
      worst = &condition;
  return worst;
}

/// "Largest damage +2.4 points at onset 0, length 10 (N = 6), not significant".
std::string headline_of(const SweepReport& report, const ConditionReport& worst) {
  const QString points =
      damage_text(worst.damage.mean, report.metric) + (is_told_in_points(report.metric) ? " points" : "");
  const QString text =
      "Largest damage " + points + " at " + QString::fromStdString(worst.label) +
      QString(" (N = %1), ").arg(worst.runs.size()) +
      (is_significant(worst.damage) ? "p " + p_text(worst.damage.adjusted_p_value) : QString("not significant"));
  return text.toStdString();
}

/// "95 % Student t interval over seeds 0.3 .. 4.5 points, p .25 before and .75 after Holm's correction."
QString uncertainty_of(const SweepReport& report, const ConditionReport& worst) {
  const DamageStatistics& damage = worst.damage;
  const QString interval =
      QString::fromStdString(imprint::comparison_words(damage.mean, report.metric, static_cast<int>(worst.runs.size()),
                                                       damage.interval, report.interval, damage.no_clean_step)
                                 .uncertainty);
  return interval.chopped(1) + ", p " + p_text(damage.p_value) + " before and " + p_text(damage.adjusted_p_value) +
         " after Holm's correction.";
}

/// Harm's or safety's colour only for what is significant among all conditions.
SummaryStrip::Tone tone_of_report(const ConditionReport& worst) {
  if (!is_significant(worst.damage)) return SummaryStrip::Tone::unclear;
  return worst.damage.mean > 0 ? SummaryStrip::Tone::harm : SummaryStrip::Tone::safe;
}

/// Seeds that finished: "N = 6", "N = 2 to 6".
QString counts_of(const SweepReport& report) {
  std::size_t least = 0, most = 0;
  for (const ConditionReport& condition : report.conditions) {
    if (condition.runs.empty()) continue;
    least = least == 0 ? condition.runs.size() : std::min(least, condition.runs.size());
    most = std::max(most, condition.runs.size());
  }
  return least == most ? QString("N = %1").arg(most) : QString("N = %1 to %2").arg(least).arg(most);
}

}  // namespace

ResultsTab::ResultsTab(const SweepFunctions& functions, QWidget* parent)
    : QWidget(parent),
      functions_(functions),
      strip_(new SummaryStrip(this)),
      views_(new SegmentedSwitch({"Heat map", "Damage and recovery", "Fisher and Hessian", "Table"}, this)),
      tools_(new QHBoxLayout),
      stack_(new QStackedWidget(this)),
      heat_(new HeatView(this)),
      curves_(new CurvesView(this)),
      traces_(new TracesView(this)),
      table_(new ConditionTable(this)) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(12, 8, 12, 12);
  column->setSpacing(grid_unit);
  column->addWidget(strip_);
  tools_->addWidget(views_);
  tools_->addStretch(1);
  column->addLayout(tools_);
  for (QWidget* view : std::initializer_list<QWidget*>{heat_, curves_, traces_, table_}) stack_->addWidget(view);
  column->addWidget(stack_, 1);
  connect(views_, &SegmentedSwitch::changed, this, &ResultsTab::show_view);
  connect(heat_, &HeatView::open_requested, this, &ResultsTab::open_requested);
  connect(table_, &ConditionTable::report_wanted, this, &ResultsTab::show_text);
  connect(table_, &ConditionTable::told, this, &ResultsTab::told);
  set_sweep(nullptr);
}

void ResultsTab::say_empty(const QString& why) {
  stack_->hide();
  views_->hide();
  if (export_ != nullptr) export_->hide();
  strip_->set_words({"No results yet", why.toStdString()}, SummaryStrip::Tone::calm);
}

void ResultsTab::set_sweep(const StoredSweep* sweep) {
  report_.reset();
  if (sweep == nullptr) return say_empty("Start a sweep, or open the folder of an earlier one.");
  directory_ = sweep->directory;
  plan_ = sweep->plan;
  traces_->set_traces({});
  say_empty("They appear as soon as a run and its baseline are finished.");
  outdate();
}

void ResultsTab::outdate() {
  outdated_ = traces_outdated_ = true;
  if (isVisible()) read();
}

void ResultsTab::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  if (outdated_) read();
}

void ResultsTab::read() {
  if (directory_.empty()) return;
  if (stack_->currentIndex() == small_multiples) read_traces();
  if (reading_ || !functions_.report) return;
  reading_ = true;
  outdated_ = false;
  in_background(
      this, [report = functions_.report, directory = directory_] { return report(directory); },
      [this, directory = directory_](const QFuture<SweepReport>& made) {
        reading_ = false;
        try {
          if (directory == directory_) show_report(made.result());
        } catch (const std::exception& error) {
          if (!report_) say_empty(error.what());
        }
        if (outdated_ && isVisible()) read();  // more came meanwhile
      });
}

void ResultsTab::read_traces() {
  if (reading_traces_ || !traces_outdated_ || directory_.empty()) return;
  reading_traces_ = true;
  traces_outdated_ = false;
  in_background(
      this, [directory = directory_, plan = plan_] { return load_sweep_traces(directory, plan); },
      [this, directory = directory_](const QFuture<SweepTraces>& made) {
        reading_traces_ = false;
        if (directory == directory_) traces_->set_traces(made.result());
        if (traces_outdated_ && isVisible()) read_traces();
      });
}

void ResultsTab::show_report(SweepReport report) {
  report_ = std::move(report);
  const bool any = std::ranges::any_of(report_->conditions, [](const ConditionReport& c) { return !c.runs.empty(); });
  if (!any) {
    say_empty(QString("%1 of %2 runs are finished; a condition needs a run and its baseline.")
                  .arg(report_->finished)
                  .arg(report_->leaves));
    Q_EMIT report_shown();
    return;
  }
  const QString detail =
      QString::fromStdString(report_->name) +
      QString(": %1 of %2 runs finished, %3. ").arg(report_->finished).arg(report_->leaves).arg(counts_of(*report_)) +
      report_words(*report_);
  if (const ConditionReport* worst = worst_of(*report_))
    strip_->set_words({headline_of(*report_, *worst), (uncertainty_of(*report_, *worst) + " " + detail).toStdString()},
                      tone_of_report(*worst));
  else
    strip_->set_words({"No condition has a finished run with steps after its deficit yet", detail.toStdString()},
                      SummaryStrip::Tone::calm);
  stack_->show();
  views_->show();
  if (export_ != nullptr) export_->show();
  heat_->set_report(*report_);
  curves_->set_report(*report_);
  table_->set_report(*report_);
  table_->report_button().setVisible(static_cast<bool>(functions_.report_text));
  Q_EMIT report_shown();
}

void ResultsTab::show_view(int view) {
  stack_->setCurrentIndex(view);
  if (view == small_multiples) read_traces();
}

void ResultsTab::show_text() {
  if (!report_ || !functions_.report_text) return;
  auto* dialog = new QDialog(this);
  dialog->setObjectName("reportText");
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setWindowTitle("Report of " + QString::fromStdString(report_->name));
  dialog->resize(760, 560);
  auto* column = new QVBoxLayout(dialog);
  auto* text = new QPlainTextEdit(QString::fromStdString(functions_.report_text(*report_)), dialog);
  text->setReadOnly(true);
  text->setLineWrapMode(QPlainTextEdit::NoWrap);
  text->setAccessibleName("Report");
  column->addWidget(text);
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, dialog);
  connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
  column->addWidget(buttons);
  dialog->show();
}

}  // namespace imprint::studio
