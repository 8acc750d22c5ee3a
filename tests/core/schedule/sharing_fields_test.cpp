// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/sharing_fields.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "core/schedule/run_timeline.h"
#include "core/spec/spec_fields.h"

namespace imprint {
namespace {

TEST(SharingFields, AFieldThatNobodyHasDeclaredKeepsRunsApart) {
  EXPECT_EQ(sharing_role("training.something_new"), SharingRole::keeps_apart);
  EXPECT_EQ(sharing_role("deficit.0.something_new"), SharingRole::keeps_apart);
  EXPECT_EQ(sharing_role("precision.linear_granularity"), SharingRole::keeps_apart);
  EXPECT_EQ(sharing_role("training.clip_norm"), SharingRole::keeps_apart);
  EXPECT_EQ(sharing_role("deficit.12.bits"), SharingRole::described_by_step);
  EXPECT_EQ(sharing_role("name"), SharingRole::irrelevant);
}

TEST(SharingFields, OnlyFieldsThatExistAreDeclaredAndEachOnce) {
  const auto& known = spec_key_names();
  std::set<std::string_view> seen;
  for (const SharingRole role : {SharingRole::described_by_step, SharingRole::irrelevant})
    for (const std::string_view key : declared_fields(role)) {
      EXPECT_NE(std::ranges::find(known, key), known.end()) << key;
      EXPECT_TRUE(seen.insert(key).second) << key << " is declared twice";
    }
}

/// Another value of the field, whether it makes sense or not.
struct Change {
  const Field& field;

  void operator()(bool* value) const { *value = !*value; }
  void operator()(std::string* value) const {
    const auto other = std::ranges::find_if(field.choices, [&](const std::string& choice) { return choice != *value; });
    *value = other != field.choices.end() ? *other : *value + "x";
  }
  void operator()(std::vector<std::string>* value) const { value->emplace_back("new"); }
  template <class Number>
  void operator()(Number* value) const {
    *value += 1;
  }
  template <class Number>
  void operator()(std::vector<Number>* value) const {
    value->push_back(1);
  }
};

TEST(SharingFields, EveryFieldOfTheSpecIsDeclaredOrKeepsRunsApart) {
  ExperimentSpec plain;
  plain.deficits.resize(2);
  const std::size_t count = spec_fields(plain).size();
  ASSERT_GT(count, 80U);
  for (std::size_t i = 0; i < count; ++i) {
    ExperimentSpec changed = plain;
    const Field field = spec_fields(changed)[i];
    std::visit(Change{field}, field.storage);
    ASSERT_NE(changed, plain) << field.key;
    EXPECT_EQ(same_conditions(plain, changed), sharing_role(field.key) != SharingRole::keeps_apart) << field.key;
  }
}

TEST(SharingFields, DeficitsAreConditionsOnlyInWhatStepsDoNotDescribe) {
  ExperimentSpec none, some;
  some.deficits = {{.kind = "blur", .onset = 3}, {.bits = 2, .layers = {"conv1"}}};
  EXPECT_EQ(conditions_of(some), conditions_of(none));
  EXPECT_EQ(conditions_of(none), ExperimentSpec());
}

}  // namespace
}  // namespace imprint
