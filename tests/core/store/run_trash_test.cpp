// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/run_trash.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

#include "core/base/error.h"
#include "core/store/run_list.h"
#include "core/store/run_lock.h"
#include "tests/support/expect_error.h"
#include "tests/support/stored_runs.h"
#include "tests/support/temporary_folder.h"

namespace imprint {
namespace {

namespace fs = std::filesystem;
using test::input_error_of;
using test::store_run;
using ::testing::HasSubstr;

class RunTrash : public ::testing::Test {
 protected:
  const fs::path& root() const { return folder.path(); }
  test::TemporaryFolder folder;
};

TEST_F(RunTrash, MovesARunAwayAndBringsItBackWhole) {
  const RunDirectory run = store_run(root() / "sweep/runs/leaf", {.name = "leaf", .damage = 0.1});
  const fs::path trashed = move_to_trash(root(), run.root());
  EXPECT_EQ(trashed, root() / ".trash/leaf-1");
  EXPECT_FALSE(fs::exists(run.root()));
  EXPECT_TRUE(list_runs(root()).empty());
  EXPECT_EQ(find_trashed(root()), std::vector<fs::path>{trashed});
  EXPECT_EQ(trash_origin(trashed), "sweep/runs/leaf");
  fs::remove_all(root() / "sweep");
  EXPECT_EQ(restore_from_trash(root(), trashed), run.root());
  EXPECT_TRUE(fs::exists(run.baseline().metrics()));
  EXPECT_FALSE(fs::exists(run.trashed()));
  EXPECT_EQ(list_runs(root()).size(), 1U);
}

TEST_F(RunTrash, TwoRunsOfOneNameLieBesideEachOther) {
  for (int i = 1; i <= 2; ++i) move_to_trash(root(), store_run(root() / "run").root());
  EXPECT_TRUE(fs::exists(root() / ".trash/run-1"));
  EXPECT_TRUE(fs::exists(root() / ".trash/run-2"));
}

TEST_F(RunTrash, APlaceThatIsTakenIsNeverOverwritten) {
  const fs::path trashed = move_to_trash(root(), store_run(root() / "run", {.name = "old"}).root());
  store_run(root() / "run", {.name = "new"});
  EXPECT_EQ(restore_from_trash(root(), trashed), root() / "run-2");
  EXPECT_EQ(RunDirectory(root() / "run").read_config().name, "new");
  EXPECT_EQ(RunDirectory(root() / "run-2").read_config().name, "old");
}

TEST_F(RunTrash, ARunInUseIsRefusedWithItsOwner) {
  const RunDirectory run = store_run(root() / "run");
  const RunLock lock(run.lock());
  EXPECT_THAT(input_error_of([&] { move_to_trash(root(), run.root()); }),
              HasSubstr("is in use by process " + std::to_string(::getpid())));
  EXPECT_TRUE(run.exists());
  EXPECT_FALSE(fs::exists(run.trashed()));
}

TEST_F(RunTrash, WhatDoesNotBelongThereIsRefused) {
  const RunDirectory run = store_run(root() / "run");
  EXPECT_THAT(input_error_of([&] { move_to_trash(run.root(), run.root()); }), HasSubstr("is not below"));
  EXPECT_THAT(input_error_of([&] { move_to_trash(root() / "other", run.root()); }), HasSubstr("is not below"));
  EXPECT_THAT(input_error_of([&] { move_to_trash(root(), root() / "gone"); }), HasSubstr("no longer there"));
  EXPECT_THAT(input_error_of([&] { restore_from_trash(root(), run.root()); }), HasSubstr("is not below"));
}

TEST_F(RunTrash, ALostOriginStillFindsAPlaceBelowTheRoot) {
  const fs::path trashed = move_to_trash(root(), store_run(root() / "a/run").root());
  std::ofstream(RunDirectory(trashed).trashed()) << R"({"format": 1, "origin": "../../elsewhere"})";
  EXPECT_EQ(restore_from_trash(root(), trashed), root() / "run");
}

TEST_F(RunTrash, IsEmptiedForGoodExceptWhatIsInUse) {
  move_to_trash(root(), store_run(root() / "a").root());
  const fs::path held = move_to_trash(root(), store_run(root() / "b").root());
  {
    const RunLock lock(RunDirectory(held).lock());
    EXPECT_THROW(empty_trash(root()), JobError);
    EXPECT_EQ(find_trashed(root()), std::vector<fs::path>{held});
  }
  EXPECT_EQ(empty_trash(root()), 1);
  EXPECT_EQ(empty_trash(root()), 0);
  EXPECT_TRUE(find_trashed(root()).empty());
}

}  // namespace
}  // namespace imprint
