// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/sweep/sweep_page.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QClipboard>
#include <QDialog>
#include <QMessageBox>
#include <QSignalSpy>
#include <QTest>
#include <fstream>

#include "app/studio/main_window.h"
#include "tests/app/studio/made_up_sweep.h"
#include "tests/support/temporary_folder.h"

namespace imprint::studio {
namespace {

using test::eventually;

class SweepPageTest : public ::testing::Test {
 protected:
  SweepPageTest() {
    base.replace(test::small_spec());
    functions.plan = test::planned;
    functions.create = [this](const auto& directory, const SweepSpec& sweep, const SweepPlan&) {
      created_in = directory;
      created = sweep;
    };
    functions.report = [](const auto&) { return test::made_up_report(); };
    functions.report_text = [](const SweepReport& report) { return "# " + report.name; };
    functions.job = test::made_up_sweep_job(test::planned(test::small_sweep()));
  }

  std::unique_ptr<SweepPage> open_page() {
    auto page = std::make_unique<SweepPage>(base, functions, folder / "runs", MacsOfModel{});
    page->resize(1280, 740);
    page->draft().replace(test::small_sweep());
    page->show();
    return page;
  }

  static bool can_start(const SweepPage& page) {
    return eventually([&] { return page.start_action()->isEnabled(); });
  }

  test::TemporaryFolder folder;
  ExperimentDraft base;
  SweepFunctions functions;
  std::filesystem::path created_in;
  SweepSpec created;
};

TEST_F(SweepPageTest, ShowsTreeAndCostBeforeAnythingRuns) {
  const auto page = open_page();
  ASSERT_TRUE(can_start(*page));
  EXPECT_EQ(page->plan().tree().layout_of_tree().lanes.size(), 15U);
  EXPECT_TRUE(page->plan().strip().headline().startsWith("15 runs"));
  EXPECT_TRUE(page->plan().strip().detail().contains("assumed"));
  EXPECT_EQ(page->plan().tiles().tiles()[0].value, "15");
  page->set_measured_speed(base.spec(), 40);
  page->draft().remove_value(2, 0);
  ASSERT_TRUE(eventually([&] { return page->plan().tiles().tiles()[0].value == "10"; }));
  EXPECT_TRUE(page->plan().strip().detail().contains("measured"));
}

TEST_F(SweepPageTest, AWrongGridSaysWhatToDoAndCanNotStart) {
  const auto page = open_page();
  ASSERT_TRUE(can_start(*page));
  QLineEdit& values = page->design().axes()[0]->values();
  values.selectAll();
  QTest::keyClicks(&values, "0..");
  EXPECT_FALSE(page->start_action()->isEnabled());
  EXPECT_TRUE(page->design().axes()[0]->problem().contains("after the dots"));
  EXPECT_EQ(page->plan().strip().headline(), "The grid is not right yet");
  QTest::keyClicks(&values, "9 step 9");
  ASSERT_TRUE(eventually([&] { return page->design().problems().contains("onset=9"); }))
      << "a window past the end is the planner's";
  EXPECT_FALSE(page->start_action()->isEnabled());
  values.selectAll();
  QTest::keyClicks(&values, "0..4 step 2");
  EXPECT_TRUE(can_start(*page));
  EXPECT_EQ(page->design().axes()[0]->chips().values(), (std::vector<std::string>{"0", "2", "4"}));
}

TEST_F(SweepPageTest, AChipsCrossTakesItsValueAway) {
  const auto page = open_page();
  ValueChips& chips = page->design().axes()[0]->chips();
  ASSERT_TRUE(eventually([&] { return chips.isVisible(); }));
  QTest::mouseClick(&chips, Qt::LeftButton, {}, chips.cross(1).center().toPoint());
  EXPECT_EQ(page->draft().settings().axes[0].values, "0");
}

TEST_F(SweepPageTest, AProtocolOfEpochsIsScaledInOneLine) {
  const auto page = open_page();
  auto* scale = page->findChild<QLineEdit*>("sweep.scale");
  page->draft().use_protocol("probe-window");
  EXPECT_FALSE(scale->isVisible());
  page->draft().use_protocol("sensitivity");
  ASSERT_TRUE(scale->isVisible());
  EXPECT_EQ(base.spec().training.epochs, 160);
  scale->setFocus();
  scale->selectAll();
  QTest::keyClicks(scale, "0.1");
  QTest::keyClick(scale, Qt::Key_Return);
  EXPECT_EQ(base.spec().training.epochs, 16);
  EXPECT_EQ(base.spec().deficits.front().length, 4);
  EXPECT_EQ(page->draft().settings().scale, 0.1);
}

TEST_F(SweepPageTest, ControlsAreFieldsOfTheExperiment) {
  const auto page = open_page();
  ControlRows& controls = page->design().controls();
  controls.budget().choose(1);
  controls.clock().choose(1);
  controls.no_decay().click();
  controls.restart().click();
  EXPECT_EQ(base.spec().training.budget, "clean");
  EXPECT_EQ(base.spec().training.lr_clock, "frozen");
  EXPECT_EQ(base.spec().training.weight_decay, 0);
  EXPECT_TRUE(base.spec().training.lr_restart);
  controls.no_decay().click();
  EXPECT_EQ(base.spec().training.weight_decay, TrainingSpec().weight_decay);
  controls.late().click();
  EXPECT_EQ(page->draft().settings().late_onset, 5);
  controls.late_onset().selectAll();
  QTest::keyClicks(&controls.late_onset(), "6");
  EXPECT_EQ(page->draft().settings().late_onset, 6);
  controls.processes().selectAll();
  QTest::keyClicks(&controls.processes(), "2");
  EXPECT_EQ(page->draft().sweep().processes, 2);
  controls.order().choose(1);
  controls.interval().setCurrentIndex(2);
  EXPECT_EQ(page->draft().sweep().order, "random");
  EXPECT_EQ(page->draft().sweep().interval, "bca");
}

TEST_F(SweepPageTest, IsRememberedUntilNextTime) {
  const auto page = open_page();
  SweepSettings changed = page->draft().settings();
  changed.late_onset = 4;
  changed.margin = 0.02;
  changed.processes = 3;
  changed.order = "random";
  changed.interval = "studentised-bootstrap";
  page->draft().edit(changed, "Change");
  QSettings settings(QString::fromStdString((folder / "s.ini").string()), QSettings::IniFormat);
  page->save(settings);
  const auto next = open_page();
  next->restore(settings);
  EXPECT_EQ(next->draft().settings(), changed);
  settings.setValue("sweep/order", "alphabetic");
  next->restore(settings);
  EXPECT_EQ(next->draft().settings().order, "planned");
}

TEST_F(SweepPageTest, StoresRunsAndReports) {
  const auto page = open_page();
  ASSERT_TRUE(can_start(*page));
  page->start_action()->trigger();
  ASSERT_TRUE(eventually([&] { return page->session().sweep() != nullptr && !page->session().is_running(); }));
  EXPECT_EQ(created, page->draft().sweep());
  EXPECT_EQ(created_in, page->session().sweep()->directory);
  EXPECT_EQ(page->tabs().chosen(), SweepPage::progress_tab);
  EXPECT_EQ(page->progress().failures().count(), 1);
  EXPECT_TRUE(page->progress().failures().item(0)->text().contains("diverged"));
  EXPECT_TRUE(page->continue_action()->isVisible());
  page->show_tab(SweepPage::results_tab);
  ASSERT_TRUE(eventually([&] { return page->results().report() != nullptr; }));
  EXPECT_TRUE(page->results().strip().headline().contains("+4.0 points"));
  EXPECT_TRUE(page->results().strip().detail().contains("test/accuracy (last)"));
  EXPECT_TRUE(page->results().strip().detail().contains("N = 3"));
}

TEST_F(SweepPageTest, PausesAndCancels) {
  functions.job = test::made_up_sweep_job(test::planned(test::small_sweep()), true);
  const auto page = open_page();
  ASSERT_TRUE(can_start(*page));
  page->start_action()->trigger();
  ASSERT_TRUE(eventually([&] { return page->session().is_running(); }));
  EXPECT_FALSE(page->start_action()->isEnabled());
  page->pause_action()->trigger();
  EXPECT_EQ(page->pause_action()->text(), "Continue");
  page->pause_action()->trigger();
  EXPECT_EQ(page->pause_action()->text(), "Pause");
  page->cancel_action()->trigger();
  ASSERT_TRUE(eventually([&] { return !page->session().is_running(); }));
  EXPECT_TRUE(page->progress().strip().headline().contains("can be continued"));
  EXPECT_TRUE(page->continue_action()->isEnabled());
}

TEST_F(SweepPageTest, OpensAnEarlierSweepAndSaysWhenThereIsNone) {
  functions.open = [](const std::filesystem::path& directory) {
    if (directory != "/sweeps/one") throw InputError(directory.string() + ": holds no sweep");
    StoredSweep sweep;
    sweep.directory = directory;
    sweep.spec = test::small_sweep();
    sweep.plan = test::planned(sweep.spec);
    sweep.state = RunState::finished;
    return sweep;
  };
  const auto page = open_page();
  QSignalSpy failed(page.get(), &SweepPage::failed);
  page->open_folder("/nowhere");
  ASSERT_TRUE(eventually([&] { return failed.size() == 1; }));
  page->open_folder("/sweeps/one");
  ASSERT_TRUE(eventually([&] { return page->results().report() != nullptr; }));
  EXPECT_EQ(page->tabs().chosen(), SweepPage::results_tab);
  EXPECT_FALSE(page->continue_action()->isVisible());
  EXPECT_EQ(page->draft().sweep().axes, test::small_sweep().axes) << "the design that is shown is the sweep's";
  EXPECT_EQ(page->draft().sweep().base, test::small_sweep().base);
}

TEST_F(SweepPageTest, AClickedCellListsItsRunsAndOpensThem) {
  const auto page = open_page();
  page->show_tab(SweepPage::results_tab);
  page->results().show_report(test::made_up_report());
  HeatView& heat = page->results().heat();
  EXPECT_EQ(heat.axes().x_key(), "deficit.0.length");
  EXPECT_EQ(heat.axes().y_key(), "deficit.0.onset");
  ASSERT_TRUE(eventually([&] { return heat.map().isVisible(); }));
  EXPECT_FALSE(heat.runs().isVisible());
  QTest::mouseClick(&heat.map(), Qt::LeftButton, {}, heat.map().cell(1, 0).center().toPoint());
  ASSERT_TRUE(heat.runs().isVisible());
  EXPECT_EQ(heat.runs().rowCount(), 3);
  QSignalSpy wanted(page.get(), &SweepPage::run_wanted);
  Q_EMIT heat.runs().itemActivated(heat.runs().item(1, 0));
  ASSERT_EQ(wanted.size(), 1);
  EXPECT_EQ(wanted[0][0].value<std::filesystem::path>(), "runs/onset=0_length=4_seed=2");
}

TEST_F(SweepPageTest, TheHeadlineClaimsOnlyWhatIsSignificant) {
  const auto page = open_page();
  page->show_tab(SweepPage::results_tab);
  SweepReport report = test::made_up_report();
  report.finished = report.leaves;
  SummaryStrip& strip = page->results().strip();
  page->results().show_report(report);
  EXPECT_EQ(strip.headline(), "Largest damage +4.0 points at onset 0, length 4 (N = 3), p .004");
  EXPECT_EQ(strip.tone(), SummaryStrip::Tone::harm);
  EXPECT_TRUE(strip.detail().contains("3.0 .. 5.0 points")) << strip.detail().toStdString();
  for (ConditionReport& condition : report.conditions) condition.damage.adjusted_p_value = 0.4;
  page->results().show_report(report);
  EXPECT_TRUE(strip.headline().endsWith("(N = 3), not significant"));
  EXPECT_EQ(strip.tone(), SummaryStrip::Tone::unclear) << "finished is no verdict";
}

TEST_F(SweepPageTest, EveryViewDrawsTheReportInBothThemes) {
  const auto page = open_page();
  page->show_tab(SweepPage::results_tab);
  page->results().show_report(test::made_up_report());
  for (const ThemeChoice choice : {ThemeChoice::dark, ThemeChoice::light}) {
    apply_theme(*qApp, choice);
    for (int view = 0; view < 4; ++view) {
      page->results().view_switch().choose(view);
      EXPECT_FALSE(page->grab().isNull());
    }
  }
  EXPECT_EQ(page->results().curves().damage().content().lines.size(), 2U);
  EXPECT_EQ(page->results().curves().recovery().content().lines.size(), 4U);
  EXPECT_TRUE(page->results().table().predictors().contains("fisher/trace"));
  page->results().table().copy_button().click();
  EXPECT_EQ(QApplication::clipboard()->text(), conditions_as_text(test::made_up_report()));
  page->results().table().report_button().click();
  EXPECT_NE(page->findChild<QDialog*>("reportText"), nullptr);
}

TEST_F(SweepPageTest, ReadsAndWritesSweepFiles) {
  const auto page = open_page();
  page->save_file(folder / "sweep.toml");
  EXPECT_EQ(load_sweep(folder / "sweep.toml"), page->draft().sweep());
  page->draft().remove_axis(0);
  EXPECT_TRUE(page->load_file(folder / "sweep.toml"));
  EXPECT_EQ(page->draft().sweep(), test::small_sweep());
  std::ofstream(folder / "wrong.toml") << "[sweep.grid]\nonset = []\n";
  QSignalSpy failed(page.get(), &SweepPage::failed);
  EXPECT_FALSE(page->load_file(folder / "wrong.toml"));
  EXPECT_EQ(failed.size(), 1);
  const QString command = page->command_line(folder / "specs");
  EXPECT_TRUE(command.startsWith("imprint sweep run ")) << command.toStdString();
  EXPECT_EQ(load_sweep(command.section(' ', 3, 3).toStdString()), page->draft().sweep());
}

TEST_F(SweepPageTest, NothingStartsBesideAnExperiment) {
  const auto page = open_page();
  ASSERT_TRUE(can_start(*page));
  page->set_busy(true);
  EXPECT_FALSE(page->start_action()->isEnabled());
  EXPECT_FALSE(page->design().axes()[0]->isEnabled());
  page->set_busy(false);
  EXPECT_TRUE(page->start_action()->isEnabled());
}

TEST_F(SweepPageTest, NothingIsCutOffInASmallWindow) {
  const auto page = open_page();
  page->resize(960, 500);
  ASSERT_TRUE(can_start(*page));
  EXPECT_EQ(page->width(), 960) << "no part asks for more";
  EXPECT_EQ(page->height(), 500);
  page->results().show_report(test::made_up_report());
  for (int tab = 0; tab < 3; ++tab) {
    page->show_tab(tab);
    EXPECT_LE(page->minimumSizeHint().width(), 960);
    EXPECT_LE(page->minimumSizeHint().height(), 500);
  }
}

/// The page inside the window.
class SweepWindowTest : public SweepPageTest {
 protected:
  std::unique_ptr<MainWindow> open_window() {
    auto window = std::make_unique<MainWindow>(
        StudioSetup{test::counting_job(1000000000), folder / "runs", folder / "state", {}, {}, functions});
    window->draft().replace(test::small_spec());
    window->sweep().draft().replace(test::small_sweep());
    window->show();
    window->show_page(MainWindow::sweep_page);
    return window;
  }
};

TEST_F(SweepWindowTest, ClosingDuringASweepAsksAndCanStopIt) {
  functions.job = test::made_up_sweep_job(test::planned(test::small_sweep()), true);
  const auto window = open_window();
  ASSERT_TRUE(can_start(window->sweep()));
  window->sweep().start_action()->trigger();
  ASSERT_TRUE(eventually([&] { return window->sweep().session().is_running(); }));
  EXPECT_FALSE(window->transport().start_action()->isEnabled()) << "one job at a time";
  window->close();
  EXPECT_TRUE(window->isVisible());
  auto* question = window->findChild<QMessageBox*>("closeQuestion");
  ASSERT_NE(question, nullptr);
  EXPECT_TRUE(question->text().contains("sweep"));
  for (QAbstractButton* button : question->buttons())
    if (button->text() == "Stop and close") QTest::mouseClick(button, Qt::LeftButton);
  EXPECT_TRUE(eventually([&] { return !window->isVisible(); }));
}

TEST_F(SweepWindowTest, TheGridComesBackInTheNextSession) {
  {
    const auto window = open_window();
    window->sweep().draft().set_axis_values(0, "0..4 step 2");
    window->close();
  }
  MainWindow again({test::counting_job(1), folder / "runs", folder / "state", {}, {}, functions});
  EXPECT_EQ(again.sweep().draft().settings().axes[0].values, "0..4 step 2");
}

TEST_F(SweepWindowTest, ASweepsFileOpensOnItsPage) {
  const auto window = open_window();
  window->sweep().save_file(folder / "grid.toml");
  window->sweep().draft().remove_axis(0);
  window->show_page(MainWindow::experiment_page);
  EXPECT_TRUE(window->load_spec_file(folder / "grid.toml"));
  EXPECT_TRUE(window->sweep().isVisible());
  EXPECT_EQ(window->sweep().draft().sweep(), test::small_sweep());
}

TEST_F(SweepWindowTest, ARunningExperimentLocksTheSweep) {
  const auto window = open_window();
  ASSERT_TRUE(can_start(window->sweep()));
  window->start_run(true);
  EXPECT_FALSE(window->sweep().start_action()->isEnabled());
  window->session().runner().stop();
  ASSERT_TRUE(eventually([&] { return !window->session().is_running(); }));
  window->show_page(MainWindow::sweep_page);
  EXPECT_TRUE(can_start(window->sweep()));
}

}  // namespace
}  // namespace imprint::studio
