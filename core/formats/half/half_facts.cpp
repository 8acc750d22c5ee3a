// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/precision/format_facts.h"

namespace imprint {
namespace {

std::string name_of_half(NumberFormat format) { return format == bf16_format ? "bf16" : "fp16"; }

}  // namespace

FormatFacts half_facts() { return {.name = name_of_half, .formats = {bf16_format, fp16_format}}; }

}  // namespace imprint
