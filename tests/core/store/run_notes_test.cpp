// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/run_notes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "core/base/atomic_file.h"
#include "tests/support/expect_error.h"
#include "tests/support/stored_runs.h"
#include "tests/support/temporary_folder.h"

namespace imprint {
namespace {

using test::input_error_of;
using ::testing::HasSubstr;

class RunNotesTest : public ::testing::Test {
 protected:
  test::TemporaryFolder folder;
  RunDirectory run = test::store_run(folder / "run");
};

TEST_F(RunNotesTest, ComeBackAsTheyWereWritten) {
  EXPECT_EQ(read_notes(run), RunNotes());
  const RunNotes notes = {{"paper", "größer"}, "first line\n\"second\" line"};
  write_notes(run, notes);
  EXPECT_EQ(read_notes(run), notes);
  write_notes(run, {});
  EXPECT_EQ(read_notes(run), RunNotes());
}

TEST_F(RunNotesTest, ADamagedFileIsNamedAndKept) {
  std::ofstream(run.notes()) << "{\"format\": 1, \"tags\": [";
  EXPECT_THAT(input_error_of([&] { read_notes(run); }), HasSubstr("notes.json: damaged JSON"));
  write_notes(run, {{"new"}, ""});
  EXPECT_EQ(read_notes(run).tags, std::vector<std::string>{"new"});
  EXPECT_THAT(read_whole_file(run.notes().string() + ".damaged"), HasSubstr("\"tags\": ["));
}

TEST_F(RunNotesTest, AFileOfANewerProgramIsNeverOverwritten) {
  std::ofstream(run.notes()) << R"({"format": 99, "tags": [], "note": "kept", "colour": "red"})";
  EXPECT_THAT(input_error_of([&] { read_notes(run); }), HasSubstr("use a newer Imprint"));
  EXPECT_THAT(input_error_of([&] { write_notes(run, {}); }), HasSubstr("use a newer Imprint"));
  EXPECT_THAT(read_whole_file(run.notes()), HasSubstr("red"));
}

TEST_F(RunNotesTest, WrongTypesAreNamed) {
  std::ofstream(run.notes()) << R"({"format": 1, "tags": "paper", "note": ""})";
  EXPECT_THAT(input_error_of([&] { read_notes(run); }), HasSubstr("\"tags\": a list is expected"));
}

TEST_F(RunNotesTest, ARunThatIsGoneIsNotMadeAnew) {
  std::filesystem::remove_all(run.root());
  EXPECT_THAT(input_error_of([&] { write_notes(run, {}); }), HasSubstr("no longer there"));
  EXPECT_FALSE(std::filesystem::exists(run.root()));
}

TEST(Tags, AreSeparatedByBlanksAndCommas) {
  EXPECT_EQ(parse_tags(" paper,v2  paper "), (std::vector<std::string>{"paper", "v2"}));
  EXPECT_TRUE(parse_tags(" , ").empty());
  EXPECT_THAT(input_error_of([] { parse_tags("\"x\""); }), HasSubstr("must not hold blanks, commas or quotes"));
  EXPECT_THAT(input_error_of([] { parse_tags(std::string(41, 'x')); }), HasSubstr("1 to 40 bytes"));
}

}  // namespace
}  // namespace imprint
