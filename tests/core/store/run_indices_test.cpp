// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/run_indices.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/atomic_file.h"
#include "tests/support/expect_error.h"
#include "tests/support/temporary_folder.h"

namespace imprint {
namespace {

TEST(RunIndices, ReadBackEqual) {
  const test::TemporaryFolder folder;
  for (const RunIndices& indices :
       {RunIndices{}, RunIndices{{{3, 1, 59999}}, {}, {1, 3}}, RunIndices{{{}}, {{0}}, {}}}) {
    write_indices(folder / "indices.json", indices);
    EXPECT_EQ(read_indices(folder / "indices.json"), indices);
  }
}

TEST(RunIndices, StandOnOneLineEach) {
  const test::TemporaryFolder folder;
  write_indices(folder / "indices.json", {{{4, 7}}, {}, {7}});
  EXPECT_EQ(read_whole_file(folder / "indices.json"),
            "{\n  \"format\": 1,\n  \"train\": [4,7],\n  \"test\": null,\n  \"probe\": [7]\n}\n");
}

TEST(RunIndices, DamageIsNamed) {
  const test::TemporaryFolder folder;
  write_file_atomically(folder / "indices.json", R"({"format": 1, "train": [1, "two"], "test": null, "probe": []})");
  EXPECT_THAT(test::input_error_of([&] { read_indices(folder / "indices.json"); }),
              ::testing::HasSubstr("indices.json: \"train\""));
}

}  // namespace
}  // namespace imprint
