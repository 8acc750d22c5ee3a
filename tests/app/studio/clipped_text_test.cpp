// SPDX-License-Identifier: GPL-3.0-or-later
// No page shows a text cut off, whichever font the machine has, in the smallest window, the usual one, and at twice the
// pixels.
#include "tests/app/studio/clipped_text.h"

#include <gtest/gtest.h>

#include <QAbstractScrollArea>
#include <QApplication>
#include <QComboBox>
#include <QFontDatabase>
#include <QHeaderView>
#include <QLabel>
#include <QPainter>
#include <QProcess>
#include <QPushButton>
#include <QTableWidget>
#include <QTest>
#include <QVBoxLayout>

#include "app/studio/bridge/stored_run.h"
#include "app/studio/editor/schedule_gallery.h"
#include "app/studio/export/export_dialog.h"
#include "app/studio/main_window.h"
#include "app/studio/widgets/elided_label.h"
#include "core/store/metrics_file.h"
#include "core/store/run_directory.h"
#include "tests/app/studio/made_up_sweep.h"
#include "tests/app/studio/painted_text.h"
#include "tests/support/temporary_folder.h"

namespace imprint::studio {
namespace {

using test::clipped_texts;
using test::eventually;

/// Another interface font, as choose_font would set it, for as long as it lives.
class Font {
 public:
  explicit Font(const QString& family, double points = 9.5) : before_(QApplication::font()) {
    QFont font(family);
    font.setPointSizeF(points);
    QApplication::setFont(font);
  }
  ~Font() { QApplication::setFont(before_); }
  Font(const Font&) = delete;
  Font& operator=(const Font&) = delete;

 private:
  QFont before_;
};

RunDirectory store_run(const std::filesystem::path& root, const std::string& name, std::uint64_t seed) {
  const RunDirectory directory(root / name);
  std::filesystem::create_directories(directory.root());
  ExperimentSpec spec = test::small_spec();
  spec.name = name;
  spec.seed = seed;
  directory.write_config(spec);
  directory.write_plan(plan_run(spec));
  RunStatus status;
  status.state = RunState::finished;
  status.step = status.total_steps = 100;
  directory.write_status(status);
  MetricsWriter(directory.metrics(), 0).append(std::vector<MetricRow>{test::metric_row(100, "test/accuracy", 0.75)});
  ComparisonResult result;
  result.metric = "test/accuracy";
  result.final_value = "median of the last 3";
  result.baseline_final = 0.953;
  result.deficit_final = 0.929;
  result.damage = 0.024;
  result.gap_at_deficit_end = 0.06;
  result.recovery = 0.6;
  result.evaluations_used = 3;
  result.discordant = DiscordantPairs{10000, 620, 380};
  directory.write_comparison(result);
  return directory;
}

RangeTestResult made_up_range_test(const ExperimentSpec& spec, const CancellationToken&,
                                   const std::function<void(const RangeTestStep&)>& on_step) {
  RangeTestResult result;
  const RangeTestSpec& test = spec.range_test;
  const std::int64_t total = static_cast<std::int64_t>(test.highest_bits - test.lowest_bits + 1) * test.iterations;
  for (std::int64_t i = 0; i < total; ++i) {
    const int bits = test.lowest_bits + static_cast<int>(i / test.iterations);
    result.steps.push_back({i + 1, total, bits, 1.0, bits < 4 ? 0.1 : 0.6});
    on_step(result.steps.back());
  }
  result.gains = gains_so_far(result.steps, test);
  result.proposal = propose_bounds(result.gains, test);
  return result;
}

SweepFunctions sweep_functions() {
  SweepFunctions functions;
  functions.plan = test::planned;
  functions.create = [](const auto&, const SweepSpec&, const SweepPlan&) {};
  functions.report = [](const auto&) { return test::made_up_report(); };
  functions.report_text = [](const SweepReport& report) { return "# " + report.name; };
  functions.job = test::made_up_sweep_job(test::planned(test::small_sweep()));
  functions.open = [](const std::filesystem::path& directory) {
    StoredSweep sweep;
    sweep.directory = directory;
    sweep.spec = test::small_sweep();
    sweep.plan = test::planned(sweep.spec);
    sweep.state = RunState::failed;
    sweep.progress.leaves.resize(sweep.plan.leaves.size());
    sweep.progress.leaves[1].state = LeafState::failed;
    sweep.progress.leaves[1].reason = "diverged at step 12";
    return sweep;
  };
  return functions;
}

/// Goes through everything that the window shows and collects what does not fit.
class Visit {
 public:
  explicit Visit(QSize size)
      : size_(size),
        window_({test::counting_job(1000000000), folder_ / "runs", folder_ / "state",
                 [](const ExperimentSpec&) { return ModelMacs{4'000'000}; }, made_up_range_test, sweep_functions()}) {
    window_.draft().replace(test::small_spec());
    window_.sweep().draft().replace(test::small_sweep());
    window_.resize(size);
    window_.show();
  }

  QStringList everything() {
    experiment();
    schedule();
    range_test();
    sweep();
    runs();
    dialogs();
    return found_;
  }

 private:
  void look(const QString& where) {
    QApplication::processEvents();
    QApplication::processEvents();  // the first round lays out, the second moves what the layout moved
    if (window_.size() != size_)
      found_ << where + QString(": asks for %1 x %2").arg(window_.width()).arg(window_.height());
    for (const QString& problem : clipped_texts(window_)) found_ << where + ": " + problem;
    for (QWidget* widget : painters())
      for (const QString& problem : test::clipped_paint(*widget)) found_ << where + ": " + problem;
  }

  /// Those that write their texts themselves.
  QList<QWidget*> painters() {
    QList<QWidget*> all;
    for (QWidget* widget : window_.findChildren<QWidget*>()) {
      const QString name = widget->metaObject()->className();
      for (const char* painter : {"MeaningStrip", "NumberTiles", "HeatMap", "BandPlot", "GainChart", "Legend",
                                  "WindowStrip", "ValueChips", "PartsLabel", "ElidedLabel", "TreeView"})
        if (widget->isVisible() && name.endsWith(painter)) {
          auto* area = qobject_cast<QAbstractScrollArea*>(widget);
          all << (area == nullptr ? widget : area->viewport());
        }
    }
    return all;
  }

  void experiment() {
    look("planned");
    window_.draft().set_text("training.epochs", "0");
    look("a wrong form");
    window_.draft().undo();
    window_.start_run(true);
    window_.session().runner().step_once();
    eventually([&] { return window_.session().record()->progress.step == 1; });
    look("a paused run");
    window_.session().runner().stop();
    eventually([&] { return !window_.session().is_running(); });
    look("a stopped run");
    window_.show_run(load_stored_run(store_run(folder_ / "runs", "first", 1).root()));
    look("a result");
  }

  void schedule() {
    window_.show_page(MainWindow::schedule_page);
    look("points");
    window_.draft().set_text("precision.schedule", "CR");
    look("a named schedule");
    for (QToolButton* button : window_.schedule().findChildren<QToolButton*>())
      if (button->text() == "Gallery") button->click();
    look("the gallery");
  }

  void range_test() {
    window_.show_page(MainWindow::range_test_page);
    look("no range test");
    window_.range_test().start_action()->trigger();
    eventually([&] { return !window_.range_test().session().is_running(); });
    look("a range test");
  }

  void sweep() {
    window_.show_page(MainWindow::sweep_page);
    SweepPage& page = window_.sweep();
    eventually([&] { return page.start_action()->isEnabled(); });
    look("a plan");
    page.draft().set_axis_values(0, "0..");
    look("a wrong grid");
    page.draft().set_axis_values(0, "0, 4");
    page.open_folder(folder_ / "sweep");
    eventually([&] { return page.session().sweep() != nullptr; });
    look("progress");
    page.show_tab(SweepPage::results_tab);
    page.results().show_report(test::made_up_report());
    page.results().heat().map().choose(1, 0);
    for (int view = 0; view < 4; ++view) {
      page.results().view_switch().choose(view);
      look(QString("results, view %1").arg(view));
    }
  }

  void runs() {
    store_run(folder_ / "runs", "second", 2);
    window_.show_page(MainWindow::runs_page);
    RunsPage& page = window_.runs();
    eventually([&] { return page.model().all_runs() == 2 && page.is_settled(); });
    look("stored runs");
    page.group_action()->trigger();
    look("groups of runs");
    page.compare_action()->trigger();
    page.table().selectAll();
    look("compared runs");
    page.filter().setText("damage>");
    QTest::qWait(600);
    look("a wrong filter");
    page.filter().clear();
  }

  void dialogs() {
    window_.show_page(MainWindow::experiment_page);
    ExportDialog dialog(window_.page_figures(), QString::fromStdString((folder_ / "figures").string()));
    dialog.show();
    eventually([&] { return dialog.session().drawing().has_value(); });
    QApplication::processEvents();
    for (const QString& problem : clipped_texts(dialog)) found_ << "export: " + problem;
  }

  test::TemporaryFolder folder_;
  QSize size_;
  QStringList found_;
  MainWindow window_;
};

void expect_all_fits(const QString& family, QSize size) {
  ASSERT_TRUE(QFontDatabase::families().contains(family)) << family.toStdString() << " is installed by app/setup.sh";
  const Font font(family);
  for (const QString& problem : Visit(size).everything()) ADD_FAILURE() << problem.toStdString();
}

TEST(ClippedText, InterFitsTheSmallestWindow) { expect_all_fits("Inter", {960, 600}); }
TEST(ClippedText, InterFitsTheUsualWindow) { expect_all_fits("Inter", {1280, 800}); }
TEST(ClippedText, DejaVuFitsTheSmallestWindow) { expect_all_fits("DejaVu Sans", {960, 600}); }
TEST(ClippedText, DejaVuFitsTheUsualWindow) { expect_all_fits("DejaVu Sans", {1280, 800}); }

TEST(ClippedText, EverythingFitsAtTwiceThePixels) {
  if (qEnvironmentVariableIsSet("QT_SCALE_FACTOR")) GTEST_SKIP() << "this is the process at twice the pixels";
  QProcess twice;
  QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
  environment.insert("QT_SCALE_FACTOR", "2");
  twice.setProcessEnvironment(environment);
  twice.setProcessChannelMode(QProcess::MergedChannels);
  twice.start(QApplication::applicationFilePath(), {"--gtest_filter=ClippedText.*SmallestWindow"});
  ASSERT_TRUE(twice.waitForFinished(120000));
  EXPECT_EQ(twice.exitCode(), 0) << twice.readAll().toStdString();
}

/// A window with one text of each kind, each with room enough.
struct Sample {
  Sample() {
    auto* column = new QVBoxLayout(&window);
    table->setHorizontalHeaderLabels({"A rather long heading"});
    table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    box->addItem("a rather long choice");
    box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    elided->set_text("a text that may be longer than its place, and says so");
    for (QWidget* widget : std::initializer_list<QWidget*>{label, wrapped, button, box, table, elided})
      column->addWidget(widget);
    wrapped->setWordWrap(true);
    window.resize(400, 500);
    window.show();
    QApplication::processEvents();
  }

  QWidget window;
  QLabel* label = new QLabel("a label in one line");
  QLabel* wrapped = new QLabel("a label of several words that is broken into as many lines as it needs");
  QPushButton* button = new QPushButton("A button");
  QComboBox* box = new QComboBox;
  QTableWidget* table = new QTableWidget(1, 1);
  ElidedLabel* elided = new ElidedLabel;
};

TEST(ClippedText, NothingIsFoundWhereAllFits) {
  const Sample sample;
  EXPECT_EQ(clipped_texts(sample.window), QStringList());
}

TEST(ClippedText, EveryPlantedClippingIsFound) {
  const auto found = [](const std::function<void(Sample&)>& plant) {
    Sample sample;
    plant(sample);
    QApplication::processEvents();
    return clipped_texts(sample.window).size();
  };
  const auto moved = [&](const std::function<void(Sample&)>& plant) {
    return found([&](Sample& sample) {
      sample.window.layout()->setEnabled(false);  // it would put back what is moved
      plant(sample);
    });
  };
  EXPECT_GT(found([](Sample& s) { s.label->setFixedWidth(40); }), 0);
  EXPECT_GT(found([](Sample& s) { s.wrapped->setFixedHeight(12); }), 0);
  EXPECT_GT(found([](Sample& s) { s.button->setFixedWidth(30); }), 0);
  EXPECT_GT(found([](Sample& s) { s.box->setFixedWidth(60); }), 0);
  EXPECT_GT(found([](Sample& s) {
              s.table->horizontalHeader()->setSectionResizeMode(QHeaderView::Interactive);
              s.table->setColumnWidth(0, 30);
            }),
            0);
  EXPECT_GT(found([](Sample& s) { s.elided->setToolTip({}); }), 0) << "elided, and nowhere to be read";
  EXPECT_GT(moved([](Sample& s) { s.button->move(s.label->pos()); }), 0) << "siblings that cover each other";
  EXPECT_GT(moved([](Sample& s) { s.label->move(-30, s.label->y()); }), 0) << "out of its parent";
}

/// Writes a text into a place.
class Writer : public QWidget {
 public:
  QRect place;

 protected:
  void paintEvent(QPaintEvent*) override { QPainter(this).drawText(place, Qt::AlignLeft, "a painted text"); }
};

TEST(ClippedText, APaintedTextThatIsCutIsFound) {
  Writer writer;
  writer.resize(300, 60);
  writer.place = QRect(10, 10, 280, 40);
  EXPECT_EQ(test::painted_texts(writer).size(), 1U);
  EXPECT_EQ(test::clipped_paint(writer), QStringList());
  writer.place = QRect(10, 10, 40, 40);
  EXPECT_EQ(test::clipped_paint(writer).size(), 1) << "by its own place";
  writer.place = QRect(270, 10, 280, 40);
  EXPECT_EQ(test::clipped_paint(writer).size(), 1) << "by the widget's edge";
}

}  // namespace
}  // namespace imprint::studio
