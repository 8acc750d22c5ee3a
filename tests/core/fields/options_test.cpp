// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fields/options.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

#include "core/fields/field_makers.h"

namespace imprint {
namespace {

using namespace field_makers;

std::vector<Option> all() {
  return {{number({"width", "Width"}, {}, within(1, 9), "Channels."), 3},
          {flag({"fast", "Fast"}, {}, "Quickly."), false},
          {number({"width", "Width"}, {}, within(1, 9), "Of another kind."), 7}};
}

TEST(Options, BeginAtTheirInitialValuesTheFirstOfSeveral) {
  const Options options(all());
  EXPECT_EQ(options.get<int>("width"), 3);
  EXPECT_FALSE(options.get<bool>("fast"));
  EXPECT_EQ(options, Options(all()));
}

TEST(Options, KeepWhatIsSetAndComeBack) {
  Options options(all());
  options.set("width", 5);
  EXPECT_EQ(options.get<int>("width"), 5);
  EXPECT_NE(options, Options(all()));
  EXPECT_FALSE(options.is_initial(all()[0]));
  options.reset(all()[0]);
  EXPECT_EQ(options, Options(all()));
}

TEST(Options, AreFieldsEachKeyOnceThatStoreIntoThem) {
  Options options(all());
  const std::vector<Field> fields = options.fields(all());
  ASSERT_EQ(fields.size(), 2U);
  EXPECT_EQ(fields[0].help, "Channels.");
  set_field_text(fields[0], "8");
  set_field_text(fields[1], "true");
  EXPECT_EQ(options.get<int>("width"), 8);
  EXPECT_TRUE(options.get<bool>("fast"));
}

TEST(Options, AreCopiedByValue) {
  Options options(all());
  const Options copy = options;
  set_field_text(options.fields(all())[0], "8");
  EXPECT_EQ(copy.get<int>("width"), 3);
}

TEST(Options, NameAKeyThatNoKindHas) {
  Options options(all());
  EXPECT_THROW(options.get<int>("height"), std::out_of_range);
  EXPECT_THROW(options.set("height", 1), std::out_of_range);
  EXPECT_THROW(options.get<double>("width"), std::bad_variant_access) << "of another type";
}

}  // namespace
}  // namespace imprint
