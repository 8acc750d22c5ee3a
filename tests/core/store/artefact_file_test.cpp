// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/artefact_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <limits>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "tests/support/expect_error.h"
#include "tests/support/temporary_folder.h"

namespace imprint {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

Artefact spectrum() {
  return {"hessian/spectrum", {{"eigenvalue", {-0.1, 1.0 / 3, 1e300}}, {"weight", {0.25, 0.5, 0.25}}}};
}

TEST(ArtefactFile, ReadsBackWhatWasWritten) {
  const test::TemporaryFolder run;
  write_artefact(run.path(), spectrum(), 237);
  const auto found = find_artefacts(run.path());
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].name, "hessian-spectrum");
  EXPECT_EQ(found[0].step, 237);
  EXPECT_EQ(fs::relative(found[0].path, run.path()), "artefacts/hessian-spectrum/step-00000237.csv");
  EXPECT_EQ(read_artefact(found[0]).columns, spectrum().columns);
  EXPECT_EQ(read_whole_file(found[0].path), "eigenvalue,weight\n-0.1,0.25\n0.3333333333333333,0.5\n1e+300,0.25\n");
}

TEST(ArtefactFile, KeepsWhatIsNoFiniteNumber) {
  const test::TemporaryFolder run;
  write_artefact(run.path(), {"map", {{"value", {std::numeric_limits<double>::infinity(), NAN}}}}, 0);
  const Artefact read = read_artefact(find_artefacts(run.path()).at(0));
  EXPECT_EQ(read.columns[0].values[0], std::numeric_limits<double>::infinity());
  EXPECT_TRUE(std::isnan(read.columns[0].values[1]));
}

TEST(ArtefactFile, AreFoundByNameAndStep) {
  const test::TemporaryFolder run;
  EXPECT_TRUE(find_artefacts(run.path()).empty());
  for (const std::int64_t step : {100, 20, 3}) write_artefact(run.path(), spectrum(), step);
  write_artefact(run.path(), {"a", {}}, 50);
  std::ofstream(run / "artefacts" / "hessian-spectrum" / "step-7.csv") << "x\n";
  std::ofstream(run / "artefacts" / "notes.txt") << "x\n";
  std::vector<std::int64_t> steps;
  for (const ArtefactFile& file : find_artefacts(run.path())) steps.push_back(file.step);
  EXPECT_EQ(steps, (std::vector<std::int64_t>{50, 3, 20, 100}));
}

TEST(ArtefactFile, OfLaterStepsAreDroppedAndOfEarlierOnesCopied) {
  const test::TemporaryFolder run, branch;
  for (const std::int64_t step : {10, 20, 30}) write_artefact(run.path(), spectrum(), step);
  copy_artefacts(run.path(), branch.path(), 20);
  EXPECT_EQ(find_artefacts(branch.path()).size(), 2U);
  EXPECT_EQ(read_artefact(find_artefacts(branch.path()).at(1)).columns, spectrum().columns);
  drop_artefacts_after(run.path(), 10);
  ASSERT_EQ(find_artefacts(run.path()).size(), 1U);
  EXPECT_EQ(find_artefacts(run.path())[0].step, 10);
}

TEST(ArtefactFile, NamesWhatIsDamaged) {
  const test::TemporaryFolder run;
  write_artefact(run.path(), spectrum(), 1);
  const ArtefactFile file = find_artefacts(run.path()).at(0);
  const auto complaint = [&](const std::string& text) {
    std::ofstream(file.path) << text;
    return test::input_error_of([&] { read_artefact(file); });
  };
  EXPECT_THAT(complaint("a,b\n1,2\n3"), HasSubstr("step-00000001.csv: must be a header and lines"));
  EXPECT_THAT(complaint("a,b\n1\n"), HasSubstr(".csv:2: must have 2 numbers, but has 1"));
  EXPECT_THAT(complaint("a,b\n1,2\n1,x\n"), HasSubstr(".csv:3: \"x\" is no number"));
  EXPECT_THAT(complaint(""), HasSubstr("cut short"));
}

TEST(ArtefactFile, FollowsNoLink) {
  const test::TemporaryFolder run, elsewhere;
  write_artefact(elsewhere.path(), spectrum(), 1);
  std::ofstream(run / "config.json") << "{}";
  fs::create_directory_symlink(elsewhere / "artefacts", run / "artefacts");
  EXPECT_THAT(test::input_error_of([&] { find_artefacts(run.path()); }), HasSubstr("link"));
  fs::remove(run / "artefacts");
  fs::create_directory(run / "artefacts");
  fs::create_directory_symlink(elsewhere / "artefacts" / "hessian-spectrum", run / "artefacts" / "a");
  EXPECT_THAT(test::input_error_of([&] { find_artefacts(run.path()); }), HasSubstr("link"));
}

TEST(ArtefactFile, RefusesColumnsOfDifferentLengths) {
  const test::TemporaryFolder run;
  EXPECT_THROW(write_artefact(run.path(), {"a", {{"x", {1}}, {"y", {}}}}, 0), JobError);
  EXPECT_THROW(write_artefact(run.path(), {"", {{"x", {1}}}}, 0), JobError);
}

}  // namespace
}  // namespace imprint
