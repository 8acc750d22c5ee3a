// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/switch_presets.h"

#include <gtest/gtest.h>

#include "core/schedule/precision_plan.h"
#include "core/spec/spec_fields.h"
#include "core/spec/spec_io.h"

namespace imprint {
namespace {

PrecisionPlan plan_of(const std::string& name, std::int64_t steps) {
  const Preset& preset = find_switch_preset(name)->preset;
  ExperimentSpec spec;
  spec.training.iterations = steps;
  spec.precision = preset.precision.value();
  spec.deficits = preset.deficits.value_or(std::vector<DeficitSpec>());
  return {spec, steps, 10};
}

TEST(SwitchPresets, AreExperimentsThatHold) {
  for (const SwitchPreset& one : switch_presets()) {
    ExperimentSpec spec;
    spec.precision = one.preset.precision.value();
    spec.deficits = one.preset.deficits.value_or(std::vector<DeficitSpec>());
    spec.training.lr_restart = one.preset.lr_restart.value_or(false);
    EXPECT_TRUE(spec_problems(spec).empty()) << one.preset.name;
    EXPECT_EQ(preset_from_json(preset_to_json(one.preset), "x"), one.preset);
  }
  EXPECT_EQ(find_switch_preset("CR"), nullptr);
}

TEST(SwitchPresets, SwitchAtTheStepThatTheySay) {
  for (const auto& [name, first_of_bf16] :
       {std::pair("fp4-early", 250), {"fp4-mid", 500}, {"fp4-late", 820}, {"fp4-restart", 500}}) {
    const PrecisionPlan plan = plan_of(name, 1000);
    EXPECT_EQ(short_text(plan.at(first_of_bf16 - 1)), "nvfp4/nvfp4") << name;
    EXPECT_EQ(short_text(plan.at(first_of_bf16)), "bf16/bf16") << name;
    EXPECT_EQ(short_text(plan.at(999)), "bf16/bf16") << name;
  }
  for (const auto& [name, first_of_4] : {std::pair("qat-last-10", 900), {"qat-last-25", 750}, {"qat-last-50", 500}}) {
    EXPECT_EQ(short_text(plan_of(name, 1000).at(first_of_4 - 1)), "32/32") << name;
    EXPECT_EQ(short_text(plan_of(name, 1000).at(first_of_4)), "4/32") << name;
  }
  EXPECT_EQ(short_text(plan_of("warm-up", 1000).at(99)), "32/32");
  EXPECT_EQ(short_text(plan_of("warm-up", 1000).at(100)), "4/32");
}

}  // namespace
}  // namespace imprint
