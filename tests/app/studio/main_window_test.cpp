// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/main_window.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QClipboard>
#include <QMessageBox>
#include <QPushButton>
#include <QStatusBar>
#include <QTest>
#include <fstream>

#include "app/studio/bridge/stored_run.h"
#include "app/studio/built_in_examples.h"
#include "app/studio/export/export_dialog.h"
#include "core/base/error.h"
#include "core/spec/spec_io.h"
#include "core/store/metrics_file.h"
#include "core/store/run_directory.h"
#include "tests/app/studio/waiting.h"
#include "tests/support/temporary_folder.h"

namespace imprint::studio {
namespace {

using test::counting_job;
using test::eventually;

class MainWindowTest : public ::testing::Test {
 protected:
  std::unique_ptr<MainWindow> open_window(RunJob job) {
    auto window = std::make_unique<MainWindow>(StudioSetup{std::move(job), folder / "runs", folder / "state"});
    window->draft().replace(test::small_spec());
    window->show();
    return window;
  }

  /// Shortcuts reach the window only once it is active.
  static void press_control(MainWindow& window, Qt::Key key) {
    window.activateWindow();
    ASSERT_TRUE(QTest::qWaitForWindowActive(&window));
    QTest::keyClick(&window, key, Qt::ControlModifier);
  }

  /// A run on disk as a finished or stopped job leaves it.
  RunDirectory store_run(const std::string& name, RunState state) {
    RunDirectory directory(folder / "runs" / name);
    std::filesystem::create_directories(directory.root());
    ExperimentSpec spec = test::small_spec();
    spec.name = name;
    directory.write_config(spec);
    directory.write_plan(plan_run(spec));
    RunStatus status;
    status.state = state;
    status.step = 30;
    status.total_steps = 100;
    directory.write_status(status);
    MetricsWriter(directory.metrics(), 0).append(std::vector<MetricRow>{test::metric_row(30, "test/accuracy", 0.75)});
    return directory;
  }

  test::TemporaryFolder folder;
};

TEST_F(MainWindowTest, ShowsThePrecisionPlanBeforeAnyRun) {
  const auto window = open_window(counting_job(1));
  EXPECT_GT(window->charts().chart(1).drawn_points(), 10);
  EXPECT_EQ(window->charts().strip().headline(), "Ready");
  EXPECT_EQ(window->windowTitle(), "small — Imprint Studio");
}

TEST_F(MainWindowTest, RunsAnExperimentToItsEnd) {
  const auto window = open_window(counting_job(100));
  press_control(*window, Qt::Key_R);
  EXPECT_TRUE(window->session().is_running());
  EXPECT_FALSE(window->transport().start_action()->isEnabled());
  ASSERT_TRUE(eventually([&] { return !window->session().is_running(); }));
  EXPECT_EQ(window->transport().status_text(), "Run finished");
  const auto record = window->session().record();
  EXPECT_EQ(record->curves.find(main_arm, metric::train_loss)->samples().size(), 100U);
  EXPECT_EQ(record->curves.find(baseline_arm, metric::train_loss)->samples().size(), 100U);
  EXPECT_TRUE(window->transport().start_action()->isEnabled());
}

TEST_F(MainWindowTest, PausesStepsContinuesAndStops) {
  const auto window = open_window(counting_job(1000000000));
  TransportBar& bar = window->transport();
  bar.step_action()->trigger();
  const auto step = [&] { return window->session().record()->progress.step; };
  ASSERT_TRUE(eventually([&] { return step() == 1; }));
  EXPECT_EQ(bar.status_text(), "Step 1 of 100");
  EXPECT_TRUE(bar.line().text().contains("paused"));
  EXPECT_EQ(bar.pause_action()->text(), "Continue");
  bar.step_action()->trigger();
  ASSERT_TRUE(eventually([&] { return step() == 2; }));
  bar.pause_action()->trigger();
  ASSERT_TRUE(eventually([&] { return step() > 10; }));
  EXPECT_FALSE(bar.step_action()->isEnabled());
  bar.stop_action()->trigger();
  ASSERT_TRUE(eventually([&] { return !window->session().is_running(); }));
  EXPECT_EQ(window->session().record()->status.state, RunState::cancelled);
}

TEST_F(MainWindowTest, TheFormIsLockedOnlyWhileARunGoesOn) {
  const auto window = open_window(counting_job(1000000000));
  window->start_run(true);
  EXPECT_FALSE(window->form().row("seed")->isEnabled());
  window->session().runner().stop();
  ASSERT_TRUE(eventually([&] { return !window->session().is_running(); }));
  EXPECT_TRUE(window->form().row("seed")->isEnabled());
}

TEST_F(MainWindowTest, AWrongFormCanNotBeStartedAndSaysWhy) {
  const auto window = open_window(counting_job(1));
  window->draft().set_text("training.epochs", "0");
  EXPECT_FALSE(window->transport().start_action()->isEnabled());
  EXPECT_TRUE(window->transport().start_action()->toolTip().contains("training.epochs"));
  EXPECT_EQ(window->charts().strip().headline(), "Not ready");
  window->start_run();
  EXPECT_FALSE(window->session().is_running());
}

TEST_F(MainWindowTest, AJobThatCanNotWorkSaysSo) {
  const auto window = open_window([](const RunOptions&, RunControl&, RunListener&) -> RunSummary {
    throw InputError("dataset.root = /nowhere: there is no such folder");
  });
  window->start_run();
  ASSERT_TRUE(eventually([&] { return window->findChild<QMessageBox*>("problemBox") != nullptr; }));
  EXPECT_TRUE(window->findChild<QMessageBox*>("problemBox")->informativeText().contains("/nowhere"));
  EXPECT_EQ(window->charts().strip().headline(), "The run failed");
}

TEST_F(MainWindowTest, ClosingDuringARunAsksAndCanStopIt) {
  const auto window = open_window(counting_job(1000000000));
  window->start_run();
  window->close();
  EXPECT_TRUE(window->isVisible());
  auto* question = window->findChild<QMessageBox*>("closeQuestion");
  ASSERT_NE(question, nullptr);
  for (QAbstractButton* button : question->buttons())
    if (button->text() == "Stop and close") QTest::mouseClick(button, Qt::LeftButton);
  EXPECT_TRUE(eventually([&] { return !window->isVisible(); }));
  EXPECT_FALSE(window->session().is_running());
}

TEST_F(MainWindowTest, EditingAfterARunShowsThePlanAndUndoTheResult) {
  const auto window = open_window(counting_job(10));
  window->start_run();
  ASSERT_TRUE(eventually([&] { return !window->session().is_running(); }));
  const auto result = window->session().record();
  EXPECT_EQ(window->charts().runs(), ShownRuns{result});
  window->draft().set_text("training.epochs", "12");
  EXPECT_NE(window->charts().runs(), ShownRuns{result});
  window->draft().undo();
  EXPECT_EQ(window->charts().runs(), ShownRuns{result});
}

TEST_F(MainWindowTest, RestoresTheFormAndTheSettingsOfTheLastSession) {
  {
    const auto window = open_window(counting_job(1));
    window->draft().set_text("name", "kept");
    window->charts().set_unit(StepUnit::step);
    window->charts().set_stacked(true);
    window->close();
  }
  MainWindow again({counting_job(1), folder / "runs", folder / "state"});
  EXPECT_EQ(again.draft().spec().name, "kept");
  EXPECT_EQ(again.charts().link().unit_text(), "step");
  EXPECT_TRUE(again.charts().is_stacked());
}

TEST_F(MainWindowTest, OpensAndSavesSpecs) {
  const auto window = open_window(counting_job(1));
  const auto file = folder / "spec.toml";
  std::ofstream(file) << spec_to_toml(test::small_spec());
  ASSERT_TRUE(window->load_spec_file(file));
  EXPECT_EQ(window->draft().source(), file);
  window->draft().set_text("seed", "9");
  press_control(*window, Qt::Key_S);
  EXPECT_EQ(load_spec(file).seed, 9U);
  EXPECT_FALSE(window->load_spec_file(folder / "missing.toml"));
  EXPECT_NE(window->findChild<QMessageBox*>("problemBox"), nullptr);
}

TEST_F(MainWindowTest, CopiesACommandThatDoesWhatTheFormSays) {
  const auto window = open_window(counting_job(1));
  const auto file = folder / "spec.toml";
  std::ofstream(file) << spec_to_toml(test::small_spec());
  window->load_spec_file(file);
  window->draft().set_text("seed", "9");
  EXPECT_EQ(window->command_line().toStdString(),
            "imprint run " + file.string() + " --set seed=9 --out " + (folder / "runs" / "small").string());
  window->draft().remove_deficit(0);  // no --set can say that: the spec is written out
  const QString command = window->command_line();
  EXPECT_FALSE(command.contains("--set"));
  EXPECT_EQ(load_spec(command.section(' ', 2, 2).toStdString()), window->draft().spec());
}

TEST_F(MainWindowTest, ListsStoredRunsOverlaysThemAndContinuesOne) {
  store_run("first", RunState::finished);
  store_run("second", RunState::cancelled);
  RunOptions given;
  const auto window = open_window([&given](const RunOptions& options, RunControl&, RunListener&) {
    given = options;
    return test::summary_with(RunState::finished);
  });
  window->show_page(MainWindow::runs_page);
  RunsPage& page = window->runs();
  ASSERT_TRUE(eventually([&] { return page.model().rowCount() == 2; }));
  page.table().selectAll();
  ASSERT_TRUE(eventually([&] { return page.charts().runs().size() == 2; }));
  EXPECT_EQ(page.charts().strip().headline(), "2 runs overlaid");
  EXPECT_FALSE(page.continue_action()->isEnabled());
  page.select(folder / "runs" / "first");
  ASSERT_TRUE(eventually([&] { return page.open_action()->isEnabled(); }));
  EXPECT_FALSE(page.continue_action()->isEnabled());
  page.select(folder / "runs" / "second");
  ASSERT_TRUE(eventually([&] { return page.continue_action()->isEnabled(); }));
  page.continue_action()->trigger();
  ASSERT_TRUE(eventually([&] { return !window->session().is_running(); }));
  EXPECT_TRUE(given.resume);
  EXPECT_EQ(given.directory, folder / "runs" / "second");
}

TEST_F(MainWindowTest, ThePagesStandInTheOrderOfTheWork) {
  const auto window = open_window(counting_job(1));
  press_control(*window, Qt::Key_5);
  EXPECT_TRUE(window->runs().isVisible());
  press_control(*window, Qt::Key_3);
  EXPECT_TRUE(window->range_test().isVisible());
  press_control(*window, Qt::Key_1);
  EXPECT_TRUE(window->form().isVisible());
}

TEST_F(MainWindowTest, ACloneIsANewExperimentWithTheSameSpec) {
  const RunDirectory stored = store_run("stored", RunState::finished);
  const auto window = open_window(counting_job(1));
  window->show_run(load_stored_run(stored.root()));
  window->show_page(MainWindow::runs_page);
  RunsPage& page = window->runs();
  ASSERT_TRUE(eventually([&] { return page.clone_action()->isEnabled(); }));
  page.clone_action()->trigger();
  EXPECT_TRUE(window->form().isVisible());
  EXPECT_EQ(window->draft().spec().name, "stored copy");
  EXPECT_EQ(window->draft().spec().deficits, test::small_spec().deficits);
  EXPECT_EQ(window->charts().strip().headline(), "Ready") << "the result of the stored run is not shown as the copy's";
  EXPECT_EQ(window->transport().status_text(), "Ready");
}

TEST_F(MainWindowTest, OpensAStoredRunIntoFormAndCharts) {
  const RunDirectory stored = store_run("stored", RunState::finished);
  const auto window = open_window(counting_job(1));
  window->show_run(load_stored_run(stored.root()));
  EXPECT_EQ(window->draft().spec().name, "stored");
  EXPECT_EQ(window->charts().runs().front()->curves.latest(main_arm, metric::test_accuracy), 0.75);
  EXPECT_EQ(window->charts().strip().headline(), "Finished");
}

TEST_F(MainWindowTest, AnEmptyListSaysWhatToDo) {
  const auto window = open_window(counting_job(1));
  window->show_page(MainWindow::runs_page);
  ASSERT_TRUE(eventually([&] { return window->runs().isVisible() && window->runs().is_settled(); }));
  const auto labels = window->runs().table().findChildren<QLabel*>();
  ASSERT_FALSE(labels.isEmpty());
  EXPECT_TRUE(labels.front()->isVisible());
  EXPECT_TRUE(labels.front()->text().contains("Start an experiment"));
}

TEST_F(MainWindowTest, TheSchedulePageEditsTheSameDraftAndTheFormCatchesUp) {
  const auto window = open_window(counting_job(1));
  press_control(*window, Qt::Key_2);
  EXPECT_TRUE(window->schedule().isVisible());
  EXPECT_TRUE(window->schedule().canvas().hasFocus());
  window->schedule().model().set_deficits({}, "Remove all deficits");
  window->schedule().model().set_range(3, 6);
  EXPECT_EQ(window->draft().spec().precision.max_bits, 6);
  window->show_page(0);
  EXPECT_EQ(window->form().row("deficit.0.kind"), nullptr);
  window->draft().undo();
  window->draft().undo();
  EXPECT_NE(window->form().row("deficit.0.kind"), nullptr);
}

TEST_F(MainWindowTest, TheScheduleIsLockedWhileARunGoesOn) {
  const auto window = open_window(counting_job(1000000000));
  window->start_run(true);
  EXPECT_TRUE(window->schedule().model().is_locked());
  window->session().runner().stop();
  ASSERT_TRUE(eventually([&] { return !window->session().is_running(); }));
  EXPECT_FALSE(window->schedule().model().is_locked());
}

TEST_F(MainWindowTest, AnUnsavedCurveComesBackAfterACrash) {
  {
    const auto window = open_window(counting_job(1));
    window->schedule().model().edit_as_curve();
    ASSERT_TRUE(eventually([&] { return std::filesystem::exists(folder / "state" / "autosave.toml"); }));
    std::filesystem::copy_file(folder / "state" / "autosave.toml", folder / "left over.toml");
    window->close();
    EXPECT_FALSE(std::filesystem::exists(folder / "state" / "autosave.toml")) << "nothing is left after a clean close";
  }
  std::filesystem::remove(folder / "state" / "draft.toml");
  std::filesystem::rename(folder / "left over.toml", folder / "state" / "autosave.toml");
  MainWindow again({counting_job(1), folder / "runs", folder / "state"});
  EXPECT_EQ(again.draft().spec().precision.schedule, "curve");
  EXPECT_TRUE(again.statusBar()->currentMessage().contains("brought back"));
}

TEST_F(MainWindowTest, AnAutosaveThatCanNotBeReadIsKept) {
  std::filesystem::create_directories(folder / "state");
  std::ofstream(folder / "state" / "autosave.toml") << "precision = [";
  MainWindow window({counting_job(1), folder / "runs", folder / "state"});
  EXPECT_TRUE(std::filesystem::exists(folder / "state" / "autosave-unreadable.toml"));
}

TEST_F(MainWindowTest, EveryThemeDrawsTheWholeWindow) {
  const auto window = open_window(counting_job(1));
  for (const ThemeChoice choice : {ThemeChoice::dark, ThemeChoice::light}) {
    window->use_theme(choice);
    EXPECT_EQ(theme().dark, choice == ThemeChoice::dark);
    EXPECT_FALSE(window->grab().isNull());
  }
}

TEST_F(MainWindowTest, EachPageOffersItsFigures) {
  const auto window = open_window(counting_job(1));
  const auto offered = [&](int page) {
    window->show_page(page);
    return window->page_figures().size();
  };
  EXPECT_EQ(offered(MainWindow::experiment_page), 1U);  // nothing has run: the planned schedule alone
  EXPECT_EQ(offered(MainWindow::schedule_page), 1U);
  EXPECT_EQ(offered(MainWindow::range_test_page), 0U);
  EXPECT_EQ(offered(MainWindow::sweep_page), 0U);
  window->show_run(load_stored_run(store_run("stored", RunState::finished).root()));
  EXPECT_EQ(window->page_figures().size(), 4U);
}

TEST_F(MainWindowTest, ControlEOpensTheExportDialogOrSaysWhyNot) {
  const auto window = open_window(counting_job(1));
  press_control(*window, Qt::Key_E);
  auto* dialog = window->findChild<ExportDialog*>();
  ASSERT_NE(dialog, nullptr);
  ASSERT_TRUE(eventually([&] { return dialog->session().drawing().has_value(); }));
  delete dialog;
  window->show_page(MainWindow::range_test_page);
  press_control(*window, Qt::Key_E);
  EXPECT_EQ(window->findChild<ExportDialog*>(), nullptr);
  EXPECT_TRUE(window->statusBar()->currentMessage().startsWith("Nothing to export yet"));
}

TEST(BuiltInExamples, AreAllValid) {
  for (const BuiltInExample& example : built_in_examples())
    EXPECT_TRUE(spec_problems(example.spec).empty()) << example.title.toStdString();
  EXPECT_TRUE(spec_problems(first_example()).empty());
  EXPECT_GE(sweep_examples().size(), 3U);
  for (const SweepExample& example : sweep_examples())
    EXPECT_TRUE(sweep_problems(example.sweep).empty()) << example.title.toStdString();
}

}  // namespace
}  // namespace imprint::studio
