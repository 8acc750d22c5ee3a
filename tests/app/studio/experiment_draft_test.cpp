// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/models/experiment_draft.h"

#include <gtest/gtest.h>

#include <QSignalSpy>
#include <algorithm>
#include <set>

#include "app/studio/models/field_description.h"
#include "app/studio/models/form_layout.h"
#include "core/spec/spec_fields.h"
#include "tests/app/studio/waiting.h"

namespace imprint::studio {
namespace {

TEST(ExperimentDraft, TakesOverWhatIsRightAndSaysWhatIsNot) {
  ExperimentDraft draft;
  draft.set_text("training.momentum", "0.5");
  EXPECT_EQ(draft.spec().training.momentum, 0.5);
  EXPECT_TRUE(draft.is_valid());
  draft.set_text("training.momentum", "abc");
  EXPECT_EQ(draft.spec().training.momentum, 0.5);
  EXPECT_EQ(draft.text("training.momentum"), "abc");
  EXPECT_FALSE(draft.problem("training.momentum").isEmpty());
  EXPECT_FALSE(draft.is_valid());
  draft.set_text("training.momentum", "2");
  EXPECT_NE(draft.problem("training.momentum").indexOf("2"), -1) << draft.problem("training.momentum").toStdString();
  draft.set_text("training.momentum", "0.9");
  EXPECT_TRUE(draft.is_valid());
}

TEST(ExperimentDraft, FindsRulesBetweenFields) {
  ExperimentDraft draft;
  draft.set_text("precision.schedule", "CR");
  draft.set_text("precision.min_bits", "9");
  EXPECT_FALSE(draft.problem("precision.min_bits").isEmpty());
  draft.set_text("precision.max_bits", "10");
  EXPECT_TRUE(draft.is_valid());
}

TEST(ExperimentDraft, FindsAWindowThatDoesNotFitTheSteps) {
  ExperimentDraft draft;
  draft.replace(test::small_spec());
  draft.set_text("training.iterations", "30");
  EXPECT_FALSE(draft.is_valid());
  EXPECT_TRUE(draft.problems().firstKey().startsWith("deficit.0")) << draft.problems().firstKey().toStdString();
}

TEST(ExperimentDraft, UndoneWithOneStepForEachFieldThatWasTypedIn) {
  ExperimentDraft draft;
  const ExperimentSpec before = draft.spec();
  for (const char* typed : {"1", "12", "123"}) draft.set_text("training.epochs", typed);
  draft.set_text("training.batch_size", "64");
  draft.undo();
  EXPECT_EQ(draft.spec().training.epochs, 123);
  EXPECT_EQ(draft.spec().training.batch_size, before.training.batch_size);
  draft.undo();
  EXPECT_EQ(draft.spec(), before);
  EXPECT_FALSE(draft.can_undo());
  draft.redo();
  draft.redo();
  EXPECT_EQ(draft.spec().training.batch_size, 64);
  EXPECT_FALSE(draft.can_redo());
}

TEST(ExperimentDraft, AnotherExperimentCanBeUndone) {
  ExperimentDraft draft;
  draft.set_text("name", "mine");
  draft.replace(test::small_spec(), "/tmp/small.toml");
  EXPECT_EQ(draft.spec().name, "small");
  draft.undo();
  EXPECT_EQ(draft.spec().name, "mine");
}

TEST(ExperimentDraft, TakesTheBaselineAwayWithTheLastDeficit) {
  ExperimentDraft draft;
  draft.replace(test::small_spec());
  QSignalSpy structure(&draft, &ExperimentDraft::structure_changed);
  draft.remove_deficit(0);
  EXPECT_EQ(structure.count(), 1);
  EXPECT_FALSE(draft.spec().comparison.baseline);
  EXPECT_TRUE(draft.is_valid());
  EXPECT_FALSE(draft.applies("comparison.baseline")) << "nothing to compare with";
  draft.add_deficit();
  EXPECT_TRUE(draft.spec().comparison.baseline) << "the first deficit brings it back";
  EXPECT_TRUE(draft.applies("comparison.baseline"));
}

TEST(ExperimentDraft, TheFirstDeficitEndsWithinAShortRun) {
  ExperimentDraft draft;
  draft.set_text("training.epochs", "3");
  draft.add_deficit();
  EXPECT_EQ(draft.spec().deficits[0].length, 1.5);
  EXPECT_TRUE(draft.is_valid());
}

TEST(ExperimentDraft, ForgetsHiddenUnitsWhenTheModelHasNone) {
  ExperimentDraft draft;
  draft.set_text("model.name", "mlp");
  draft.set_text("model.hidden", "[64, 32]");
  ASSERT_TRUE(draft.is_valid());
  draft.set_text("model.name", "small-cnn");
  EXPECT_TRUE(draft.is_valid());
}

TEST(FormLayout, ShowsEveryFieldOfTheSpecExactlyOnce) {
  std::multiset<std::string> shown;
  for (const FormSection& section : form_sections()) {
    shown.insert(section.keys.begin(), section.keys.end());
    shown.insert(section.more.begin(), section.more.end());
  }
  for (const std::string& name : deficit_field_names()) shown.insert("deficit." + name);
  std::multiset<std::string> known;
  for (const std::string& name : spec_key_names())
    if (!has_own_page(name)) known.insert(name);
  EXPECT_EQ(shown, known);
}

TEST(FormLayout, HidesWhatHasNoEffect) {
  ExperimentSpec spec;
  EXPECT_FALSE(field_applies(spec, "dataset.root"));
  EXPECT_TRUE(field_applies(spec, "dataset.difficulty"));
  spec.dataset.name = "mnist";
  EXPECT_TRUE(field_applies(spec, "dataset.root"));
  EXPECT_FALSE(field_applies(spec, "dataset.difficulty"));
  EXPECT_FALSE(field_applies(spec, "model.hidden"));
  spec.model.name = "mlp";
  EXPECT_TRUE(field_applies(spec, "model.hidden"));
  EXPECT_FALSE(field_applies(spec, "precision.min_bits"));
  spec.precision.schedule = "RR";
  EXPECT_TRUE(field_applies(spec, "precision.min_bits"));
  EXPECT_TRUE(field_applies(spec, "precision.rex_constant"));
  spec.deficits = {DeficitSpec()};
  EXPECT_TRUE(field_applies(spec, "deficit.0.bits"));
  spec.deficits[0].kind = "blur";
  EXPECT_FALSE(field_applies(spec, "deficit.0.bits"));
  EXPECT_FALSE(field_applies(spec, "deficit.0.backward_bits"));
  EXPECT_TRUE(field_applies(spec, "deficit.0.onset"));
}

TEST(FormLayout, RulesNameOnlyFieldsThatExist) {
  ExperimentSpec spec;
  spec.deficits = {DeficitSpec()};
  for (const Field& field : spec_fields(spec)) {
    const FieldDescription description = describe_field(spec, QString::fromStdString(field.key));
    EXPECT_FALSE(description.label.isEmpty()) << field.key;
    EXPECT_FALSE(description.help.isEmpty()) << field.key;
  }
}

TEST(FormLayout, ExplainsEverySchedule) {
  ExperimentSpec spec;
  for (const char* name : {"LR", "CT", "RTH", "ETV", "static"}) {
    spec.precision.schedule = name;
    EXPECT_FALSE(field_hint(spec, "precision.schedule").empty()) << name;
  }
}

}  // namespace
}  // namespace imprint::studio
