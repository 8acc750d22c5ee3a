// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>

#include "app/cli/figure/figure_commands.h"
#include "app/figure/figure_recipe.h"
#include "app/figure/panels/panel_kind.h"
#include "core/base/atomic_file.h"
#include "tests/app/cli/command_line.h"
#include "tests/support/stored_runs.h"
#include "tests/support/temporary_folder.h"

namespace imprint {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using test::Outcome;
using ::testing::HasSubstr;
using ::testing::SizeIs;

class FigureCommand : public ::testing::Test {
 protected:
  FigureCommand() {
    test::store_run(folder_ / "run", {});
    write_file_atomically(recipe_, "name = \"early\"\n[[panel]]\nsources = [\"run\"]\n");
  }
  Outcome line(const std::string& words) const {
    cli::CommandSet set;
    cli::add_figure_commands(set, painter_);
    return test::run_line(set, "figure " + words);
  }
  /// A shell script in place of imprint-figure.
  void paint_with(const std::string& script) {
    painter_ = folder_ / "painter";
    std::ofstream(painter_) << "#!/bin/sh\n" << script << "\n";
    fs::permissions(painter_, fs::perms::owner_all);
  }
  test::TemporaryFolder folder_;
  std::string recipe_ = (folder_ / "early.toml").string(), out_ = (folder_ / "out").string();
  fs::path painter_ = folder_ / "none";
};

TEST_F(FigureCommand, WithoutThePainterWritesTheRestAndSaysSo) {
  const Outcome outcome = line(recipe_ + " --out " + out_ + " --json");
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  const json result = json::parse(outcome.out);
  EXPECT_THAT(result["files"], SizeIs(4));
  EXPECT_THAT(result["notes"].back().get<std::string>(), HasSubstr("imprint-figure"));
  EXPECT_TRUE(fs::exists(out_ + "/data.csv"));
}

TEST_F(FigureCommand, GivesThePainterTheRecipeWithItsOverridesAndTakesItsAnswer) {
  paint_with("cat > " + (folder_ / "given").string() + "; echo \"$@\" >> " + (folder_ / "given").string() +
             "; echo '{\"files\": [\"out/early.pdf\"], \"notes\": [\"a font was replaced\"]}'");
  const Outcome outcome = line(recipe_ + " --out " + out_ + " --set venue=icml --set panel.0.band=std --dpi 600");
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_EQ(outcome.out, "out/early.pdf\n");
  EXPECT_THAT(outcome.err, HasSubstr("a font was replaced"));
  const std::string given = read_whole_file(folder_ / "given");
  for (const char* part : {"venue = \"icml\"", "band = \"std\"", "png_dpi = 600"}) EXPECT_THAT(given, HasSubstr(part));
  EXPECT_THAT(given, HasSubstr("- --sources " + folder_.path().string() + " --out " + out_));
}

TEST_F(FigureCommand, PassesThePaintersErrorsOn) {
  paint_with("echo 'panel.0.x_axis must be onset' >&2; exit 2");
  const Outcome wrong = line(recipe_ + " --out " + out_);
  EXPECT_EQ(wrong.exit_code, 2);
  EXPECT_THAT(wrong.err, HasSubstr("panel.0.x_axis must be onset"));
  paint_with("kill -9 $$");
  const Outcome died = line(recipe_ + " --out " + out_);
  EXPECT_EQ(died.exit_code, 1);
  EXPECT_THAT(died.err, HasSubstr("ended without a word"));
}

TEST_F(FigureCommand, SourcesMayStartElsewhere) {
  fs::create_directories(folder_ / "elsewhere");
  fs::rename(folder_ / "run", folder_ / "elsewhere/run");
  const Outcome outcome = line(recipe_ + " --out " + out_ + " --sources " + (folder_ / "elsewhere").string());
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_THAT(read_whole_file(out_ + "/recipe.toml"), HasSubstr("sources = [\"../elsewhere/run\"]"));
  EXPECT_THAT(read_whole_file(out_ + "/data.csv"), HasSubstr("early 2 bits (N = 1)"));
}

TEST_F(FigureCommand, BadInputNamesTheFieldAndEndsWithTwo) {
  const auto fails = [&](const std::string& words, const std::string& part) {
    const Outcome outcome = line(words);
    EXPECT_EQ(outcome.exit_code, 2) << words;
    EXPECT_THAT(outcome.err, HasSubstr(part));
  };
  fails("", "a recipe is expected");
  fails(recipe_, "--out DIR is expected");
  fails("missing.toml --out x", "missing.toml: no such file");
  fails(recipe_ + " --out x --set venu=icml", "unknown key venu; did you mean venue?");
  fails(recipe_ + " --out x --set panel.0.metrics=[test/loss,fisher/trace]", "use a panel for each");
  fails(recipe_ + " --out x --dpi 3", "png_dpi must be from 50 to 1200, but is 3");
  EXPECT_FALSE(fs::exists("x"));
}

TEST_F(FigureCommand, ListsEveryFieldWithItsDefault) {
  const Outcome text = line("--list-fields");
  EXPECT_EQ(text.exit_code, 0);
  FigureRecipe recipe;
  recipe.panels.resize(1);
  for (const Field& field : recipe_fields(recipe)) EXPECT_THAT(text.out, HasSubstr(field.key));
  const json result = json::parse(line("--list-fields --json").out);
  EXPECT_EQ(result.at("fields").size(), recipe_fields(recipe).size());
}

TEST_F(FigureCommand, ListsVenuesAndKinds) {
  const Outcome text = line("--list-venues");
  EXPECT_THAT(text.out, HasSubstr("neurips"));
  EXPECT_THAT(text.out, HasSubstr("cost-accuracy"));
  const json result = json::parse(line("--list-venues --json").out);
  EXPECT_EQ(result["venues"][2]["column_inches"], 3.25);
  EXPECT_THAT(result["kinds"], SizeIs(panel_names().size()));
}

/// The real program, when it was built.
class PaintedFigure : public FigureCommand {
 protected:
  PaintedFigure() {
    const char* folder = std::getenv("IMPRINT_BINARY_DIR");
    painter_ = fs::path(folder == nullptr ? "." : folder) / "libexec/imprint/imprint-figure";
  }
};

TEST_F(PaintedFigure, NeedsNoDisplayAndIsMadeAgainFromItsRecipe) {
  if (!fs::exists(painter_)) GTEST_SKIP() << "imprint-figure is not built: it needs Qt";
  const Outcome outcome = line(recipe_ + " --out " + out_ + " --json");
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_THAT(json::parse(outcome.out)["files"], SizeIs(7));
  const auto read = [&](const char* name) { return read_whole_file(out_ + "/" + name); };
  EXPECT_EQ(read("early.pdf").substr(0, 5), "%PDF-");
  const std::string svg = read("early.svg"), png = read("early.png"), csv = read("data.csv");
  ASSERT_EQ(line(out_ + "/recipe.toml --out " + out_).exit_code, 0);
  EXPECT_TRUE(read("early.svg") == svg);
  EXPECT_TRUE(read("early.png") == png);
  EXPECT_EQ(read("data.csv"), csv);
}

TEST_F(PaintedFigure, AFolderThatCanNotBeWrittenIsAFailedJob) {
  if (!fs::exists(painter_)) GTEST_SKIP() << "imprint-figure is not built: it needs Qt";
  const Outcome outcome = line(recipe_ + " --out " + recipe_ + "/out");
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.err, HasSubstr("cannot make the folder"));
}

}  // namespace
}  // namespace imprint
