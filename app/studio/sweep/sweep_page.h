// SPDX-License-Identifier: GPL-3.0-or-later
// A grid of deficits: designed on the left; planned, run and read on the right.
#pragma once

#include <QAction>
#include <QSettings>
#include <QStackedWidget>
#include <QTimer>
#include <QToolButton>
#include <QWidget>
#include <filesystem>

#include "app/studio/bridge/model_size.h"
#include "app/studio/bridge/sweep_planner.h"
#include "app/studio/bridge/sweep_session.h"
#include "app/studio/sweep/design/design_pane.h"
#include "app/studio/sweep/plan/plan_tab.h"
#include "app/studio/sweep/plan/progress_tab.h"
#include "app/studio/sweep/results/results_tab.h"
#include "app/studio/widgets/segmented_switch.h"

namespace imprint::studio {

class SweepPage : public QWidget {
  Q_OBJECT

 public:
  enum Tab { plan_tab, progress_tab, results_tab };

  SweepPage(ExperimentDraft& base, const SweepFunctions& functions, std::filesystem::path runs_root,
            MacsOfModel macs_of_model, QWidget* parent = nullptr);
  ~SweepPage() override;

  SweepDraft& draft() { return draft_; }
  SweepSession& session() { return session_; }
  SweepPlanner& planner() { return planner_; }
  DesignPane& design() { return *design_; }
  PlanTab& plan() { return *plan_; }
  ProgressTab& progress() { return *progress_; }
  ResultsTab& results() { return *results_; }
  SegmentedSwitch& tabs() { return *tabs_; }
  QAction* start_action() const { return start_; }
  QAction* pause_action() const { return pause_; }
  QAction* cancel_action() const { return cancel_; }
  QAction* continue_action() const { return continue_; }

  void show_tab(int tab) { tabs_->choose(tab); }
  /// While an experiment or a range test runs no sweep can start, and the base is locked.
  void set_busy(bool busy);
  /// How fast an experiment was seen to train; it counts for sweeps of the same model, data and batch.
  void set_measured_speed(const ExperimentSpec& spec, double steps_per_second);
  /// Whether a plan, a folder or a report is being read in the background.
  bool is_working() const;
  /// Opens a sweep from its folder, in the background. Its design takes the place of the one before, a step to undo.
  void open_folder(const std::filesystem::path& directory);
  bool load_file(const std::filesystem::path& file);
  /// What `imprint sweep` reads; throws JobError.
  void save_file(const std::filesystem::path& file) const;
  /// Writes the sweep into the folder and returns the command that runs it. Throws JobError.
  QString command_line(const std::filesystem::path& folder) const;

  void restore(const QSettings& settings);
  void save(QSettings& settings) const;

 Q_SIGNALS:
  void experiment_wanted();
  /// A run of the sweep, to be shown among the stored runs.
  void run_wanted(const std::filesystem::path& run);
  /// For the status bar.
  void told(const QString& text);
  void failed(const QString& title, const QString& text);

 protected:
  void showEvent(QShowEvent* event) override;
  void hideEvent(QHideEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  QAction* make_action(const QString& icon, const QString& text, const QString& help);
  QWidget* make_right();
  void connect_parts();
  void design_changed();
  void replan();
  void show_plan();
  void refresh_actions();
  void start();
  void begin(const StoredSweep& sweep);
  void toggle_pause();
  void choose_folder();
  void choose_file();
  void choose_file_to_save();
  StepSpeed speed();

  SweepFunctions functions_;
  std::filesystem::path runs_root_;
  SweepDraft draft_;
  SweepSession session_;
  SweepPlanner planner_;
  ModelSize size_;
  QTimer replan_later_;
  QAction* start_;
  QAction* pause_;
  QAction* cancel_;
  QAction* continue_;
  QAction* open_folder_;
  DesignPane* design_;
  PlanTab* plan_;
  ProgressTab* progress_;
  ResultsTab* results_;
  SegmentedSwitch* tabs_;
  QList<QToolButton*> buttons_;  // that have no words where the window is narrow
  QStackedWidget* stack_;
  QString plan_problem_;
  ExperimentSpec measured_spec_;
  double measured_speed_ = 0;
  bool busy_ = false;
  bool starting_ = false;
  bool opening_ = false;
  bool plan_is_old_ = true;
};

/// Whether the file holds a table [sweep] or [sweep.grid]: an experiment's file has none.
bool is_sweep_file(const std::filesystem::path& file);

}  // namespace imprint::studio
