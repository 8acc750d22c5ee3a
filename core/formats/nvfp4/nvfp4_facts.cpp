// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/precision/format_facts.h"

namespace imprint {
namespace {

std::string name_of_nvfp4(NumberFormat /*format*/) { return "nvfp4"; }

/// NVIDIA's of the Blackwell generation: nvfp4, and mxfp8 above it.
Ladder nvidia_ladder() {
  constexpr NumberFormat e4m3 = mx_format(8, 4), e5m2 = mx_format(8, 5);
  return {
      "nvidia",
      {{nvfp4_format, nvfp4_format, nvfp4_format}, {e4m3, e4m3, e5m2}, {bf16_format, bf16_format, bf16_format}, {}}};
}

}  // namespace

FormatFacts nvfp4_facts() { return {.name = name_of_nvfp4, .formats = {nvfp4_format}, .ladders = {nvidia_ladder()}}; }

}  // namespace imprint
