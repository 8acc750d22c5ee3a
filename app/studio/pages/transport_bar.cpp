// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/pages/transport_bar.h"

#include <QHBoxLayout>
#include <QToolButton>
#include <QVBoxLayout>
#include <cmath>

#include "app/workflow/curves/ticks.h"
#include "app/studio/theme/theme.h"
#include "app/studio/theme/themed_icon.h"
#include "core/base/text.h"

namespace imprint::studio {
namespace {

constexpr int bar_steps = 1000;
constexpr int narrow_width = 1140;  // below it the names of the pages need the room

QString text_of(const std::string& text) { return QString::fromStdString(text); }

QString ended_text(const RunRecord& run) {
  switch (run.status.state) {
    case RunState::finished: return "Finished";
    case RunState::cancelled: return "Stopped; can be continued from Stored runs";
    case RunState::failed: return "Failed";
    default: return "Ready";
  }
}

QToolButton* button_of(QAction* action, const QString& name, QWidget* parent) {
  auto* button = new QToolButton(parent);
  button->setDefaultAction(action);
  button->setObjectName(name);
  button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  button->setFocusPolicy(Qt::StrongFocus);
  button->setAccessibleName(action->text());
  return button;
}

}  // namespace

TransportBar::TransportBar(RunSession& session, QWidget* parent)
    : QWidget(parent),
      session_(session),
      start_(make_action("start", "Start", Qt::CTRL | Qt::Key_R, "Start the experiment of the form")),
      pause_(make_action("pause", "Pause", Qt::CTRL | Qt::Key_P, "Pause at the next step, or go on")),
      step_(make_action("step", "Step", Qt::CTRL | Qt::Key_Period, "One training step, then pause")),
      stop_(make_action("stop", "Stop", Qt::CTRL | Qt::SHIFT | Qt::Key_R, "Stop; the run can be continued later")),
      page_switch_(new SegmentedSwitch({"Experiment", "Schedule", "Range test", "Sweep", "Stored runs"}, this)),
      status_(new QLabel(this)),
      numbers_(new QLabel(this)),
      bar_(new QProgressBar(this)) {
  setObjectName("topBar");
  setAttribute(Qt::WA_StyledBackground);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(12, 8, 16, 8);
  row->setSpacing(grid_unit);
  row->addWidget(page_switch_);
  row->addSpacing(2 * grid_unit);
  start_->setIcon(themed_icon("start", IconInk::on_accent));
  row->addWidget(button_of(start_, "primary", this));
  for (QAction* action : {pause_, step_, stop_}) {
    buttons_ << button_of(action, "transport", this);
    row->addWidget(buttons_.back());
  }
  row->addSpacing(2 * grid_unit);
  row->addWidget(make_progress(), 1);
  connect(pause_, &QAction::triggered, this, &TransportBar::toggle_pause);
  connect(stop_, &QAction::triggered, &session_.runner(), &JobRunner::stop);
  connect(&session_, &RunSession::updated, this, &TransportBar::refresh);
  connect(&session_, &RunSession::replanned, this, &TransportBar::refresh);
  connect(&session_, &RunSession::ended, this, &TransportBar::refresh);
  connect(&session_.runner(), &JobRunner::state_changed, this, &TransportBar::refresh);
  refresh();
}

QAction* TransportBar::make_action(const QString& icon, const QString& text, const QKeySequence& key,
                                   const QString& help) {
  auto* action = new QAction(themed_icon(icon), text, this);
  action->setShortcut(key);
  action->setToolTip(help + " (" + key.toString(QKeySequence::NativeText) + ")");
  return action;
}

QWidget* TransportBar::make_progress() {
  auto* block = new QWidget(this);
  auto* column = new QVBoxLayout(block);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(5);
  auto* row = new QHBoxLayout;
  row->setSpacing(2 * grid_unit);
  status_->setFont(sized_font(0, QFont::Medium));
  numbers_->setObjectName("muted");
  numbers_->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
  for (QLabel* label : {status_, numbers_}) label->setMinimumWidth(10);
  row->addWidget(status_);
  row->addWidget(numbers_, 1);
  column->addLayout(row);
  bar_->setRange(0, bar_steps);
  bar_->setTextVisible(false);
  bar_->setAccessibleName("Progress");
  column->addWidget(bar_);
  return block;
}

void TransportBar::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  const auto style = width() < narrow_width ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextBesideIcon;
  for (QToolButton* button : buttons_) button->setToolButtonStyle(style);
}

void TransportBar::toggle_pause() {
  if (session_.runner().is_paused()) {
    session_.runner().resume();
  } else {
    session_.runner().pause();
  }
}

void TransportBar::set_startable(bool startable, const QString& why_not) {
  startable_ = startable;
  const QString key = start_->shortcut().toString(QKeySequence::NativeText);
  start_->setToolTip(startable ? "Start the experiment of the form (" + key + ")" : why_not);
  refresh();
}

void TransportBar::refresh() {
  const JobRunner& runner = session_.runner();
  const bool running = runner.is_running();
  const bool paused = runner.is_paused();
  const bool stopping = runner.is_stopping();
  start_->setEnabled(startable_ && !running);
  pause_->setEnabled(running && !stopping);
  pause_->setText(paused ? "Continue" : "Pause");
  pause_->setIcon(themed_icon(paused ? "start" : "pause"));
  step_->setEnabled((running && paused && !stopping) || (!running && startable_));
  stop_->setEnabled(running && !stopping);
  if (const auto run = session_.record()) {
    show_progress(*run);
  } else {
    status_->setText("Ready");
    numbers_->clear();
    bar_->setValue(0);
  }
}

void TransportBar::show_progress(const RunRecord& run) {
  const JobRunner& runner = session_.runner();
  QString status = ended_text(run);
  if (runner.is_running()) {
    QString activity = session_.activity();
    if (!activity.isEmpty()) activity[0] = activity[0].toUpper();
    status = runner.is_stopping() ? "Stopping" : runner.is_paused() ? "Paused" : activity;
  }
  status_->setText(status);
  const RunProgress& progress = run.progress;
  const bool known = progress.steps_in_all > 0;
  const bool finished = run.status.state == RunState::finished;
  const double share = known ? static_cast<double>(progress.steps_done) / static_cast<double>(progress.steps_in_all) : 0;
  bar_->setValue(finished ? bar_steps : static_cast<int>(share * bar_steps));
  const bool live = runner.is_running() && known;
  numbers_->setText(live ? progress_words(progress, run.plan) : QString());
}

QString progress_words(const RunProgress& progress, const RunPlan& plan) {
  QStringList words;
  words << "step " + text_of(count_text(progress.step)) + " of " + text_of(count_text(plan.total_steps));
  words << "epoch " + QString::number(progress.epoch, 'f', 1);
  words << QString("%1 / %2 bits").arg(progress.forward_bits).arg(progress.backward_bits);
  if (progress.steps_per_second > 0) words << text_of(value_text(progress.steps_per_second, 3)) + " steps/s";
  if (std::isfinite(progress.seconds_left)) words << text_of(duration_text(progress.seconds_left)) + " left";
  return words.join("   ·   ");
}

}  // namespace imprint::studio
