// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/learning_rate_kind.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>

#include "core/base/error.h"
#include "core/spec/kinds.h"
#include "tests/support/expect_error.h"

namespace imprint {
namespace {

using ::testing::HasSubstr;

TEST(LearningRateKinds, AreThoseThatSpecsAccept) {
  std::vector<std::string> names;
  for (const LearningRateKind& kind : learning_rate_kinds()) names.push_back(kind.facts.name);
  EXPECT_EQ(names, kind_names("training.lr_schedule"));
  EXPECT_THAT(test::input_error_of([] { learning_rate_kind("step"); }),
              HasSubstr("must be constant, cosine, piecewise, exponential or plateau, but is \"step\""));
}

/// A field that a schedule does not read leaves its rates as they were; one that it reads changes some.
TEST(LearningRateKinds, ReadTheFieldsThatTheirFactsName) {
  const TrainingSpec plain = {.learning_rate = 0.5};
  std::map<std::string, TrainingSpec> others = {{"training.lr_final", plain},
                                                {"training.lr_milestones", plain},
                                                {"training.lr_factor", plain},
                                                {"training.lr_decay", plain}};
  others.at("training.lr_final").lr_final = 0.2;
  others.at("training.lr_milestones").lr_milestones = {0.1};
  others.at("training.lr_factor").lr_factor = 0.7;
  others.at("training.lr_decay").lr_decay = 0.8;
  for (const LearningRateKind& kind : learning_rate_kinds()) {
    if (kind.follows_scores) continue;  // what it reads is not in its formula
    for (const auto& [key, other] : others) {
      bool differs = false;
      for (std::int64_t time = 0; time < 40; ++time)
        differs |= kind.rate(plain, {time, 40, 10}) != kind.rate(other, {time, 40, 10});
      EXPECT_EQ(differs, kind_reads("training.lr_schedule", kind.facts.name, key)) << kind.facts.name << " " << key;
    }
  }
}

TEST(LearningRateKinds, GiveOneValueForAsLongAsTheySay) {
  const TrainingSpec training = {.learning_rate = 0.5, .lr_milestones = {0.33, 0.34, 0.9}};
  for (const LearningRateKind& kind : learning_rate_kinds())
    for (std::int64_t time = 0; time < 40; ++time) {
      const std::int64_t end = std::min<std::int64_t>(40 - time, kind.stays_for(training, {time, 40, 7}));
      ASSERT_GE(end, 1) << kind.facts.name;
      for (std::int64_t later = time; later < time + end; ++later)
        ASSERT_EQ(kind.rate(training, {time, 40, 7}), kind.rate(training, {later, 40, 7}))
            << kind.facts.name << " " << time;
    }
}

TEST(LearningRateKinds, WithoutTheTotalAmongTheirInputsDoNotReadIt) {
  const TrainingSpec training;
  for (const LearningRateKind& kind : learning_rate_kinds()) {
    bool differs = false;
    for (std::int64_t time = 0; time < 40; ++time)
      differs |= kind.rate(training, {time, 40, 7}) != kind.rate(training, {time, 80, 7});
    EXPECT_EQ(differs, kind.reads_total) << kind.facts.name;
  }
}

}  // namespace
}  // namespace imprint
