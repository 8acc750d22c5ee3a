// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/spec/condition.h"

#include <gtest/gtest.h>

namespace imprint {
namespace {

ExperimentSpec some_spec() {
  ExperimentSpec spec;
  spec.name = "two\nlines";
  spec.seed = 7;
  spec.threads = 3;
  spec.dataset.root = "/data";
  spec.training.epochs = 5;
  spec.deficits.resize(1);
  spec.deficits[0].bits = 2;
  return spec;
}

TEST(Condition, IsTheSameForAllSeedsNamesThreadsAndFolders) {
  ExperimentSpec other = some_spec();
  other.name = "other";
  other.seed = 8;
  other.threads = 1;
  other.dataset.root = "";
  other.comparison.baseline = true;
  EXPECT_EQ(condition_of(some_spec()), condition_of(other));
  EXPECT_EQ(condition_hash(some_spec()), condition_hash(other));
}

TEST(Condition, DiffersInAnythingElse) {
  ExperimentSpec other = some_spec();
  other.deficits[0].bits = 3;
  EXPECT_NE(condition_hash(some_spec()), condition_hash(other));
  other.deficits.clear();
  EXPECT_NE(condition_hash(some_spec()), condition_hash(other));
}

TEST(ChangedFields, HoldEveryFieldThatIsNotADefault) {
  const std::string fields = changed_fields(some_spec());
  EXPECT_EQ(field_in(fields, "name"), "two lines");
  EXPECT_EQ(field_in(fields, "training.epochs"), "5");
  EXPECT_EQ(field_in(fields, "deficit.0.bits"), "2");
  EXPECT_EQ(field_in(fields, "training.momentum"), "0.9") << "a default";
  EXPECT_EQ(field_in(fields, "deficit.1.bits"), "");
  EXPECT_EQ(field_in(fields, "epochs"), "") << "no part of a name is taken for it";
  EXPECT_EQ(changed_fields(ExperimentSpec()), "");
}

}  // namespace
}  // namespace imprint
