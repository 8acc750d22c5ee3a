// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/last_evaluation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/atomic_file.h"
#include "tests/support/expect_error.h"
#include "tests/support/temporary_folder.h"

namespace imprint::test {
namespace {

using ::testing::HasSubstr;

TEST(LastEvaluation, ReadsBackForEveryNumberOfImages) {
  const TemporaryFolder folder;
  for (const int images : {1, 3, 4, 5, 17, 1000}) {
    LastEvaluation evaluation{42, {}};
    for (int i = 0; i < images; ++i) evaluation.correct.push_back(i * i % 7 < 3);
    write_last_evaluation(folder.path(), evaluation);
    EXPECT_EQ(read_last_evaluation(folder.path()), evaluation) << images;
  }
}

TEST(LastEvaluation, HoldsFourImagesADigitTheFirstInItsHighestBit) {
  const TemporaryFolder folder;
  write_last_evaluation(folder.path(), {7, {true, false, false, false, true, true}});
  EXPECT_THAT(read_whole_file(last_evaluation_file(folder.path())), HasSubstr("\"correct\": \"8c\""));
}

TEST(LastEvaluation, OfAnArmThatHasNoneIsNothing) {
  const TemporaryFolder folder;
  EXPECT_FALSE(read_last_evaluation(folder.path()).has_value());
}

TEST(LastEvaluation, DamagedOnesAreRefusedByName) {
  const TemporaryFolder folder;
  const auto refused = [&](const std::string& fields) {
    write_file_atomically(last_evaluation_file(folder.path()), R"({"format": 1, "step": 1, )" + fields + "}");
    return input_error_of([&] { read_last_evaluation(folder.path()); });
  };
  EXPECT_THAT(refused(R"("images": 9, "correct": "ff")"), HasSubstr("a hexadecimal digit for every four"));
  EXPECT_THAT(refused(R"("images": -1, "correct": "")"), HasSubstr("a hexadecimal digit for every four"));
  EXPECT_THAT(refused(R"("images": 9223372036854775807, "correct": "")"), HasSubstr("a hexadecimal digit"));
  EXPECT_THAT(refused(R"("images": 8, "correct": "fg")"), HasSubstr("digits 0-9 and a-f"));
  EXPECT_THAT(refused(R"("correct": "ff")"), HasSubstr("last_evaluation.json"));
}

}  // namespace
}  // namespace imprint::test
