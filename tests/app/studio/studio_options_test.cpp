// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/program/studio_options.h"

#include <gtest/gtest.h>

#include <fstream>

#include "core/base/error.h"
#include "tests/support/temporary_folder.h"

namespace imprint::studio {
namespace {

std::string refusal(const QStringList& arguments) {
  try {
    parse_studio_options(arguments);
  } catch (const InputError& error) {
    return error.what();
  }
  return {};
}

TEST(StudioOptions, AreReadInBothSpellings) {
  const test::TemporaryFolder folder;
  const QString run = QString::fromStdString(folder.path().string());
  const StudioOptions options =
      parse_studio_options({"--open", run, "--grab=out.png", "--size", "1000x700", "--scale", "2", "--theme=dark"});
  EXPECT_EQ(options.open_run, folder.path());
  EXPECT_EQ(options.grab_file, "out.png");
  EXPECT_EQ(options.size, QSize(1000, 700));
  EXPECT_EQ(options.scale, 2);
  EXPECT_EQ(options.theme, ThemeChoice::dark);
}

TEST(StudioOptions, TakeOneSpecAndSwitches) {
  const test::TemporaryFolder folder;
  const auto spec = folder / "a.toml";
  std::ofstream(spec) << "name = \"a\"\n";
  const StudioOptions options = parse_studio_options({QString::fromStdString(spec.string()), "--start"});
  EXPECT_EQ(options.spec_file, spec);
  EXPECT_TRUE(options.start);
  EXPECT_TRUE(parse_studio_options({"--help"}).help);
  EXPECT_TRUE(parse_studio_options({"--version"}).version);
}

TEST(StudioOptions, RefuseWhatTheyDoNotUnderstandByName) {
  EXPECT_NE(refusal({"--oben", "/tmp"}).find("did you mean --open?"), std::string::npos);
  EXPECT_NE(refusal({"--open"}).find("--open needs a value"), std::string::npos);
  EXPECT_NE(refusal({"--open", "/no/such/run"}).find("/no/such/run"), std::string::npos);
  EXPECT_NE(refusal({"/no/such.toml"}).find("SPEC = /no/such.toml"), std::string::npos);
  EXPECT_NE(refusal({"--size", "big"}).find("--size = big"), std::string::npos);
  EXPECT_NE(refusal({"--size", "10x10"}).find("--size = 10x10"), std::string::npos);
  EXPECT_NE(refusal({"--scale", "9"}).find("--scale = 9"), std::string::npos);
  EXPECT_NE(refusal({"--theme", "pink"}).find("--theme = pink"), std::string::npos);
  EXPECT_NE(refusal({"--grab", "x.jpg"}).find(".png"), std::string::npos);
  EXPECT_NE(refusal({"--grab", "x.png", "--start"}).find("--start"), std::string::npos);
  EXPECT_NE(refusal({"--open", "/tmp", "/tmp"}).find("can't be given together"), std::string::npos);
}

TEST(StudioOptions, HelpNamesEveryOption) {
  for (const char* name : {"--start", "--open", "--grab", "--size", "--scale", "--theme", "--version", "--help"})
    EXPECT_TRUE(studio_help().contains(name)) << name;
}

TEST(StudioOptions, BeginsWithThePageThatIsAskedFor) {
  EXPECT_EQ(parse_studio_options({}).page, 0);
  EXPECT_EQ(parse_studio_options({"--page", "schedule"}).page, 1);
  EXPECT_EQ(parse_studio_options({"--page", "range-test"}).page, 2);
  EXPECT_EQ(parse_studio_options({"--page", "sweep"}).page, 3);
  EXPECT_EQ(parse_studio_options({"--page", "runs"}).page, 4);
  EXPECT_THROW(parse_studio_options({"--page", "nowhere"}), InputError);
}

}  // namespace
}  // namespace imprint::studio
