// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/sweep/plan/progress_tab.h"

#include <QVBoxLayout>
#include <algorithm>

#include "app/studio/sweep/plan/plan_tab.h"
#include "app/studio/sweep/sweep_words.h"
#include "app/studio/theme/theme.h"

namespace imprint::studio {
namespace {

constexpr int bar_steps = 1000;

SummaryStrip::Tone tone_of_sweep(const StoredSweep& sweep, bool running) {
  if (running) return SummaryStrip::Tone::active;
  if (sweep.state == RunState::finished) return SummaryStrip::Tone::done;
  if (sweep.state == RunState::failed) return SummaryStrip::Tone::problem;
  return SummaryStrip::Tone::calm;
}

}  // namespace

ProgressTab::ProgressTab(const SweepSession& session, QWidget* parent)
    : QWidget(parent),
      session_(session),
      strip_(new SummaryStrip(this)),
      bar_(new QProgressBar(this)),
      legend_(new QLabel("· waiting for its parent   • ready   ▶ running   ✓ finished   ✕ failed", this)),
      tree_(new TreeView(this)),
      told_(new QLabel(this)),
      failed_title_(new QLabel("Failed runs", this)),
      failures_(new QListWidget(this)) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(12, 8, 12, 12);
  column->setSpacing(grid_unit);
  column->addWidget(strip_);
  bar_->setRange(0, bar_steps);
  bar_->setTextVisible(false);
  bar_->setAccessibleName("Progress of the sweep");
  column->addWidget(bar_);
  legend_->setObjectName("muted");
  legend_->setFont(sized_font(-1));
  column->addWidget(legend_);
  column->addWidget(tree_card(tree_, told_, this), 1);
  failed_title_->setFont(sized_font(0, QFont::DemiBold));
  column->addWidget(failed_title_);
  failures_->setMaximumHeight(110);
  failures_->setAccessibleName("Failed runs");
  failures_->setToolTip("Enter or a double-click opens the run among the stored runs");
  column->addWidget(failures_);
  tree_->set_empty_text("No sweep yet. Design one on the left and start it, or open the folder of an earlier one.");
  connect(tree_, &TreeView::activated, this, &ProgressTab::open_requested);
  connect(failures_, &QListWidget::itemActivated, this,
          [this](QListWidgetItem* item) { Q_EMIT open_requested(item->data(Qt::UserRole).toInt()); });
  rebuild();
}

void ProgressTab::rebuild() {
  tree_->set_plan(session_.sweep() == nullptr ? SweepPlan{} : session_.sweep()->plan);
  refresh();
}

void ProgressTab::refresh() {
  const StoredSweep* sweep = session_.sweep();
  bar_->setVisible(sweep != nullptr);
  legend_->setVisible(sweep != nullptr);
  if (sweep == nullptr) {
    failures_->hide();
    failed_title_->hide();
    return strip_->set_words({"No sweep runs", "Start the designed grid, or open the folder of an earlier sweep."},
                             SummaryStrip::Tone::calm);
  }
  const SweepProgress& progress = sweep->progress;
  QString detail = session_.error().isEmpty() ? progress_words(progress, session_.is_running()) : session_.error();
  if (!session_.message().isEmpty() && session_.is_running()) detail += " · " + session_.message();
  strip_->set_words(
      {state_headline(*sweep, session_.is_running(), session_.is_paused(), session_.is_stopping()).toStdString(),
       detail.toStdString()},
      tone_of_sweep(*sweep, session_.is_running()));
  strip_->setToolTip(QString::fromStdString(sweep->directory.string()));
  const double share = progress.steps_in_all > 0
                           ? static_cast<double>(progress.steps_done) / static_cast<double>(progress.steps_in_all)
                           : 0;
  bar_->setValue(static_cast<int>(share * bar_steps));
  tree_->set_progress(progress.leaves);
  show_failures(*sweep);
}

void ProgressTab::show_failures(const StoredSweep& sweep) {
  QStringList lines;
  std::vector<int> leaves;
  for (std::size_t i = 0; i < sweep.progress.leaves.size(); ++i) {
    const LeafProgress& leaf = sweep.progress.leaves[i];
    if (leaf.state != LeafState::failed) continue;
    lines << "✕ " + QString::fromStdString(sweep.plan.leaves[i].id + ": " +
                                           (leaf.reason.empty() ? "no reason is known" : leaf.reason));
    leaves.push_back(static_cast<int>(i));
  }
  failures_->setVisible(!lines.isEmpty());
  failed_title_->setVisible(!lines.isEmpty());
  const auto same = [&] {
    if (failures_->count() != lines.size()) return false;
    for (int i = 0; i < lines.size(); ++i)
      if (failures_->item(i)->text() != lines[i]) return false;
    return true;
  };
  if (same()) return;
  failures_->clear();
  for (int i = 0; i < lines.size(); ++i) {
    auto* item = new QListWidgetItem(lines[i], failures_);
    item->setData(Qt::UserRole, leaves[static_cast<std::size_t>(i)]);
  }
}

}  // namespace imprint::studio
