// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/run_filter.h"

#include <gtest/gtest.h>

#include <string>

#include "core/spec/condition.h"
#include "tests/support/expect_error.h"
#include "tests/support/stored_runs.h"

namespace imprint {
namespace {

RunEntry entry_of(const test::StoredLook& look) {
  const ExperimentSpec spec = test::spec_of(look);
  RunEntry entry;
  entry.directory = "/runs/2025-03-01_early";
  entry.name = spec.name;
  entry.model = spec.model.name;
  entry.dataset = spec.dataset.name;
  entry.schedule = spec.precision.schedule;
  entry.seed = spec.seed;
  entry.status.state = look.state;
  entry.condition = condition_hash(spec);
  entry.fields = changed_fields(spec);
  entry.deficits = static_cast<int>(spec.deficits.size());
  entry.deficit_kind = spec.deficits.empty() ? "" : "precision";
  entry.deficit_bits = look.deficit_bits;
  entry.finals.set(metric::test_accuracy, look.accuracy);
  if (look.damage) entry.damage = *look.damage;
  return entry;
}

bool holds(const std::string& expression, const RunEntry& entry) { return RunFilter(expression).matches(entry); }

class RunFilterTest : public ::testing::Test {
 protected:
  RunFilterTest() : entry(entry_of({.name = "Early Deficit", .seed = 3, .accuracy = 0.91, .damage = 0.03})) {
    entry.tags = {"paper", "v2"};
    entry.note = "second try";
  }
  RunEntry entry;
};

TEST_F(RunFilterTest, AnEmptyFilterHoldsForAll) {
  EXPECT_TRUE(holds("", entry));
  EXPECT_TRUE(holds("   ", entry));
  EXPECT_TRUE(RunFilter().is_empty());
}

TEST_F(RunFilterTest, PlainWordsAreFoundAnywhereWhateverTheirCase) {
  for (const char* word : {"early", "DEFICIT", "resnet", "synthetic", "CR", "paper", "second", "finished", "2025-03"})
    EXPECT_TRUE(holds(word, entry)) << word;
  EXPECT_TRUE(holds("early resnet20", entry));
  EXPECT_FALSE(holds("early mlp", entry));
  EXPECT_TRUE(holds("\"early deficit\"", entry));
  EXPECT_FALSE(holds("\"deficit early\"", entry));
}

TEST_F(RunFilterTest, FieldsAreComparedAsTextOrNumber) {
  for (const char* term :
       {"model:resnet20", "model:resnet", "model=resnet20", "seed:3", "seed:1,3", "seed>=3", "seed!=4", "damage>0.02",
        "damage<=0.03", "accuracy>9e-1", "tag:paper", "tag=v2", "note:try", "bits:2", "state:finished",
        "deficit:precision", "data:synth", "name:\"early deficit\"", "trashed:no"})
    EXPECT_TRUE(holds(term, entry)) << term;
  for (const char* term : {"model:mlp", "model=resnet", "seed:1,2", "seed<3", "damage>0.03", "tag=pap", "state:failed",
                           "tag!=paper", "baseline:yes"})
    EXPECT_FALSE(holds(term, entry)) << term;
}

TEST_F(RunFilterTest, AMinusTurnsATermAround) {
  EXPECT_FALSE(holds("-early", entry));
  EXPECT_TRUE(holds("-late -seed:4", entry));
  EXPECT_TRUE(holds("\"-03\"", entry)) << "a quoted minus is text";
}

TEST_F(RunFilterTest, WhatIsNotThereFulfilsNoComparison) {
  EXPECT_FALSE(holds("hessian>0", entry));
  EXPECT_FALSE(holds("hessian<0", entry));
  EXPECT_FALSE(holds("hessian!=0", entry));
  EXPECT_TRUE(holds("-hessian>0", entry));
}

TEST_F(RunFilterTest, EveryFieldOfASpecCanBeAskedFor) {
  EXPECT_TRUE(holds("training.epochs:20", entry)) << "a default";
  EXPECT_TRUE(holds("training.learning_rate>0.05", entry));
  EXPECT_TRUE(holds("deficit.bits<3", entry));
  EXPECT_TRUE(holds("deficit.0.bits=2", entry));
  EXPECT_FALSE(holds("deficit.1.bits=2", entry));
  EXPECT_TRUE(holds("training.epochs:20.0", entry)) << "numbers are compared as numbers";
  EXPECT_FALSE(holds("training.epochs:2", entry)) << "not by their digits";
}

TEST_F(RunFilterTest, DaysAreCompared) {
  entry.created_unix_seconds = 1740830400;  // 2025-03-01 12:00 UTC
  EXPECT_TRUE(holds("begun>=2025-02-28 begun<2025-03-03", entry));
  EXPECT_FALSE(holds("begun>2025-03-02", entry));
}

TEST_F(RunFilterTest, WhatIsWrongIsNamed) {
  const auto problem = [](const std::string& expression) {
    return test::input_error_of([&] { RunFilter filter(expression); });
  };
  EXPECT_EQ(problem("sead:1"),
            "sead:1: there is no field sead; did you mean seed? (to look for the text itself, put it in quotes)");
  EXPECT_EQ(problem("damage>lots"), "damage>lots: damage is a number; lots is none");
  EXPECT_EQ(problem("early \"open"), "\"open: the quote is not closed");
  EXPECT_EQ(problem("seed:"), "seed:: a value is expected behind seed");
  EXPECT_EQ(problem("model>resnet"), "model>resnet: only numbers can be larger or smaller");
  EXPECT_EQ(problem("begun>march"), "begun>march: a day such as 2025-03-01 is expected, not march");
  EXPECT_NE(problem("state:done").find("done is no state"), std::string::npos);
  EXPECT_NE(problem("baseline:2").find("yes or no"), std::string::npos);
}

TEST_F(RunFilterTest, NonsenseNeverCrashes) {
  for (const char* text : {":", "-", "--", "=", "<>", "\"\"", ",", "a:b:c", "seed:,", "-:", "\t\n", "\xff\xfe", "1>2",
                           "deficit..bits:1", "deficit.x.bits:1", "deficit.:1"}) {
    try {
      RunFilter(text).matches(entry);
    } catch (const InputError&) {
      // A message is as good as an answer.
    }
  }
}

}  // namespace
}  // namespace imprint
