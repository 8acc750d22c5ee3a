// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/spec/preset_io.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "core/spec/curve_rules.h"
#include "tests/support/expect_error.h"

namespace imprint {
namespace {

using ::testing::HasSubstr;

PrecisionCurve wavy_curve() {
  PrecisionCurve curve;
  curve.at = {0, 0.125, 0.125, 1.0 / 3, 1};
  curve.bits = {3, 4.1, 8, 5, 7};
  curve.segment = {"linear", "hold", "bezier", "bezier", "hold"};
  curve.handles = {0.2, 1.5, 0.9, -0.25, 0.1, 0, 0.7, 2};
  return curve;
}

PrecisionSpec drawn(const PrecisionCurve& curve) {
  PrecisionSpec spec = {.schedule = "curve"};
  spec.curve = curve;
  return spec;
}

std::string error_of(const std::string& json) {
  return test::input_error_of([&] { preset_from_json(json, "x.json"); });
}

TEST(Preset, ReadsBackEqual) {
  PrecisionSpec precision = drawn(wavy_curve());
  precision.backward_curve = wavy_curve();
  DeficitSpec deficit;
  deficit.kind = "blur";
  for (const Preset& preset : {Preset{"both", precision, {{deficit, deficit}}}, Preset{"schedule", precision, {}},
                               Preset{"deficits", {}, {{deficit}}}, Preset{"no deficits", {}, {{}}},
                               Preset{"restart", precision, {{deficit}}, true}})
    EXPECT_EQ(preset_from_json(preset_to_json(preset), "x.json"), preset) << preset.name;
}

TEST(Preset, FromANewerVersionIsRefusedByName) {
  EXPECT_THAT(error_of(R"({"format": "imprint-preset", "version": 2, "name": "x", "precision": {}})"),
              HasSubstr("x.json: \"version\" is 2, this program knows up to 1: use a newer Imprint"));
}

TEST(Preset, ThatIsNoneSaysWhatItLacks) {
  EXPECT_THAT(error_of("{"), HasSubstr("damaged JSON at byte"));
  EXPECT_THAT(error_of("<html>"), HasSubstr("x.json is an HTML page, not JSON"));
  EXPECT_THAT(error_of("[]"), HasSubstr("no preset of Imprint"));
  EXPECT_THAT(error_of(R"({"format": "imprint-preset", "version": 1, "name": "x"})"), HasSubstr("is empty"));
  EXPECT_THAT(error_of(R"({"format": "imprint-preset", "version": 1, "name": "x", "model": {}})"),
              HasSubstr("unknown key model"));
  EXPECT_THAT(
      error_of(
          R"({"format": "imprint-preset", "version": 1, "name": "x", "precision": {}, "training": {"epochs": 2}})"),
      HasSubstr("unknown key training.epochs; of training a preset has lr_restart alone"));
  EXPECT_THAT(error_of(R"({"format": "imprint-preset", "version": 1, "name": "x", "precision": {"min_bts": 2}})"),
              HasSubstr("min_bits"));
}

TEST(Preset, WithAWrongCurveSaysWhatIsWrong) {
  PrecisionCurve curve = wavy_curve();
  curve.at[3] = 0.1;
  EXPECT_THAT(error_of(preset_to_json({"x", drawn(curve), {}})), HasSubstr("time does not go back"));
}

TEST(CurveRules, AskForEqualLengthsAndHandles) {
  PrecisionCurve curve = wavy_curve();
  curve.bits.pop_back();
  curve.handles.pop_back();
  std::string text;
  for (const auto& problem : curve_problems(curve, "c", 1, 32)) text += problem.key + " " + problem.message + "\n";
  EXPECT_THAT(text, HasSubstr("c.bits must have as many elements as c.at = 5, but has 4"));
  EXPECT_THAT(text, HasSubstr("c.handles must have 4 numbers for each bezier segment, 8 in all, but has 7"));
}

TEST(CurveRules, KeepACurveWithinTheBitsOfItsSchedule) {
  PrecisionSpec spec = drawn(wavy_curve());
  spec.max_bits = 7;
  ASSERT_EQ(curve_problems(spec).size(), 1U);
  EXPECT_THAT(curve_problems(spec).front().message, HasSubstr("within 3 and 7 bits, but has point 3 (bits 8)"));
}

TEST(CurveRules, ACurveBesideANamedScheduleIsAMistake) {
  PrecisionSpec spec = drawn(wavy_curve());
  spec.schedule = "CR";
  EXPECT_THAT(curve_problems(spec).front().message, HasSubstr("is for precision.schedule = curve only"));
}

}  // namespace
}  // namespace imprint
