// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/spec/spec_fields.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <utility>

#include "core/fields/field_assignment.h"
#include "core/fields/field_problem.h"
#include "core/spec/field_tables.h"
#include "core/spec/kinds.h"
#include "core/spec/spec_names.h"
#include "core/spec/spec_probes.h"
#include "tests/core/spec/random_spec.h"
#include "tests/support/expect_error.h"

namespace imprint {
namespace {

using test::input_error_of;
using ::testing::HasSubstr;

/// Converts to whatever a member is, so that an aggregate can be initialised with any number of them.
struct Anything {
  template <class T>
  operator T() const;
};

template <class Aggregate, std::size_t... Index>
constexpr bool takes(std::index_sequence<Index...>) {
  return requires { Aggregate{(static_cast<void>(Index), Anything())...}; };
}

/// How many members a plain struct has.
template <class Aggregate, std::size_t Count = 30>
constexpr std::size_t members() {
  if constexpr (takes<Aggregate>(std::make_index_sequence<Count>()))
    return Count;
  else
    return members<Aggregate, Count - 1>();
}

/// Several kinds may share an option.
std::size_t keys_of(std::span<const Option> options) {
  std::set<std::string> keys;
  for (const Option& option : options) keys.insert(option.field.key);
  return keys.size();
}

// A field that is added to a struct but not to its table would be lost from every file and form.
TEST(SpecFields, BindEveryMemberOfEveryStruct) {
  ExperimentSpec spec;
  DeficitSpec deficit;
  EXPECT_EQ(dataset_fields(spec.dataset).size(), members<DatasetSpec>() - 1 + keys_of(kind_options("dataset.name")));
  EXPECT_EQ(model_fields(spec.model).size(), members<ModelSpec>() - 1 + keys_of(kind_options("model.name")));
  EXPECT_EQ(training_fields(spec.training).size(), members<TrainingSpec>());
  constexpr std::size_t curves = 2;  // tables of their own
  EXPECT_EQ(precision_fields(spec.precision).size() + curves, members<PrecisionSpec>());
  EXPECT_EQ(curve_fields(spec.precision.curve).size(), members<PrecisionCurve>());
  EXPECT_EQ(deficit_fields(deficit).size(), members<DeficitSpec>());
  EXPECT_EQ(evaluation_fields(spec.evaluation).size(), members<EvaluationSpec>());
  EXPECT_EQ(probe_fields(spec.probe).size(), members<ProbeSpec>() - 1 + keys_of(probe_options()));
  EXPECT_EQ(comparison_fields(spec.comparison).size(), members<ComparisonSpec>());
  EXPECT_EQ(checkpoint_fields(spec.checkpoint).size(), members<CheckpointSpec>());
  EXPECT_EQ(record_fields(spec.record).size(), members<RecordSpec>());
  EXPECT_EQ(range_test_fields(spec.range_test).size(), members<RangeTestSpec>());
  EXPECT_EQ(experiment_fields(spec).size() + spec_table_names().size(), members<ExperimentSpec>());
}

TEST(SpecFields, HaveDistinctStorageKeyLabelAndHelp) {
  ExperimentSpec spec;
  spec.deficits.resize(2);
  std::set<std::string> keys;
  std::set<const void*> storages;
  const auto fields = spec_fields(spec);
  for (const auto& field : fields) {
    keys.insert(field.key);
    storages.insert(std::visit([](auto* pointer) { return static_cast<const void*>(pointer); }, field.storage));
    EXPECT_FALSE(field.label.empty()) << field.key;
    EXPECT_TRUE(field.help.ends_with('.')) << field.key;
  }
  EXPECT_EQ(keys.size(), fields.size());
  EXPECT_EQ(storages.size(), fields.size());
}

TEST(SpecFields, DefaultsObeyTheirRules) {
  ExperimentSpec spec;
  spec.deficits.resize(1);
  for (const auto& field : spec_fields(spec)) EXPECT_EQ(field_problem(field), "") << field.key;
}

TEST(SpecFields, TextReadsBackEqual) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    ExperimentSpec spec = test::random_spec(seed);
    ExperimentSpec copy;
    copy.deficits.resize(spec.deficits.size());
    const auto fields = spec_fields(spec);
    const auto copies = spec_fields(copy);
    for (std::size_t i = 0; i < fields.size(); ++i) set_field_text(copies[i], field_text(fields[i]));
    ASSERT_EQ(copy, spec);
  }
}

TEST(SpecFields, TextOfTheWrongTypeIsRefusedWithFieldValueAndRule) {
  ExperimentSpec spec;
  const auto refused = [&](const char* key, const char* text) {
    return input_error_of([&] { set_field_text(find_spec_field(spec, key), text); });
  };
  EXPECT_EQ(refused("training.momentum", "abc"), "training.momentum = abc: a number is expected");
  EXPECT_EQ(refused("training.epochs", "1.5"), "training.epochs = 1.5: a whole number is expected");
  EXPECT_EQ(refused("training.epochs", "99999999999"),
            "training.epochs = 99999999999: a whole number is expected from 1 to 1000000");
  EXPECT_EQ(refused("seed", "-1"), "seed = -1: a whole number is expected from 0 to 9007199254740992");
  EXPECT_EQ(refused("probe.fisher", "yes"), "probe.fisher = yes: true or false is expected");
  EXPECT_EQ(refused("model.hidden", "[1, x]"), "model.hidden = [1, x]: a list of whole numbers is expected");
  EXPECT_EQ(refused("training.learning_rate", "nan"), "training.learning_rate = nan: a number is expected");
  EXPECT_EQ(refused("training.learning_rate", "inf"), "training.learning_rate = inf: a number is expected");
  EXPECT_EQ(spec, ExperimentSpec());
}

TEST(SpecFields, ListsAreTakenWithAndWithoutBrackets) {
  ExperimentSpec spec;
  const auto hidden = find_spec_field(spec, "model.hidden");
  set_field_text(hidden, "[ 300,100 ]");
  EXPECT_EQ(spec.model.options.get<std::vector<int>>("hidden"), (std::vector<int>{300, 100}));
  set_field_text(hidden, "64");
  EXPECT_EQ(spec.model.options.get<std::vector<int>>("hidden"), std::vector<int>{64});
  set_field_text(hidden, "[]");
  EXPECT_TRUE(spec.model.options.get<std::vector<int>>("hidden").empty());
}

TEST(SpecFields, AreSetAsTomlHasThem) {
  ExperimentSpec spec;
  const auto set = [&](const char* assignment) { apply_override(spec, assignment); };
  set("name=\"a b\"");
  EXPECT_EQ(spec.name, "a b");
  set("name = 'it is \"so\"'");
  EXPECT_EQ(spec.name, "it is \"so\"");
  set("name=\"tab\\there \\u00e9\"");
  EXPECT_EQ(spec.name, "tab\there \xc3\xa9");
  set("name=it's");
  EXPECT_EQ(spec.name, "it's");
  set("model.hidden=[64, 64]");
  EXPECT_EQ(spec.model.options.get<std::vector<int>>("hidden"), (std::vector<int>{64, 64}));
  set("deficit.0.layers=[\"conv1\", 'layer1.0.conv2']");
  EXPECT_EQ(spec.deficits[0].layers, (std::vector<std::string>{"conv1", "layer1.0.conv2"}));
  set("deficit.0.layers=[\"a, b\", \"c]\"]");
  EXPECT_EQ(spec.deficits[0].layers, (std::vector<std::string>{"a, b", "c]"}));
  set("deficit.0.layers=[conv1, conv2]");
  EXPECT_EQ(spec.deficits[0].layers, (std::vector<std::string>{"conv1", "conv2"}));
  set("training.iterations=1_000");
  EXPECT_EQ(spec.training.iterations, 1000);
  set("training.learning_rate=+5e-2");
  EXPECT_EQ(spec.training.learning_rate, 0.05);
}

TEST(SpecFields, AreNotSetByMoreThanOneValue) {
  ExperimentSpec spec;
  for (const char* assignment :
       {"seed=2\nname = \"x\"", "seed=\"2\"", "seed=[2]", "seed={a=1}", "seed=2020-01-01", "seed=1e3", "seed=2.0",
        "name=\"open", "name='open", "name=\"a\" \"b\"", "model.hidden=[64", "model.hidden=[64, \"64\"]",
        "model.hidden=[1.5]", "probe.fisher=\"true\"", "training.momentum=[0.9]"})
    EXPECT_THROW(apply_override(spec, assignment), InputError) << assignment;
  EXPECT_EQ(spec, ExperimentSpec());
  EXPECT_THAT(input_error_of([&] { apply_override(spec, "model.hidden=[64,"); }),
              HasSubstr("the ] at the end is missing"));
}

TEST(SpecFields, TextThatLooksQuotedReadsBackEqual) {
  for (const char* text : {"\"a\"", "'", "\"", " 'x'", "plain", "a\"b\""}) {
    ExperimentSpec spec, copy;
    spec.name = text;
    apply_override(copy, "name=" + assignment_text(find_spec_field(spec, "name")));
    EXPECT_EQ(copy.name, text);
    set_field_text(find_spec_field(copy, "name"), field_text(find_spec_field(spec, "name")));
    EXPECT_EQ(copy.name, text) << "a form shows text as it is";
  }
}

TEST(FindSpecField, NamesTheFieldsOfATable) {
  ExperimentSpec spec;
  const auto refused = [&](const char* key) { return input_error_of([&] { find_spec_field(spec, key); }); };
  EXPECT_EQ(refused("training.lr"), "unknown key training.lr; did you mean training.learning_rate?");
  EXPECT_EQ(refused("checkpoint"), "checkpoint is a table; its fields are every, keep");
  EXPECT_EQ(refused("checkpoint.interval"), "unknown key checkpoint.interval; checkpoint has every, keep");
  EXPECT_EQ(refused("deficit.3.bits"), "unknown key deficit.3.bits: deficits are numbered from 0, without gaps");
}

TEST(FindSpecField, NamesTheNearestKey) {
  ExperimentSpec spec;
  const auto refused = [&](const char* key) { return input_error_of([&] { find_spec_field(spec, key); }); };
  EXPECT_EQ(refused("training.epoch"), "unknown key training.epoch; did you mean training.epochs?");
  EXPECT_EQ(refused("epochs"), "unknown key epochs; did you mean training.epochs?");
  EXPECT_EQ(refused("deficit.0.bit"), "unknown key deficit.0.bit; did you mean deficit.0.bits?");
  EXPECT_EQ(refused("deficit.bits"), "unknown key deficit.bits; did you mean deficit.0.bits?");
  EXPECT_EQ(refused("zzzzzzzz"), "unknown key zzzzzzzz");
  EXPECT_EQ(spec, ExperimentSpec());
}

TEST(FindSpecField, AppendsTheNextDeficitButNoLaterOne) {
  ExperimentSpec spec;
  set_field_text(find_spec_field(spec, "deficit.0.kind"), "blur");
  set_field_text(find_spec_field(spec, "deficit.0.length"), "7");
  set_field_text(find_spec_field(spec, "deficit.1.kind"), "flip");
  ASSERT_EQ(spec.deficits.size(), 2u);
  EXPECT_EQ(spec.deficits[0].length, 7);
  EXPECT_EQ(spec.deficits[1].kind, "flip");
  EXPECT_THROW(find_spec_field(spec, "deficit.3.kind"), InputError);
  EXPECT_EQ(spec.deficits.size(), 2u);
}

TEST(ApplyOverride, SetsAFieldAndKeepsEqualSignsInTheValue) {
  ExperimentSpec spec;
  apply_override(spec, "training.learning_rate = 0.5");
  apply_override(spec, "name=a=b");
  EXPECT_EQ(spec.training.learning_rate, 0.5);
  EXPECT_EQ(spec.name, "a=b");
}

TEST(ApplyOverride, LeavesTheSpecAloneWhenItIsRefused) {
  ExperimentSpec spec;
  EXPECT_THAT(input_error_of([&] { apply_override(spec, "training.epochs"); }), HasSubstr("training.epochs=3"));
  EXPECT_THROW(apply_override(spec, "deficit.0.length=x"), InputError);
  EXPECT_TRUE(spec.deficits.empty());
}

}  // namespace
}  // namespace imprint
