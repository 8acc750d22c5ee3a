// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <map>

#include "app/figure/figure_job.h"
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "tests/support/expect_error.h"
#include "tests/support/stored_runs.h"
#include "tests/support/temporary_folder.h"

namespace imprint {
namespace {

namespace fs = std::filesystem;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Key;
using ::testing::Not;
using ::testing::SizeIs;

/// Writes the words of its drawing instead of pictures, and measures as nobody does.
class MadeUpPainter : public FigurePainter {
 public:
  std::unique_ptr<TextMeasure> measure(const FigureStyle& style, std::vector<std::string>& notes) const override {
    notes.push_back("the font " + style.font_family + " is not there: Made Up Serif replaces it");
    return std::make_unique<Measure>();
  }
  std::vector<fs::path> paint(const FigureDrawing& drawing, const FigureOutput& output,
                              const fs::path& stem) const override {
    const fs::path file = stem.string() + ".png";
    write_file_atomically(
        file, std::to_string(drawing.content.panels.size()) + " panels at " + std::to_string(output.png_dpi));
    return {file};
  }

 private:
  struct Measure : TextMeasure {
    double width(const std::string& text, double points, bool) const override {
      return 0.5 * points * static_cast<double>(text.size());
    }
    double ascent(double points) const override { return 0.7 * points; }
    double descent(double points) const override { return 0.2 * points; }
  };
};

std::map<std::string, std::string> files_of(const fs::path& folder) {
  std::map<std::string, std::string> files;
  for (const auto& entry : fs::directory_iterator(folder))
    files[entry.path().filename()] = read_whole_file(entry.path());
  return files;
}

class Bundle : public ::testing::Test {
 protected:
  Bundle() {
    for (int seed = 1; seed <= 3; ++seed)
      test::store_run(folder_ / ("runs/r" + std::to_string(seed)),
                      {.seed = static_cast<std::uint64_t>(seed), .damage = 0.02 * seed});
    recipe_.name = "curves";
    recipe_.panels = {{.sources = {"runs"}},
                      {.kind = "schedule", .sources = {"CR", "runs/r1"}},
                      {.kind = "curvature", .sources = {"runs", "lost"}}};
  }
  test::TemporaryFolder folder_;
  FigureRecipe recipe_;
};

TEST_F(Bundle, HoldsEveryTextFileWithoutAPainterAndSaysWhatIsMissing) {
  const FigureSummary summary = write_bundle(recipe_, folder_.path(), folder_ / "out", nullptr);
  const auto files = files_of(folder_ / "out");
  for (const char* name : {"curves.tex", "data.csv", "recipe.toml", "caption.txt"})
    EXPECT_THAT(files, Contains(Key(name)));
  EXPECT_THAT(files, SizeIs(4));
  EXPECT_THAT(summary.files, SizeIs(4));
  EXPECT_THAT(summary.notes, Contains(HasSubstr("no pdf, svg and png")));
  EXPECT_THAT(summary.notes, Contains(HasSubstr("lost: there is no such folder")));
}

TEST_F(Bundle, IsByteIdenticalWhenMadeAgain) {
  write_bundle(recipe_, folder_.path(), folder_ / "out", nullptr);
  const auto first = files_of(folder_ / "out");
  write_bundle(recipe_, folder_.path(), folder_ / "out", nullptr);
  EXPECT_EQ(files_of(folder_ / "out"), first);
}

TEST_F(Bundle, ItsOwnRecipeMakesItAgain) {
  write_bundle(recipe_, folder_.path(), folder_ / "deep/out", nullptr);
  const auto first = files_of(folder_ / "deep/out");
  const FigureRecipe own = load_recipe(folder_ / "deep/out/recipe.toml");
  EXPECT_EQ(own.panels[0].sources, std::vector<std::string>{"../../runs"});
  EXPECT_EQ(own.panels[1].sources, (std::vector<std::string>{"CR", "../../runs/r1"}));
  write_bundle(own, folder_ / "deep/out", folder_ / "deep/out", nullptr);
  EXPECT_EQ(files_of(folder_ / "deep/out"), first);
}

TEST_F(Bundle, TakesThePaintersPicturesAndItsNotesOnFonts) {
  recipe_.png_dpi = 600;
  const FigureSummary summary =
      write_bundle(recipe_, folder_.path(), folder_ / "out", std::make_unique<MadeUpPainter>().get());
  EXPECT_EQ(files_of(folder_ / "out").at("curves.png"), "3 panels at 600");
  EXPECT_THAT(summary.notes, Contains("the font Times is not there: Made Up Serif replaces it"));
  EXPECT_THAT(summary.notes, Not(Contains(HasSubstr("no pdf"))));
}

TEST_F(Bundle, TheCaptionSaysWhatIsDrawn) {
  write_bundle(recipe_, folder_.path(), folder_ / "out", nullptr);
  const std::string caption = read_whole_file(folder_ / "out/caption.txt");
  for (const char* part : {"(a) Test accuracy over training. Lines: means over seeds (N = 3)",
                           "95 % Student t interval", "(b) Integer bits", "(c) Fisher trace and Hessian trace",
                           "shaded: the deficit", "Note: left out ../lost", "Imprint "})
    EXPECT_THAT(caption, HasSubstr(part));
}

TEST_F(Bundle, AFolderThatCanNotBeMadeIsNamed) {
  write_file_atomically(folder_ / "file", "");
  try {
    write_bundle(recipe_, folder_.path(), folder_ / "file/out", nullptr);
    FAIL() << "no error";
  } catch (const JobError& error) {
    EXPECT_THAT(error.what(), HasSubstr("cannot make the folder " + (folder_ / "file/out").string()));
  }
}

TEST_F(Bundle, AWrongRecipeIsRefusedBeforeAnythingIsWritten) {
  recipe_.venue = "neuripz";
  EXPECT_THAT(test::input_error_of([&] { write_bundle(recipe_, folder_.path(), folder_ / "out", nullptr); }),
              HasSubstr("did you mean neurips?"));
  EXPECT_FALSE(fs::exists(folder_ / "out"));
}

}  // namespace
}  // namespace imprint
