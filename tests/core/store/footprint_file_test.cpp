// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/footprint_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/atomic_file.h"
#include "tests/support/expect_error.h"
#include "tests/support/temporary_folder.h"

namespace imprint::test {
namespace {

using ::testing::HasSubstr;

TEST(FootprintFile, ReadsBack) {
  const TemporaryFolder folder;
  EXPECT_TRUE(read_footprints(folder.path()).empty()) << "an older version wrote none";
  const std::vector<Footprint> footprints = {{"fp32", 30, 1.25, 400, 400, 800, 12'000'000'000},
                                             {"bf16", 10, 0.5, 200, 200, 400, 6'000'000'000}};
  write_footprints(folder.path(), footprints);
  EXPECT_EQ(read_footprints(folder.path()), footprints);
}

TEST(FootprintFile, DamagedOnesAreRefusedByName) {
  const TemporaryFolder folder;
  const auto refused = [&](const std::string& steps, const std::string& seconds) {
    write_file_atomically(footprint_file(folder.path()),
                          R"({"format": 1, "formats": [{"format": "fp32", "weight_bytes": 1, "gradient_bytes": 1,
                              "optimizer_bytes": 1, "feature_bytes": 1, "steps": )" +
                              steps + R"(, "seconds": )" + seconds + "}]}");
    return input_error_of([&] { read_footprints(folder.path()); });
  };
  EXPECT_THAT(refused("-1", "1"), HasSubstr("\"steps\" must not be negative"));
  EXPECT_THAT(refused("1", "-2"), HasSubstr("\"seconds\" must be finite and not negative"));
  EXPECT_THAT(refused("1.5", "1"), HasSubstr("footprint.json"));
}

}  // namespace
}  // namespace imprint::test
