// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/sweep/sweep_page.h"

#include <QHBoxLayout>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

#include "app/studio/bridge/background.h"
#include "app/studio/bridge/stored_run.h"
#include "app/studio/theme/theme.h"
#include "app/studio/theme/themed_icon.h"

namespace imprint::studio {
namespace {

namespace fs = std::filesystem;

constexpr int narrow_page = 1140;
constexpr int replan_milliseconds = 120;  // after the last key press or movement

QToolButton* button_of(QAction* action, const char* name, QWidget* parent) {
  auto* button = new QToolButton(parent);
  button->setDefaultAction(action);
  button->setObjectName(name);
  button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  button->setFocusPolicy(Qt::StrongFocus);
  const auto follow = [button, action] { button->setVisible(action->isVisible()); };
  QObject::connect(action, &QAction::changed, button, follow);
  return button;
}

}  // namespace

SweepPage::SweepPage(ExperimentDraft& base, const SweepFunctions& functions, fs::path runs_root,
                     MacsOfModel macs_of_model, QWidget* parent)
    : QWidget(parent),
      functions_(functions),
      runs_root_(std::move(runs_root)),
      draft_(base),
      session_(functions.job, functions.program),
      planner_(functions.plan),
      size_(std::move(macs_of_model)),
      start_(make_action("start", "Start sweep", "Start the designed grid")),
      pause_(make_action("pause", "Pause", "Pause: the runs stop where they are")),
      cancel_(make_action("stop", "Cancel", "The runs save and end; the sweep can be continued later")),
      continue_(make_action("continue", "Continue", "Continue the sweep that is shown")),
      open_folder_(make_action("open", "Open sweep…", "Open the folder of an earlier sweep")),
      design_(new DesignPane(draft_, this)),
      plan_(new PlanTab(this)),
      progress_(new ProgressTab(session_, this)),
      results_(new ResultsTab(functions, this)),
      tabs_(new SegmentedSwitch({"Plan", "Progress", "Results"}, this)),
      stack_(new QStackedWidget(this)) {
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(0);
  row->addWidget(design_);
  row->addWidget(make_right(), 1);
  replan_later_.setSingleShot(true);
  replan_later_.setInterval(replan_milliseconds);
  connect_parts();
  design_changed();
  draft_.set_resting(true);
}

// Hidden while the draft is alive: a line that loses the focus still asks it.
SweepPage::~SweepPage() { hide(); }

QAction* SweepPage::make_action(const QString& icon, const QString& text, const QString& help) {
  auto* action = new QAction(themed_icon(icon, icon == "start" ? IconInk::on_accent : IconInk::text), text, this);
  action->setToolTip(help);
  addAction(action);
  return action;
}

QWidget* SweepPage::make_right() {
  auto* right = new QWidget(this);
  auto* column = new QVBoxLayout(right);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  auto* header = new QWidget(right);
  header->setObjectName("topBar");
  header->setAttribute(Qt::WA_StyledBackground);
  auto* row = new QHBoxLayout(header);
  row->setContentsMargins(12, 6, 12, 6);
  row->setSpacing(6);
  row->addWidget(tabs_);
  row->addStretch(1);
  for (QAction* action : {open_folder_, continue_, pause_, cancel_}) {
    buttons_ << button_of(action, action == open_folder_ ? "flat" : "transport", header);
    row->addWidget(buttons_.back());
  }
  row->addWidget(button_of(start_, "primary", header));  // always there: nothing takes its place under the mouse
  column->addWidget(header);
  for (QWidget* tab : std::initializer_list<QWidget*>{plan_, progress_, results_}) stack_->addWidget(tab);
  column->addWidget(stack_, 1);
  return right;
}

void SweepPage::connect_parts() {
  connect(tabs_, &SegmentedSwitch::changed, stack_, &QStackedWidget::setCurrentIndex);
  connect(&draft_, &SweepDraft::changed, this, &SweepPage::design_changed);
  connect(&replan_later_, &QTimer::timeout, this, &SweepPage::replan);
  connect(&planner_, &SweepPlanner::planned, this, [this] {
    plan_problem_.clear();
    design_->set_plan_problem({});
    show_plan();
    refresh_actions();
  });
  connect(&planner_, &SweepPlanner::refused, this, [this](const QString& why) {
    plan_problem_ = why;
    design_->set_plan_problem(why);
    plan_->show_problem(why);
    refresh_actions();
  });
  connect(&size_, &ModelSize::known, this, &SweepPage::show_plan);
  connect(start_, &QAction::triggered, this, &SweepPage::start);
  connect(pause_, &QAction::triggered, this, &SweepPage::toggle_pause);
  connect(cancel_, &QAction::triggered, &session_, &SweepSession::stop);
  connect(continue_, &QAction::triggered, this, [this] {
    if (session_.sweep() != nullptr) begin(*session_.sweep());
  });
  connect(open_folder_, &QAction::triggered, this, &SweepPage::choose_folder);
  connect(design_->open_action(), &QAction::triggered, this, &SweepPage::choose_file);
  connect(design_->save_action(), &QAction::triggered, this, &SweepPage::choose_file_to_save);
  connect(design_, &DesignPane::experiment_wanted, this, &SweepPage::experiment_wanted);
  connect(&session_, &SweepSession::replanned, this, [this] {
    progress_->rebuild();
    results_->set_sweep(session_.sweep());
    refresh_actions();
  });
  connect(&session_, &SweepSession::updated, progress_, &ProgressTab::refresh);
  connect(&session_, &SweepSession::leaf_ended, results_, &ResultsTab::outdate);
  connect(&session_, &SweepSession::state_changed, this, [this] {
    progress_->refresh();
    refresh_actions();
  });
  connect(&session_, &SweepSession::ended, this, [this] {
    results_->outdate();
    show_plan();  // its speed may be known now
    if (!session_.error().isEmpty()) Q_EMIT failed("The sweep could not work", session_.error());
  });
  connect(progress_, &ProgressTab::open_requested, this, [this](int leaf) {
    const StoredSweep* sweep = session_.sweep();
    if (sweep != nullptr)
      Q_EMIT run_wanted(sweep->directory / "runs" / sweep->plan.leaves[static_cast<std::size_t>(leaf)].id);
  });
  connect(results_, &ResultsTab::open_requested, this, &SweepPage::run_wanted);
  connect(results_, &ResultsTab::told, this, &SweepPage::told);
}

void SweepPage::design_changed() {
  plan_is_old_ = true;
  if (!draft_.is_valid()) {
    planner_.forget();
    replan_later_.stop();
    plan_->show_problem(draft_.first_problem());
  } else if (isVisible()) {
    replan_later_.start();
  }
  refresh_actions();
}

void SweepPage::replan() {
  if (!draft_.is_valid()) return;
  plan_is_old_ = false;
  planner_.ask(draft_.sweep());
  if (planner_.plan() == nullptr) plan_->show_busy();
}

void SweepPage::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  draft_.set_resting(false);
  draft_.begin();
  if (plan_is_old_ && draft_.is_valid()) replan_later_.start();
}

void SweepPage::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  const auto style = width() < narrow_page ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextBesideIcon;
  for (QToolButton* button : buttons_) button->setToolButtonStyle(style);
}

void SweepPage::hideEvent(QHideEvent* event) {
  QWidget::hideEvent(event);
  draft_.set_resting(true);
}

StepSpeed SweepPage::speed() {
  const ExperimentSpec& base = draft_.base().spec();
  const auto alike = [&](const ExperimentSpec& spec) {
    return spec.model == base.model && spec.dataset.name == base.dataset.name &&
           spec.training.batch_size == base.training.batch_size;
  };
  if (const StoredSweep* sweep = session_.sweep();
      sweep != nullptr && sweep->progress.steps_per_second > 0 && alike(sweep->spec.base))
    return {sweep->progress.steps_per_second / std::max(1, sweep->plan.processes), true, "the sweep of before", 0};
  if (measured_speed_ > 0 && alike(measured_spec_)) return {measured_speed_, true, "the last run of this model", 1.5};
  const ModelMacs* macs = size_.macs(base);
  return assumed_speed(base, macs == nullptr ? 0 : macs->total);
}

bool SweepPage::is_working() const {
  return opening_ || starting_ || replan_later_.isActive() || planner_.is_busy() || results_->is_reading();
}

void SweepPage::show_plan() {
  if (planner_.plan() != nullptr && draft_.is_valid() && plan_problem_.isEmpty())
    plan_->show_plan(*planner_.plan(), speed());
}

void SweepPage::set_measured_speed(const ExperimentSpec& spec, double steps_per_second) {
  measured_spec_ = spec;
  measured_speed_ = steps_per_second;
}

void SweepPage::set_busy(bool busy) {
  busy_ = busy;
  design_->set_locked(busy);
  refresh_actions();
}

void SweepPage::refresh_actions() {
  const bool running = session_.is_running();
  const StoredSweep* sweep = session_.sweep();
  const bool planned = planner_.plan() != nullptr && !plan_is_old_ && plan_problem_.isEmpty() && draft_.is_valid() &&
                       planner_.sweep() == draft_.sweep();
  start_->setEnabled(planned && !running && !busy_ && !starting_ && functions_.job && functions_.create);
  start_->setToolTip(running              ? "A sweep is running"
                     : busy_              ? "An experiment is running: it needs all cores"
                     : !draft_.is_valid() ? draft_.first_problem()
                     : !planned ? (plan_problem_.isEmpty() ? QString("The plan is being made") : plan_problem_)
                                : QString("Start the designed grid"));
  pause_->setVisible(running);
  pause_->setEnabled(running && !session_.is_stopping());
  pause_->setText(session_.is_paused() ? "Continue" : "Pause");
  pause_->setIcon(themed_icon(session_.is_paused() ? "start" : "pause"));
  cancel_->setVisible(running);
  cancel_->setEnabled(running && !session_.is_stopping());
  continue_->setVisible(!running && sweep != nullptr && sweep->state != RunState::finished);
  continue_->setEnabled(!busy_ && static_cast<bool>(functions_.job));
  open_folder_->setVisible(!running);
  open_folder_->setEnabled(static_cast<bool>(functions_.open));
}

void SweepPage::begin(const StoredSweep& sweep) {
  session_.start(sweep);
  show_tab(progress_tab);
  progress_->tree().setFocus();  // the button that was pressed rests now
}

void SweepPage::start() {
  if (!start_->isEnabled() || session_.is_running()) return;
  StoredSweep sweep;
  sweep.spec = planner_.sweep();
  sweep.plan = *planner_.plan();
  sweep.directory = new_run_directory(runs_root_, sweep.spec.base.name);
  starting_ = true;
  refresh_actions();
  in_background(
      this,
      [create = functions_.create, sweep] {
        create(sweep.directory, sweep.spec, sweep.plan);
        return true;
      },
      [this, sweep](const QFuture<bool>& created) {
        starting_ = false;
        try {
          created.result();
          begin(sweep);
          Q_EMIT told("The sweep is stored in " + QString::fromStdString(sweep.directory.string()));
        } catch (const std::exception& error) {
          Q_EMIT failed("The sweep can't be stored", error.what());
        }
        refresh_actions();
      });
}

void SweepPage::toggle_pause() {
  if (session_.is_paused())
    session_.resume();
  else
    session_.pause();
}

}  // namespace imprint::studio
