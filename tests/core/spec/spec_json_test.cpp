// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "core/spec/spec_fields.h"
#include "core/spec/spec_io.h"
#include "tests/core/spec/random_spec.h"
#include "tests/support/expect_error.h"

namespace imprint {
namespace {

using ::testing::HasSubstr;

std::string error_in(const std::string& json) {
  return test::input_error_of([&] { spec_from_json(json, "config.json"); });
}

TEST(SpecJson, RandomSpecsReadBackEqual) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const ExperimentSpec spec = test::random_spec(seed);
    ASSERT_EQ(spec_from_json(spec_to_json(spec), "config.json"), spec);
  }
}

TEST(SpecJson, HoldsEveryFieldUnderItsDottedName) {
  ExperimentSpec spec;
  spec.deficits.resize(2);
  const auto json = nlohmann::json::parse(spec_to_json(spec));
  for (const auto& field : spec_fields(spec)) {
    std::string pointer = "/" + field.key;
    for (char& c : pointer)
      if (c == '.') c = '/';
    EXPECT_TRUE(json.contains(nlohmann::json::json_pointer(pointer))) << pointer;
  }
  EXPECT_EQ(json.at("format"), 1);
  EXPECT_EQ(json.at("training").at("epochs"), 20);
  EXPECT_TRUE(nlohmann::json::parse(spec_to_json(ExperimentSpec())).at("deficit").is_array());
}

TEST(SpecJson, RefusesANewerFormatAndWhatIsNoSpec) {
  EXPECT_EQ(error_in(R"({"format": 2, "name": "x"})"),
            "config.json: \"format\" is 2, this program knows up to 1: use a newer Imprint");
  EXPECT_THAT(error_in("{}"), HasSubstr("\"format\" is missing"));
  EXPECT_THAT(error_in("[]"), HasSubstr("a JSON object is expected"));
}

TEST(SpecJson, RefusesUnknownKeysAndWrongTypes) {
  EXPECT_EQ(error_in(R"({"format": 1, "training": {"epoch": 3}})"),
            "config.json: unknown key training.epoch; did you mean training.epochs?");
  EXPECT_EQ(error_in(R"({"format": 1, "training": {"epochs": "x"}})"),
            "config.json: training.epochs = \"x\": a whole number is expected");
  EXPECT_EQ(error_in(R"({"format": 1, "seed": 18446744073709551615})"),
            "config.json: seed = 18446744073709551616.0: a whole number is expected");
  EXPECT_THAT(error_in(R"({"format": 1, "name": null})"), HasSubstr("text is expected"));
  EXPECT_THAT(error_in(R"({"format": 1, "deficit": {"bits": 3}})"), HasSubstr("deficit is a list of tables"));
}

TEST(SpecJson, EveryCutOfAFileIsRefused) {
  const std::string whole = spec_to_json(ExperimentSpec());
  const std::size_t end = whole.rfind('}');
  for (std::size_t length = 0; length <= end; length += 7)
    ASSERT_THAT(error_in(whole.substr(0, length)), HasSubstr("config.json: damaged JSON at byte")) << length;
}

}  // namespace
}  // namespace imprint
