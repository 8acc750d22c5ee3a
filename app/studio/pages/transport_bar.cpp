// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/pages/transport_bar.h"

#include <QHBoxLayout>
#include <QToolButton>
#include <QVBoxLayout>
#include <utility>

#include "app/studio/theme/theme.h"
#include "app/studio/theme/themed_icon.h"

namespace imprint::studio {
namespace {

constexpr int bar_steps = 1000;
constexpr int narrow_width = 1140;  // below it the names of the pages need the room

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
      line_(new PartsLabel(this)),
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
  connect(&session_, &RunSession::replanned, this, [this] {
    job_ = Job::run;  // unless another goes on
    refresh();
  });
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
  column->addWidget(line_);
  bar_->setRange(0, bar_steps);
  bar_->setTextVisible(false);
  bar_->setAccessibleName("Progress");
  column->addWidget(bar_);
  return block;
}

void TransportBar::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  const bool is_narrow = width() < narrow_width;
  for (QToolButton* button : buttons_)
    button->setToolButtonStyle(is_narrow ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextBesideIcon);
  layout()->setSpacing(is_narrow ? grid_unit / 2 : grid_unit);
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
  JobLine line = job_line();
  line_->set_parts(std::move(line.parts));
  bar_->setValue(static_cast<int>(line.share * bar_steps));
}

void TransportBar::follow(const RangeTestSession& range_test, const SweepSession& sweep) {
  range_test_ = &range_test;
  sweep_ = &sweep;
  connect(range_test_, &RangeTestSession::updated, this, &TransportBar::refresh);
  connect(sweep_, &SweepSession::updated, this, &TransportBar::refresh);
  connect(sweep_, &SweepSession::state_changed, this, &TransportBar::refresh);
}

JobLine TransportBar::job_line() {
  if (session_.is_running()) job_ = Job::run;
  if (range_test_ != nullptr && range_test_->is_running()) job_ = Job::range_test;
  if (sweep_ != nullptr && sweep_->is_running()) job_ = Job::sweep;
  if (job_ == Job::range_test) return line_of(*range_test_);
  return job_ == Job::sweep ? line_of(*sweep_) : line_of(session_);
}

}  // namespace imprint::studio
