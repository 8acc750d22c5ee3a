// SPDX-License-Identifier: GPL-3.0-or-later
// The field engine on a record that is neither a spec nor a recipe: written, read, refused.
#include "core/fields/field_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/fields/field_json.h"
#include "core/fields/field_makers.h"
#include "core/fields/field_problem.h"
#include "core/fields/field_toml.h"
#include "core/fields/field_value.h"
#include "tests/support/expect_error.h"

namespace imprint {
namespace {

using test::input_error_of;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

struct Leg {
  std::string place = "home";
  double miles = 1;
  bool operator==(const Leg&) const = default;
};

struct Journey {
  std::string title = "untitled";
  int days = 1;
  std::vector<int> stops = {};
  std::vector<Leg> legs = {};
  bool operator==(const Journey&) const = default;
};

std::vector<Field> fields_of(Journey& journey) {
  using namespace field_makers;
  std::vector<Field> all = {text({"title", "Title"}, &journey.title, TextKind::plain, "What it is called.")};
  append_table(all, "plan",
               {number({"days", "Days", "d"}, &journey.days, within(1, 30), "How long."),
                number({"stops", "Stops"}, &journey.stops, within(0, 9), "Where to rest.")});
  for (std::size_t i = 0; i < journey.legs.size(); ++i)
    append_table(all, numbered_table("leg", i),
                 {text({"place", "Place"}, &journey.legs[i].place, TextKind::plain, "Where to."),
                  number({"miles", "Miles"}, &journey.legs[i].miles, above(0, 100), "How far.")});
  return all;
}

Journey read(const FieldDocument& document) {
  Journey journey;
  journey.legs.resize(document.tables);
  const auto fields = fields_of(journey);
  store_document(document, fields, [&](const FieldEntry& entry) {
    throw InputError(entry.location + ": " + unknown_key_text(entry.key, keys_of(fields)));
  });
  require_none(field_problems(fields), "trip: ");
  return journey;
}

Journey from_toml(const std::string& text) { return read(document_from_toml(text, "trip", "leg")); }

std::string to_toml(Journey journey, TomlLayout layout = {}) {
  Journey plain;
  plain.legs.resize(journey.legs.size());
  layout.list = "leg";
  return fields_to_toml(fields_of(journey), fields_of(plain), layout);
}

const Journey far = {"far", 3, {1, 2}, {{"sea", 2.5}, {"home", 1}, {"moor", 7}}};

TEST(FieldToml, WritesWhatIsNoDefaultBelowTheHeadingsOfItsTables) {
  EXPECT_EQ(to_toml(far, {.always = [](const Field& field) { return field.key.ends_with(".place"); }}),
            "title = \"far\"\n\n[plan]\ndays = 3\nstops = [1, 2]\n\n[[leg]]\nplace = \"sea\"\nmiles = 2.5\n"
            "\n[[leg]]\nplace = \"home\"\n\n[[leg]]\nplace = \"moor\"\nmiles = 7.0\n");
  EXPECT_EQ(to_toml({}), "");
  EXPECT_THAT(to_toml({}, {.complete = true}), HasSubstr("\n[plan]\ndays = 1  # [d] How long.\n"));
}

TEST(FieldToml, ReadsBackEqual) {
  EXPECT_EQ(from_toml(to_toml(far, {.complete = true})), far);
  EXPECT_EQ(from_toml(""), Journey());
}

TEST(FieldToml, ErrorsNamePlaceFieldRuleAndValue) {
  const auto refused = [](const char* text) { return input_error_of([&] { from_toml(text); }); };
  EXPECT_EQ(refused("[plan]\ndays = \"two\"\n"), "trip:2:1: plan.days = \"two\": a whole number is expected");
  EXPECT_EQ(refused("[plan]\ndayz = 2\n"), "trip:2:1: unknown key plan.dayz; did you mean plan.days?");
  EXPECT_EQ(refused("[plan]\ndays = 31\nstops = [10]\n"),
            "trip: plan.days must be from 1 to 30, but is 31\n"
            "trip: plan.stops has an element that must be from 0 to 9, but is 10");
  EXPECT_EQ(refused("[[leg]]\nmiles = 0\n"), "trip: leg.0.miles must be above 0 and at most 100, but is 0");
  EXPECT_THAT(refused("[plan\n"), HasSubstr("trip:1:"));
}

TEST(FieldJson, ReadsBackEqual) {
  Journey copy = far;
  nlohmann::ordered_json json;
  store_fields(fields_of(copy), json);
  EXPECT_EQ(json.at("leg").at(2).at("place"), "moor");
  EXPECT_EQ(json.at("plan").at("stops"), nlohmann::ordered_json::array({1, 2}));
  EXPECT_EQ(read(document_from_json(json, "trip", "leg")), far);
}

TEST(FieldJson, WhatNoFieldTakesIsAnEntryWithoutAValue) {
  const auto json = nlohmann::ordered_json::parse(R"({"plan": {"days": [[1]]}, "empty": {}})");
  const auto entries = document_from_json(json, "trip", "leg").entries;
  ASSERT_EQ(entries.size(), 2);
  EXPECT_EQ(entries[0].key, "plan.days");
  EXPECT_TRUE(std::holds_alternative<std::monostate>(entries[0].value));
  EXPECT_TRUE(std::holds_alternative<std::monostate>(entries[1].value));
}

TEST(FieldTable, KeysOfNumberedTables) {
  EXPECT_EQ(table_number("leg.12.miles", "leg"), 12);
  for (const char* key : {"leg.miles", "leg..miles", "leg.x.miles", "leg.-1.miles", "leg.1.a.b", "log.1.miles",
                          "leg.12345.miles", "leg.1", ""})
    EXPECT_FALSE(table_number(key, "leg").has_value()) << key;
  EXPECT_EQ(without_number("leg.12.miles"), "leg.miles");
  EXPECT_EQ(without_number("plan.days"), "plan.days");
  EXPECT_EQ(table_of("leg.1.miles"), "leg.1");
  EXPECT_EQ(table_of("title"), "");
}

TEST(FieldTable, AssignmentsLoseTheirBlanks) {
  const auto [key, text] = assignment_of(" plan.days =  a = b ", "an assignment");
  EXPECT_EQ(key, "plan.days");
  EXPECT_EQ(text, "a = b");
  EXPECT_EQ(input_error_of([] { assignment_of("plan", "an assignment like a=b"); }),
            "\"plan\": an assignment like a=b is expected");
}

TEST(FieldProblems, KeepTheOrderOfTheFields) {
  Journey wrong = {"", 0, {}, {{"", 5}}};
  std::vector<std::string> keys;
  for (const FieldProblem& problem : field_problems(fields_of(wrong))) keys.push_back(problem.key);
  EXPECT_THAT(keys, ElementsAre("title", "plan.days", "leg.0.place"));
  EXPECT_NO_THROW(require_none({}));
}

/// Words of which at least one is chosen, each once.
TEST(FieldTable, OneOrMoreOfTheChoicesReadsAsAWordOrAsAList) {
  std::vector<std::string> meals = {"noon"};
  const Field field =
      field_makers::one_or_more({"meals", "Meals"}, &meals, {"noon", "night", "dawn"}, "When one eats.");
  EXPECT_EQ(field_text(field), "noon");
  EXPECT_EQ(value_text(field_value(field)), "\"noon\"");
  set_field_text(field, "dawn, noon");
  EXPECT_THAT(meals, ElementsAre("dawn", "noon"));
  EXPECT_EQ(field_text(field), "[\"dawn\", \"noon\"]");
  set_field_value(field, FieldScalar(std::string("night")));
  EXPECT_THAT(meals, ElementsAre("night"));
  EXPECT_EQ(field_problem(field), "");
  meals = {"noon", "dawn", "noon"};
  EXPECT_EQ(field_problem(field), "must have each once, but has noon twice");
  meals = {"tea"};
  EXPECT_THAT(field_problem(field), HasSubstr("has an element that must be noon, night or dawn"));
  meals = {};
  EXPECT_EQ(field_problem(field), "must have at least one of noon, night or dawn");
  EXPECT_THAT(input_error_of([&] { set_field_value(field, FieldScalar(1.5)); }), HasSubstr("a list of words"));
}

}  // namespace
}  // namespace imprint
