// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/main_window.h"

#include <QApplication>
#include <QCloseEvent>
#include <QMessageBox>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QStatusBar>
#include <QVBoxLayout>

#include "app/studio/bridge/run_command.h"
#include "app/studio/bridge/stored_run.h"
#include "app/studio/built_in_examples.h"
#include "app/studio/widgets/elided_label.h"
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/file_name.h"
#include "core/spec/spec_io.h"

namespace imprint::studio {
namespace {

namespace fs = std::filesystem;

constexpr int remember_milliseconds = 800;
constexpr int autosave_milliseconds = 2000;
constexpr int notice_milliseconds = 6000;

/// Whether two specs describe the same training, whatever they are called.
bool same_training(ExperimentSpec a, const ExperimentSpec& b) {
  a.name = b.name;
  return a == b;
}

QString first_problem(const ExperimentDraft& draft) {
  if (draft.problems().isEmpty()) return {};
  return draft.problems().firstKey() + ": " + draft.problems().first();
}

}  // namespace

MainWindow::MainWindow(const StudioSetup& setup, QWidget* parent)
    : QMainWindow(parent),
      runs_root_(setup.runs_root),
      state_(setup.state_folder),
      session_(setup.job),
      transport_(new TransportBar(session_, this)),
      pages_(new QStackedWidget(this)),
      splitter_(new QSplitter(Qt::Horizontal, this)),
      form_(new ExperimentForm(draft_, setup.macs_of_model, this)),
      charts_(new ChartsPage(this)),
      runs_(new RunsPage(setup.runs_root, this)),
      schedule_(new SchedulePage(draft_, state_.presets_folder(), setup.macs_of_model, this)),
      range_test_(new RangeTestPage(draft_, setup.range_test, this)),
      sweep_(new SweepPage(draft_, setup.sweep, setup.runs_root, setup.macs_of_model, this)) {
  for (QTimer* timer : {&remember_, &autosave_}) timer->setSingleShot(true);
  remember_.setInterval(remember_milliseconds);
  autosave_.setInterval(autosave_milliseconds);
  build_layout();
  build_menus();
  connect_parts();
  connect_sweep();
  connect_figures();
  restore_session();
}

// Hidden while what its children look at is alive: a line that loses the focus still asks the draft.
MainWindow::~MainWindow() {
  hide();
  state_.forget_autosave();  // a crash does not come here
}

void MainWindow::build_layout() {
  splitter_->addWidget(form_);
  splitter_->addWidget(charts_);
  splitter_->setChildrenCollapsible(false);
  splitter_->setHandleWidth(4);
  splitter_->setStretchFactor(1, 1);
  splitter_->setSizes({368, 912});
  pages_->addWidget(splitter_);
  pages_->addWidget(schedule_);
  pages_->addWidget(range_test_);
  pages_->addWidget(sweep_);
  pages_->addWidget(runs_);
  auto* center = new QWidget(this);
  auto* column = new QVBoxLayout(center);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(transport_);
  column->addWidget(pages_, 1);
  setCentralWidget(center);
  statusBar()->setSizeGripEnabled(false);
  auto* root = new ElidedLabel(this);
  root->setObjectName("muted");
  root->set_elide_mode(Qt::ElideMiddle);
  root->set_text("Runs are stored in " + QString::fromStdString(runs_root_.string()));
  statusBar()->addPermanentWidget(root);
  statusBar()->setContentsMargins(0, 0, grid_unit, 0);
  center->setFocus();  // no button looks chosen at the start
  setMinimumSize(960, 600);
  resize(1280, 800);
}

void MainWindow::connect_parts() {
  connect(&draft_, &ExperimentDraft::changed, this, &MainWindow::draft_changed);
  connect(&remember_, &QTimer::timeout, this, [this] { state_.save_draft(draft_.spec()); });
  connect(&autosave_, &QTimer::timeout, this, [this] { state_.autosave(draft_.spec()); });
  connect(&transport_->page_switch(), &SegmentedSwitch::changed, this, &MainWindow::show_page);
  connect(transport_->start_action(), &QAction::triggered, this, [this] { start_run(); });
  connect(transport_->step_action(), &QAction::triggered, this, [this] {
    if (session_.is_running()) return session_.runner().step_once();
    start_run(true);
    session_.runner().step_once();
  });
  connect(&session_, &RunSession::replanned, this, &MainWindow::show_right_record);
  connect(&session_, &RunSession::updated, charts_, &ChartsPage::refresh);
  connect(&session_, &RunSession::ended, this, &MainWindow::run_ended);
  connect(&session_, &RunSession::told, this, &MainWindow::notify);
  transport_->follow(range_test_->session(), sweep_->session());
  connect(&session_.runner(), &JobRunner::state_changed, this, [this] {
    form_->set_locked(session_.is_running());
    runs_->set_busy(session_.is_running());
    schedule_->set_locked(session_.is_running());
    range_test_->set_busy(session_.is_running());
    sweep_->set_busy(session_.is_running());
  });
  connect(runs_, &RunsPage::open_requested, this, &MainWindow::show_run);
  connect(runs_, &RunsPage::continue_requested, this, &MainWindow::continue_run);
  connect(runs_, &RunsPage::clone_requested, this, &MainWindow::clone_run);
  connect(runs_, &RunsPage::failed, this, &MainWindow::notify);
  connect(schedule_, &SchedulePage::failed, this, &MainWindow::notify);
  connect(range_test_, &RangeTestPage::failed, this, &MainWindow::notify);
  connect(range_test_, &RangeTestPage::bounds_chosen, this, [this](int min_bits, int max_bits) {
    schedule_->use_bounds(min_bits, max_bits);
    show_page(schedule_page);
  });
  connect(&range_test_->session(), &RangeTestSession::updated, this, &MainWindow::refresh_startable);
}

void MainWindow::restore_session() {
  QSettings& settings = state_.settings();
  use_theme(theme_choice_from(settings.value("theme").toString()));
  restoreGeometry(settings.value("window/geometry").toByteArray());
  splitter_->restoreState(settings.value("window/splitter").toByteArray());
  charts_->restore(settings);
  runs_->restore(settings);
  schedule_->restore(settings);
  sweep_->restore(settings);
  exporter_.restore(settings);
  const auto unsaved = state_.unsaved_work();
  const auto last = unsaved ? unsaved : state_.draft();
  draft_.replace(last ? *last : first_example());
  draft_.undo_stack().clear();  // before this session there was nothing
  if (unsaved) notify("Unsaved work of the last session was brought back");
}

void MainWindow::save_session() {
  QSettings& settings = state_.settings();
  settings.setValue("theme", to_string(theme_choice_));
  settings.setValue("window/geometry", saveGeometry());
  settings.setValue("window/splitter", splitter_->saveState());
  charts_->save(settings);
  runs_->save(settings);
  schedule_->save(settings);
  sweep_->save(settings);
  exporter_.save(settings);
  settings.sync();
  remember_.stop();
  autosave_.stop();
  state_.save_draft(draft_.spec());
  state_.forget_autosave();
}

void MainWindow::use_theme(ThemeChoice choice) {
  theme_choice_ = choice;
  apply_theme(*qApp, choice);
}

void MainWindow::show_page(int page) {
  const bool was_hidden = pages_->currentIndex() != experiment_page;
  pages_->setCurrentIndex(page);
  transport_->page_switch().choose(page);
  form_->set_resting(page != experiment_page);
  if (page == experiment_page && was_hidden) show_right_record();  // while the page was hidden it did not follow
}

void MainWindow::draft_changed() {
  remember_.start();
  autosave_.start();
  setWindowTitle(QString::fromStdString(draft_.spec().name) + " — Imprint Studio");
  refresh_startable();
  if (pages_->currentIndex() == experiment_page) show_right_record();
}

void MainWindow::refresh_startable() {
  const bool testing = range_test_->session().is_running();
  const bool sweeping = sweep_->session().is_running();
  transport_->set_startable(draft_.is_valid() && !testing && !sweeping, testing    ? "a range test is running"
                                                                        : sweeping ? "a sweep is running"
                                                                                   : first_problem(draft_));
}

void MainWindow::show_right_record() {
  const auto record = session_.record();
  const bool shows_run = record && (session_.is_running() || same_training(draft_.spec(), record->spec));
  if (!shows_run) return show_planned();
  if (charts_->runs() == ShownRuns{record}) return charts_->rebuild();
  charts_->set_runs({record});
}

void MainWindow::show_planned() {
  if (draft_.plan()) {
    planned_ = std::make_shared<RunRecord>();
    planned_->spec = draft_.spec();
    planned_->plan = *draft_.plan();
    charts_->set_runs({planned_});
  }
  // Without a plan the charts keep the last one that was right: while one types, it would come and go at every key.
  if (!draft_.is_valid())
    charts_->set_words({"Not ready", first_problem(draft_).toStdString()}, SummaryStrip::Tone::problem);
}

void MainWindow::start_run(bool paused) {
  if (sweep_->session().is_running()) return notify("A sweep is running: it needs all cores.");
  if (!draft_.is_valid() || session_.is_running()) return form_->show_first_problem();
  state_.save_draft(draft_.spec());
  show_page(experiment_page);
  const fs::path directory = new_run_directory(runs_root_, draft_.spec().name);
  session_.start(draft_.spec(), *draft_.plan(), directory, paused);
}

void MainWindow::continue_run(const RunRecord& run) {
  if (session_.is_running() || sweep_->session().is_running()) return;
  show_page(experiment_page);
  session_.resume(run);
  draft_.replace(run.spec);
}

void MainWindow::clone_run(const ExperimentSpec& spec) {
  if (session_.is_running()) return;
  ExperimentSpec copy = spec;
  copy.name += " copy";
  session_.forget();
  draft_.replace(copy);
  show_page(experiment_page);
  notify("The form holds a copy of " + QString::fromStdString(spec.name) +
         "; change what should differ, then start it");
}

void MainWindow::show_run(const RunRecord& run) {
  if (session_.is_running()) return notify("A run is going on; its charts stay until it has ended.");
  show_page(experiment_page);
  session_.show(run);
  draft_.replace(run.spec);
}

void MainWindow::run_ended() {
  charts_->rebuild();
  runs_->reload();
  if (closing_) {
    close();
    return;
  }
  if (!session_.error().isEmpty() && session_.record()->status.state == RunState::failed)
    show_problem("The run could not work", session_.error());
}

bool MainWindow::load_spec_file(const fs::path& file) {
  if (is_sweep_file(file)) {
    show_page(sweep_page);
    return sweep_->load_file(file);
  }
  try {
    draft_.replace(load_spec(file), file);
    show_page(experiment_page);
    return true;
  } catch (const InputError& error) {
    show_problem("The spec can't be read", error.what());
    return false;
  }
}

bool MainWindow::save_spec(const fs::path& file) {
  try {
    write_named_file(file, spec_to_toml(draft_.spec()));
    draft_.mark_saved(file);
    notify("Saved to " + QString::fromStdString(file.string()));
    return true;
  } catch (const JobError& error) {
    show_problem("The spec can't be saved", error.what());
    return false;
  }
}

QString MainWindow::command_line() {
  const fs::path out = runs_root_ / plain_file_name(draft_.spec().name);
  const auto overrides =
      draft_.source().empty() ? std::nullopt : overrides_between(draft_.source_spec(), draft_.spec());
  const fs::path file = overrides ? draft_.source() : state_.save_snapshot(draft_.spec());
  return QString::fromStdString(run_command(file, overrides.value_or(std::vector<std::string>()), out));
}

void MainWindow::closeEvent(QCloseEvent* event) {
  if (is_working()) {
    event->ignore();
    ask_to_close();
    return;
  }
  save_session();
  event->accept();
}

void MainWindow::notify(const QString& text) { statusBar()->showMessage(text, notice_milliseconds); }

void MainWindow::show_problem(const QString& title, const QString& text) {
  auto* box = new QMessageBox(QMessageBox::Warning, title, title, QMessageBox::Close, this);
  box->setObjectName("problemBox");
  box->setAttribute(Qt::WA_DeleteOnClose);
  box->setInformativeText(text);
  box->open();
}

}  // namespace imprint::studio
