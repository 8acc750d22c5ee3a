// SPDX-License-Identifier: GPL-3.0-or-later
// How the window and its sweep page hold together.
#include <QApplication>
#include <QClipboard>

#include "app/studio/main_window.h"
#include "app/studio/widgets/ask_safely.h"
#include "core/base/error.h"

namespace imprint::studio {

void MainWindow::connect_sweep() {
  SweepSession& sweep = sweep_->session();
  connect(sweep_, &SweepPage::experiment_wanted, this, [this] { show_page(experiment_page); });
  connect(sweep_, &SweepPage::told, this, &MainWindow::notify);
  connect(sweep_, &SweepPage::failed, this, &MainWindow::show_problem);
  connect(sweep_, &SweepPage::run_wanted, this, [this](const std::filesystem::path& run) {
    runs_->set_root(run.parent_path());
    show_page(runs_page);
    runs_->select(run);
  });
  connect(&sweep, &SweepSession::state_changed, this, [this, &sweep] {
    refresh_startable();
    range_test_->set_busy(sweep.is_running());
    runs_->set_busy(sweep.is_running());
  });
  connect(&sweep, &SweepSession::ended, this, [this] {
    if (closing_) close();
  });
  connect(&session_, &RunSession::updated, this, [this] {
    const auto record = session_.record();
    if (record && record->progress.steps_per_second > 0)
      sweep_->set_measured_speed(record->spec, record->progress.steps_per_second);
  });
  connect(&range_test_->session(), &RangeTestSession::updated, this, [this] {
    sweep_->set_busy(range_test_->session().is_running() || session_.is_running());
    if (closing_ && !is_working()) close();
  });
  connect(sweep_->design().copy_action(), &QAction::triggered, this, [this] {
    try {
      const QString command = sweep_->command_line(state_.specs_folder());
      QApplication::clipboard()->setText(command);
      notify("Copied: " + command);
    } catch (const std::exception& error) {
      show_problem("The command can't be copied", error.what());
    }
  });
}

bool MainWindow::is_working() const {
  return session_.is_running() || sweep_->session().is_running() || range_test_->session().is_running();
}

void MainWindow::ask_to_close() {
  if (closing_) return;
  const bool sweeping = sweep_->session().is_running();
  SafeQuestion question{.name = "closeQuestion",
                        .title = "A run is going on",
                        .question = "Stop the run and close?",
                        .details = "It can be continued later from Stored runs, to the same result.",
                        .act = "Stop and close",
                        .keep = "Keep running"};
  if (sweeping) {
    question.title = "A sweep is going on";
    question.question = "Stop the sweep and close?";
    question.details = "Its runs save first. It can be continued later from its folder, to the same result.";
  } else if (range_test_->session().is_running()) {
    question.title = "A range test is going on";
    question.question = "Stop the range test and close?";
    question.details = "What it has measured so far is not kept.";
  }
  ask_safely(this, question, [this] {
    closing_ = true;
    session_.runner().stop();
    sweep_->session().stop();
    range_test_->session().stop();
    if (!is_working()) close();  // it ended while the question stood
  });
}

}  // namespace imprint::studio
