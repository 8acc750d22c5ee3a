// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/switch_presets.h"

#include <algorithm>
#include <vector>

namespace imprint {
namespace {

/// `first` bits up to that share of the run, then `second`.
PrecisionCurve step_curve(double at, double first, double second) {
  return {1, "repeated", {0, at, at}, {first, first, second}, {"hold", "hold", "hold"}, {}};
}

PrecisionSpec switched(const char* ladder, double at, int first, int second) {
  PrecisionSpec precision;
  precision.schedule = "curve";
  precision.ladder = ladder;
  precision.min_bits = std::min(first, second);
  precision.max_bits = std::max(first, second);
  precision.curve = step_curve(at, first, second);
  return precision;
}

/// nvfp4, gradients as well, until bf16 takes its place.
PrecisionSpec fp4_to_bf16(double at) {
  PrecisionSpec precision = switched("nvidia", at, 4, 16);
  precision.backward_bits = 16;
  precision.backward_curve = precision.curve;
  return precision;
}

/// The forward pass alone; gradients stay in fp32.
PrecisionSpec forward_switch(double at, int first, int second) {
  PrecisionSpec precision = switched("affine", at, first, second);
  precision.backward_bits = 32;
  return precision;
}

/// As a deficit, at whose end the rate can begin anew.
Preset with_restart() {
  PrecisionSpec bf16;
  bf16.schedule = "static";
  bf16.ladder = "nvidia";
  bf16.max_bits = bf16.backward_bits = 16;
  DeficitSpec fp4;
  fp4.unit = "fraction";
  fp4.length = 0.5;
  fp4.bits = fp4.backward_bits = 4;
  return {"fp4-restart", bf16, std::vector{fp4}, true};
}

std::vector<SwitchPreset> make_presets() {
  std::vector<SwitchPreset> presets;
  const auto add = [&](const char* name, PrecisionSpec precision, const char* description) {
    presets.push_back({{name, std::move(precision), std::vector<DeficitSpec>()}, description});
  };
  add("fp4-early", fp4_to_bf16(0.25), "nvfp4 for the first quarter of the run, then bf16.");
  add("fp4-mid", fp4_to_bf16(0.5), "nvfp4 for the first half of the run, then bf16.");
  add("fp4-late", fp4_to_bf16(0.82), "nvfp4 for 82 % of the run, then bf16 (arXiv 2509.25149).");
  presets.push_back({with_restart(), "nvfp4 for the first half, then bf16 and the learning rate anew."});
  add("qat-last-10", forward_switch(0.9, 32, 4), "fp32, and 4 bits for the last tenth (arXiv 2502.02631).");
  add("qat-last-25", forward_switch(0.75, 32, 4), "fp32, and 4 bits for the last quarter.");
  add("qat-last-50", forward_switch(0.5, 32, 4), "fp32, and 4 bits for the second half.");
  add("warm-up", forward_switch(0.1, 32, 4), "fp32 for the first tenth of the run, then 4 bits.");
  return presets;
}

}  // namespace

std::span<const SwitchPreset> switch_presets() {
  static const std::vector<SwitchPreset> presets = make_presets();
  return presets;
}

const SwitchPreset* find_switch_preset(std::string_view name) {
  const auto presets = switch_presets();
  const auto found =
      std::ranges::find(presets, name, [](const SwitchPreset& one) -> std::string_view { return one.preset.name; });
  return found == presets.end() ? nullptr : &*found;
}

}  // namespace imprint
