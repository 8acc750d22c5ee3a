// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "core/fields/field_problem.h"
#include "core/spec/kinds.h"
#include "core/spec/spec_fields.h"

namespace imprint {
namespace {

/// The problem of `key` after it was set to `value`.
template <class Value>
std::string problem_of(const char* key, Value value) {
  ExperimentSpec spec;
  spec.deficits.resize(1);
  const Field field = find_spec_field(spec, key);
  *std::get<Value*>(field.storage) = value;
  return field_problem(field);
}

TEST(FieldProblem, NamesRuleAndValue) {
  EXPECT_EQ(problem_of("training.epochs", 0), "must be from 1 to 1000000, but is 0");
  EXPECT_EQ(problem_of("training.learning_rate", 0.0), "must be above 0 and at most 1000, but is 0");
  EXPECT_EQ(problem_of("training.momentum", 1.0), "must be at least 0 and below 1, but is 1");
  EXPECT_EQ(problem_of("deficit.0.bits", 33), "must be from 0 to 32, but is 33");
}

TEST(FieldProblem, TakesTheLimitsThemselves) {
  EXPECT_EQ(problem_of("training.epochs", 1), "");
  EXPECT_EQ(problem_of("precision.max_bits", 32), "");
  EXPECT_EQ(problem_of("training.momentum", 0.0), "");
  EXPECT_EQ(problem_of("seed", std::uint64_t{1} << 53), "");
  EXPECT_NE(problem_of("seed", (std::uint64_t{1} << 53) + 2), "");
}

TEST(FieldProblem, ComparesWholeNumbersAsSuch) {
  EXPECT_NE(problem_of("seed", (std::uint64_t{1} << 53) + 1), "") << "as a double it is 2^53";
  EXPECT_NE(problem_of("seed", ~std::uint64_t{0}), "");
  EXPECT_NE(problem_of("training.iterations", std::numeric_limits<std::int64_t>::max()), "");
  EXPECT_NE(problem_of("training.iterations", std::numeric_limits<std::int64_t>::min()), "");
  EXPECT_EQ(problem_of("threads", std::numeric_limits<int>::min()), "must be from 0 to 1024, but is -2147483648");
}

TEST(FieldProblem, RefusesTextThatCanNotBeStored) {
  EXPECT_NE(problem_of("dataset.root", std::string("data\xff")), "");
  EXPECT_NE(problem_of("name", std::string("a\xc3")), "");
  EXPECT_EQ(problem_of("name", std::string("caf\xc3\xa9")), "");
}

TEST(FieldProblem, RefusesWhatIsNoFiniteNumber) {
  for (const double bad : {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()})
    EXPECT_NE(problem_of("training.weight_decay", bad), "");
  EXPECT_NE(problem_of("training.lr_milestones", std::vector<double>{0.5, std::nan("")}), "");
}

TEST(FieldProblem, ChecksEveryElementOfAList) {
  EXPECT_EQ(problem_of("model.hidden", std::vector<int>{256, 0}),
            "has an element that must be from 1 to 65536, but is 0");
}

TEST(FieldProblem, NamesTheNearestChoice) {
  EXPECT_EQ(problem_of("training.optimizer", std::string("sdg")),
            "must be sgd or adam, but is \"sdg\"; did you mean sgd?");
  EXPECT_EQ(problem_of("training.optimizer", std::string("lion")), "must be sgd or adam, but is \"lion\"");
}

TEST(FieldProblem, KnowsIntervalsDevicesAndEmptyNames) {
  EXPECT_EQ(problem_of("probe.every", std::string("2 epochs")), "");
  EXPECT_NE(problem_of("probe.every", std::string("often")), "");
  EXPECT_EQ(problem_of("device", std::string("cuda:12")), "");
  EXPECT_NE(problem_of("device", std::string("cuda:")), "");
  EXPECT_NE(problem_of("device", std::string("gpu")), "");
  EXPECT_EQ(problem_of("name", std::string(" ")), "must not be empty");
  EXPECT_EQ(problem_of("dataset.root", std::string()), "");
  EXPECT_NE(problem_of("name", std::string("two\nlines")), "");
}

TEST(KnownNames, AreTheChoicesOfTheirFields) {
  ExperimentSpec spec;
  EXPECT_EQ(find_spec_field(spec, "dataset.name").choices, kind_names("dataset.name"));
  EXPECT_EQ(find_spec_field(spec, "precision.schedule").choices, kind_names("precision.schedule"));
}

}  // namespace
}  // namespace imprint
