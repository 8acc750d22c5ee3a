// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/event_log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tiny_filesystem.h"

namespace imprint {
namespace {

std::vector<std::string> names_in(const std::filesystem::path& path) {
  std::vector<std::string> names;
  for (const auto& event : read_events(path)) names.push_back(event.event);
  return names;
}

TEST(EventLog, IsOneJsonObjectALine) {
  const test::TemporaryFolder folder;
  append_event(folder / "e", 0, "started");
  append_event(folder / "e", 12, "note", "two\nlines and \"quotes\"");
  std::ifstream file(folder / "e");
  std::string line;
  std::getline(file, line);
  const auto first = nlohmann::json::parse(line);
  EXPECT_THAT(first.at("time").get<std::string>(), ::testing::MatchesRegex("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z"));
  EXPECT_EQ(first.at("event"), "started");
  std::getline(file, line);
  EXPECT_EQ(nlohmann::json::parse(line).at("step"), 12);
  EXPECT_FALSE(std::getline(file, line));
  EXPECT_EQ(read_events(folder / "e")[1].detail, "two\nlines and \"quotes\"");
}

TEST(EventLog, GoesOnBehindALineThatACrashHasCut) {
  const test::TemporaryFolder folder;
  append_event(folder / "e", 0, "started");
  const std::string whole = read_whole_file(folder / "e");
  for (std::size_t length = 0; length <= whole.size(); ++length) {
    std::ofstream(folder / "cut", std::ios::binary) << whole.substr(0, length);
    append_event(folder / "cut", 5, "resumed");
    EXPECT_EQ(names_in(folder / "cut").back(), "resumed") << length;
  }
}

TEST(EventLog, LeavesDamagedLinesOut) {
  const test::TemporaryFolder folder;
  append_event(folder / "e", 0, "started");
  std::ofstream(folder / "e", std::ios::app) << "garbage\n{\"time\": 3}\n[]\n";
  append_event(folder / "e", 9, "finished");
  EXPECT_EQ(names_in(folder / "e"), (std::vector<std::string>{"started", "finished"}));
}

TEST(EventLog, IsEmptyWithoutAFile) {
  const test::TemporaryFolder folder;
  EXPECT_TRUE(read_events(folder / "e").empty());
}

TEST(EventLog, KeepsItsLinesWholeOnAFullDisk) {
  const test::TinyFilesystem disk(64);
  if (!disk.is_mounted()) GTEST_SKIP() << "no right to mount a small file system here";
  append_event(disk.path() / "e", 0, "started");
  disk.fill();
  EXPECT_THROW(append_event(disk.path() / "e", 1, "note", std::string(8000, 'x')), DiskFullError);
  EXPECT_EQ(names_in(disk.path() / "e"), std::vector<std::string>{"started"});
}

TEST(UtcText, IsIso8601) {
  EXPECT_EQ(utc_text(0), "1970-01-01T00:00:00Z");
  EXPECT_EQ(utc_text(951782400.9), "2000-02-29T00:00:00Z");
}

}  // namespace
}  // namespace imprint
