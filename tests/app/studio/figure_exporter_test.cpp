// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/export/figure_exporter.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QClipboard>
#include <QImage>
#include <QMenu>
#include <QSignalSpy>
#include <QWidget>
#include <algorithm>

#include "app/studio/bridge/stored_run.h"
#include "app/studio/export/export_dialog.h"
#include "app/studio/main_window.h"
#include "app/studio/pages/charts_page.h"
#include "core/base/atomic_file.h"
#include "tests/app/studio/waiting.h"
#include "tests/support/stored_runs.h"
#include "tests/support/temporary_folder.h"

namespace imprint::studio {
namespace {

using test::eventually;

class FigureExporterTest : public ::testing::Test {
 protected:
  FigureExporterTest() {
    test::StoredLook look;
    look.damage = 0.02;
    test::store_run(folder / "run", look);
    auto record = std::make_shared<RunRecord>(load_stored_run(folder / "run"));
    page.resize(900, 600);
    page.show();
    page.set_runs({record});
  }

  std::string saved_text(const std::string& format, FigureExtent extent) {
    FigureExporter exporter(&page);
    QSignalSpy told(&exporter, &FigureExporter::told), failed(&exporter, &FigureExporter::failed);
    const std::filesystem::path file = folder / ("chart." + format);
    exporter.save_file(*page.figure_of(2, extent), format, file);
    EXPECT_TRUE(eventually([&] { return told.count() + failed.count() > 0; }));
    EXPECT_EQ(failed.count(), 0) << (failed.isEmpty() ? "" : failed[0][0].toString().toStdString());
    return read_whole_file(file);
  }

  static long lines_of(const std::string& text) { return std::ranges::count(text, '\n'); }

  test::TemporaryFolder folder;
  ChartsPage page;
};

TEST_F(FigureExporterTest, EveryChartOfAStoredRunBecomesAFigure) {
  const auto figures = page.figures();
  ASSERT_EQ(figures.size(), 4U);
  for (const FigureRequest& figure : figures) {
    EXPECT_TRUE(recipe_problems(figure.recipe).empty()) << figure.title.toStdString();
    EXPECT_EQ(figure.recipe.panels.at(0).sources.at(0), std::filesystem::absolute(folder / "run").string());
  }
  EXPECT_EQ(figures[1].recipe.panels[0].kind, "schedule");
}

TEST_F(FigureExporterTest, APlannedRunHasItsScheduleAlone) {
  auto planned = std::make_shared<RunRecord>();
  planned->spec = test::small_spec();
  planned->plan = plan_run(planned->spec);
  page.set_runs({planned});
  const auto figures = page.figures();
  ASSERT_EQ(figures.size(), 1U);
  EXPECT_EQ(figures[0].recipe.panels[0].kind, "schedule");
  EXPECT_EQ(figures[0].files.count("experiment.toml"), 1U);
}

TEST_F(FigureExporterTest, WhatIsShownKeepsTheZoomAndAllDataDoesNot) {
  page.link().show({2, 6});
  page.refresh();
  const PanelRecipe shown = page.figure_of(2, FigureExtent::shown)->recipe.panels[0];
  EXPECT_EQ(shown.x_range, (std::vector<double>{2, 6}));
  EXPECT_TRUE(page.figure_of(2, FigureExtent::all)->recipe.panels[0].x_range.empty());
}

TEST_F(FigureExporterTest, SavesEachFormat) {
  EXPECT_TRUE(saved_text("pdf", FigureExtent::all).starts_with("%PDF"));
  EXPECT_TRUE(saved_text("png", FigureExtent::all).starts_with("\x89PNG"));
  EXPECT_NE(saved_text("svg", FigureExtent::all).find("<svg"), std::string::npos);
  EXPECT_NE(saved_text("tex", FigureExtent::all).find("chart.csv"), std::string::npos);
  EXPECT_TRUE(std::filesystem::exists(folder / "chart.csv"));
}

TEST_F(FigureExporterTest, NumbersOfAZoomedChartAreFewer) {
  const long all = lines_of(saved_text("csv", FigureExtent::all));
  page.link().show({2, 6});
  page.refresh();
  const long shown = lines_of(saved_text("csv", FigureExtent::shown));
  EXPECT_GT(shown, 1);
  EXPECT_LT(shown, all);
}

TEST_F(FigureExporterTest, CopiesAPicture) {
  FigureExporter exporter(&page);
  QSignalSpy told(&exporter, &FigureExporter::told);
  exporter.copy_image(*page.figure_of(0, FigureExtent::shown));
  ASSERT_TRUE(eventually([&] { return told.count() == 1; }));
  EXPECT_GT(QApplication::clipboard()->image().width(), 500);
}

TEST_F(FigureExporterTest, TheMenuOffersFormatsOrSaysWhyNot) {
  FigureExporter exporter(&page);
  QMenu menu;
  exporter.fill(menu, [this](FigureExtent extent) { return page.figure_of(2, extent); });
  EXPECT_EQ(menu.actions().size(), 5);
  EXPECT_EQ(menu.actions().back()->menu()->actions().size(), 5);
  QMenu empty;
  exporter.fill(empty, [](FigureExtent) { return std::nullopt; });
  ASSERT_EQ(empty.actions().size(), 1);
  EXPECT_FALSE(empty.actions()[0]->isEnabled());
}

TEST_F(FigureExporterTest, RemembersDressAndFolder) {
  const QString file = QString::fromStdString((folder / "settings.ini").string());
  QSettings settings(file, QSettings::IniFormat);
  {
    FigureExporter exporter(&page);
    ExportDialog* dialog = exporter.open(page.figures());
    ASSERT_NE(dialog, nullptr);
    ASSERT_TRUE(eventually([&] { return dialog->session().drawing().has_value() && !dialog->session().is_busy(); }));
    dialog->set_folder(QString::fromStdString((folder / "paper").string()));
    dialog->draft().set_text("venue", "tmlr");
    ASSERT_TRUE(eventually([&] { return !dialog->session().is_busy() && dialog->save_button().isEnabled(); }));
    dialog->save_button().click();
    ASSERT_TRUE(eventually([&] { return !dialog->session().is_busy(); }));
    exporter.save(settings);
    delete dialog;
  }
  FigureExporter later(&page);
  later.restore(settings);
  ExportDialog* dialog = later.open(page.figures());
  EXPECT_EQ(dialog->draft().recipe().venue, "tmlr");
  EXPECT_EQ(dialog->folder().toStdString(), (folder / "paper").string());
  delete dialog;
}

TEST(FigureNames, AreFitForFiles) {
  EXPECT_EQ(file_name_of("Fisher trace"), "fisher-trace");
  EXPECT_EQ(file_name_of("a/b  (c)"), "a-b-c");
  EXPECT_EQ(file_name_of("…"), "figure");
}

}  // namespace
}  // namespace imprint::studio
