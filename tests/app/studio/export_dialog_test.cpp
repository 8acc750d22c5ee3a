// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/export/export_dialog.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>
#include <cmath>
#include <set>

#include "app/studio/bridge/stored_run.h"
#include "core/base/atomic_file.h"
#include "tests/app/studio/waiting.h"
#include "tests/support/stored_runs.h"
#include "tests/support/temporary_folder.h"

namespace imprint::studio {
namespace {

using test::eventually;

class ExportDialogTest : public ::testing::Test {
 protected:
  ExportDialogTest() {
    for (int seed = 1; seed <= 3; ++seed) {
      test::StoredLook look;
      look.name = "early";
      look.seed = static_cast<std::uint64_t>(seed);
      look.damage = 0.02;
      test::store_run(folder / "runs" / std::to_string(seed), look);
    }
  }

  FigureRequest request(const QString& title, const std::string& metric) const {
    FigureRequest request;
    request.title = title;
    request.recipe.name = file_name_of(title);
    PanelRecipe panel;
    panel.metrics = {metric};
    panel.sources = {(folder / "runs").string()};
    request.recipe.panels = {panel};
    return request;
  }

  std::unique_ptr<ExportDialog> open_dialog() {
    auto dialog = std::make_unique<ExportDialog>(
        std::vector{request("Test accuracy", metric::test_accuracy), request("Fisher trace", metric::fisher_trace)},
        QString::fromStdString((folder / "figures").string()));
    dialog->show();
    EXPECT_TRUE(settled(*dialog));
    return dialog;
  }

  static bool settled(ExportDialog& dialog) {
    return eventually([&] {
      return !dialog.session().is_busy() && (dialog.session().drawing() || !dialog.session().problem().isEmpty());
    });
  }

  static std::set<std::string> files_in(const std::filesystem::path& folder) {
    std::set<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
      names.insert(entry.path().filename().string());
    return names;
  }

  test::TemporaryFolder folder;
};

TEST_F(ExportDialogTest, ShowsThePageAtItsTrueSizeWithACaption) {
  const auto dialog = open_dialog();
  const double inches = 5.5;
  EXPECT_NEAR(dialog->preview().image().width(),
              inches * dialog->preview().pixels_per_inch() * dialog->devicePixelRatioF(), 2);
  EXPECT_TRUE(dialog->caption().contains("N = 3")) << dialog->caption().toStdString();
}

TEST_F(ExportDialogTest, AVenueChangesThePage) {
  const auto dialog = open_dialog();
  dialog->draft().set_text("venue", "icml");
  ASSERT_TRUE(settled(*dialog));
  EXPECT_NEAR(dialog->session().drawing()->layout.width, 3.25 * points_per_inch, 0.01);
}

TEST_F(ExportDialogTest, EveryFieldOfTheRecipeHasARow) {
  const auto dialog = open_dialog();
  FigureRecipe recipe = dialog->draft().recipe();
  for (const Field& field : recipe_fields(recipe)) {
    const QString key = QString::fromStdString(field.key);
    if (key.endsWith(".kind") || key.endsWith(".sources"))
      continue;  // what the figure is was chosen by where it was opened
    EXPECT_NE(dialog->form().row(key), nullptr) << field.key;
  }
}

TEST_F(ExportDialogTest, HidesWhatHasNoEffect) {
  const auto dialog = open_dialog();
  EXPECT_FALSE(dialog->form().row("panel.0.layer_shares")->isVisibleTo(dialog.get()));
  EXPECT_TRUE(dialog->form().row("panel.0.band")->isVisibleTo(dialog.get()));
  dialog->draft().set_text("panel.0.group", "false");
  EXPECT_FALSE(dialog->form().row("panel.0.band")->isVisibleTo(dialog.get()));
}

TEST_F(ExportDialogTest, AWrongValueIsNamedAndNothingCanBeSaved) {
  const auto dialog = open_dialog();
  dialog->draft().set_text("text_points", "nine");
  EXPECT_FALSE(dialog->draft().problem("text_points").isEmpty());
  EXPECT_FALSE(dialog->save_button().isEnabled());
  dialog->draft().set_text("text_points", "9");
  EXPECT_TRUE(dialog->save_button().isEnabled());
}

TEST_F(ExportDialogTest, SavesTheWholeBundle) {
  const auto dialog = open_dialog();
  QSignalSpy saved(&dialog->session(), &FigureSession::saved);
  QTest::mouseClick(&dialog->save_button(), Qt::LeftButton);
  ASSERT_TRUE(eventually([&] { return saved.count() == 1; }));
  EXPECT_EQ(files_in(folder / "figures" / "test-accuracy"),
            (std::set<std::string>{"caption.txt", "data.csv", "recipe.toml", "test-accuracy.pdf", "test-accuracy.png",
                                   "test-accuracy.svg", "test-accuracy.tex"}));
}

TEST_F(ExportDialogTest, SavesAllDressedAsTheOneInSight) {
  const auto dialog = open_dialog();
  dialog->draft().set_text("venue", "nature");
  ASSERT_TRUE(settled(*dialog));
  QSignalSpy saved(&dialog->session(), &FigureSession::saved);
  QTest::mouseClick(&dialog->save_all_button(), Qt::LeftButton);
  ASSERT_TRUE(eventually([&] { return saved.count() == 1; }));
  for (const char* name : {"test-accuracy", "fisher-trace"})
    EXPECT_EQ(load_recipe(folder / "figures" / name / "recipe.toml").venue, "nature") << name;
}

TEST_F(ExportDialogTest, AllCanBeThePanelsOfOne) {
  const auto dialog = open_dialog();
  dialog->choose(2);
  ASSERT_TRUE(eventually([&] { return settled(*dialog) && dialog->session().drawing()->layout.panels.size() == 2; }));
  ASSERT_TRUE(dialog->session().drawing()->layout.panels[1].letter.has_value());
  EXPECT_EQ(dialog->session().drawing()->layout.panels[1].letter->text, "(b)");
}

TEST_F(ExportDialogTest, SaysWhenTheFolderCannotBeWritten) {
  const auto dialog = open_dialog();
  write_file_atomically(folder / "taken", "a file, no folder");
  dialog->set_folder(QString::fromStdString((folder / "taken").string()));
  QSignalSpy failed(&dialog->session(), &FigureSession::failed);
  QTest::mouseClick(&dialog->save_button(), Qt::LeftButton);
  ASSERT_TRUE(eventually([&] { return failed.count() == 1; }));
  EXPECT_TRUE(failed[0][0].toString().contains("taken"));
  EXPECT_TRUE(dialog->save_button().isEnabled());
}

TEST_F(ExportDialogTest, CopiesThePageAsAPicture) {
  const auto dialog = open_dialog();
  QTest::mouseClick(&dialog->copy_button(), Qt::LeftButton);
  EXPECT_EQ(QApplication::clipboard()->image().width(), std::lround(5.5 * 300));
}

TEST_F(ExportDialogTest, KeepsTheDressAsAVenueOfOnesOwn) {
  const QByteArray before = qgetenv("XDG_CONFIG_HOME");
  qputenv("XDG_CONFIG_HOME", QByteArray::fromStdString((folder / "config").string()));
  const auto dialog = open_dialog();
  dialog->draft().set_text("width", "4.25");
  dialog->draft().set_text("text_points", "8.5");
  EXPECT_FALSE(dialog->keep_preset("a/b"));
  EXPECT_TRUE(dialog->keep_preset("my-lab"));
  EXPECT_EQ(dialog->draft().recipe().venue, "my-lab");
  EXPECT_EQ(dialog->draft().recipe().width, "auto");
  EXPECT_TRUE(dialog->draft().describe("venue").choices.contains("my-lab"));
  const FigureStyle style = style_of(dialog->draft().recipe());
  EXPECT_NEAR(style.width_points, 4.25 * points_per_inch, 1e-9);
  EXPECT_EQ(style.text_points, 8.5);
  before.isNull() ? qunsetenv("XDG_CONFIG_HOME") : qputenv("XDG_CONFIG_HOME", before);
}

TEST_F(ExportDialogTest, GreyscaleHasNoColour) {
  const auto dialog = open_dialog();
  const auto colourful = [&] {
    const QImage& image = dialog->preview().image();
    int count = 0;
    for (int y = 0; y < image.height(); ++y)
      for (int x = 0; x < image.width(); ++x) count += image.pixelColor(x, y).saturation() > 20 ? 1 : 0;
    return count;
  };
  EXPECT_GT(colourful(), 50);
  dialog->preview().set_vision(ColourVision::greyscale);
  EXPECT_EQ(colourful(), 0);
}

}  // namespace
}  // namespace imprint::studio
