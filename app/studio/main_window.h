// SPDX-License-Identifier: GPL-3.0-or-later
// The window: the experiment with its charts, the schedule to draw, the range test, and the stored runs.
#pragma once

#include <QMainWindow>
#include <QTimer>
#include <filesystem>
#include <memory>

#include "app/studio/bridge/run_session.h"
#include "app/studio/editor/schedule_page.h"
#include "app/studio/export/figure_exporter.h"
#include "app/studio/models/experiment_draft.h"
#include "app/studio/pages/charts_page.h"
#include "app/studio/pages/experiment_form.h"
#include "app/studio/pages/range_test_page.h"
#include "app/studio/pages/runs_page.h"
#include "app/studio/pages/transport_bar.h"
#include "app/studio/studio_state.h"
#include "app/studio/sweep/sweep_page.h"
#include "app/studio/theme/theme.h"

class QMenu;
class QSplitter;
class QStackedWidget;

namespace imprint::studio {

/// What a window is given; tests give a made-up job and folders of their own.
struct StudioSetup {
  RunJob job;
  std::filesystem::path runs_root;
  std::filesystem::path state_folder;
  MacsOfModel macs_of_model = {};  // without it no bit operations are told
  RangeTestJob range_test = {};
  SweepFunctions sweep = {};
};

class MainWindow : public QMainWindow {
  Q_OBJECT

 public:
  explicit MainWindow(const StudioSetup& setup, QWidget* parent = nullptr);
  ~MainWindow() override;

  /// Loads a spec into the form; what is wrong with the file is shown, and false returned.
  bool load_spec_file(const std::filesystem::path& file);
  /// Shows a stored run on the experiment page, its spec in the form.
  void show_run(const RunRecord& run);
  void start_run(bool paused = false);
  void continue_run(const RunRecord& run);
  /// Puts a stored run's spec into the form, as a new experiment.
  void clone_run(const ExperimentSpec& spec);
  /// The pages, in the order of their switch.
  enum Page { experiment_page, schedule_page, range_test_page, sweep_page, runs_page };
  void show_page(int page);
  void use_theme(ThemeChoice choice);

  ExperimentDraft& draft() { return draft_; }
  RunSession& session() { return session_; }
  ExperimentForm& form() { return *form_; }
  ChartsPage& charts() { return *charts_; }
  RunsPage& runs() { return *runs_; }
  SchedulePage& schedule() { return *schedule_; }
  RangeTestPage& range_test() { return *range_test_; }
  SweepPage& sweep() { return *sweep_; }
  TransportBar& transport() { return *transport_; }
  FigureExporter& exporter() { return exporter_; }
  /// Everything on the page in sight that can become a figure.
  std::vector<FigureRequest> page_figures() const;
  /// The command line that does what the form says; writes the spec to a file when it has none.
  QString command_line();

 protected:
  void closeEvent(QCloseEvent* event) override;

 private:
  void build_layout();
  void build_menus();
  void build_file_menu();
  void build_edit_menu();
  void build_run_menu();
  void build_view_menu();
  void build_help_menu();
  QAction* add_command(QMenu* menu, const QString& text, const QKeySequence& key);
  QAction* add_icon_command(QMenu* menu, const QString& icon, const QString& text, const QKeySequence& key);
  QMenu* make_examples_menu();
  QMenu* make_theme_menu();
  void connect_parts();
  void connect_sweep();
  void connect_figures();
  void restore_session();
  void save_session();

  void draft_changed();
  void refresh_startable();
  void show_right_record();
  void show_planned();
  void run_ended();
  void open_spec();
  bool save_spec(const std::filesystem::path& file);
  void save_spec_as();
  void copy_command();
  void show_shortcuts();
  void show_about();
  bool is_working() const;
  void ask_to_close();
  void notify(const QString& text);
  void show_problem(const QString& title, const QString& text);

  std::filesystem::path runs_root_;
  StudioState state_;
  ExperimentDraft draft_;
  RunSession session_;
  std::shared_ptr<RunRecord> planned_;
  TransportBar* transport_;
  QStackedWidget* pages_;
  QSplitter* splitter_;
  ExperimentForm* form_;
  ChartsPage* charts_;
  RunsPage* runs_;
  SchedulePage* schedule_;
  RangeTestPage* range_test_;
  SweepPage* sweep_;
  FigureExporter exporter_{this};
  QList<QAction*> commands_;
  QTimer remember_;  // the form as it was left
  QTimer autosave_;  // against a crash
  ThemeChoice theme_choice_ = ThemeChoice::system;
  bool closing_ = false;
};

}  // namespace imprint::studio
