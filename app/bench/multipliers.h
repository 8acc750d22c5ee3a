// SPDX-License-Identifier: GPL-3.0-or-later
// Which low-precision products the processor is fast at, within what ONEDNN_MAX_CPU_ISA leaves of it.
#pragma once

#include <string>

namespace imprint {

struct Multipliers {
  std::string integers;        // "AVX-512 VNNI" or "AVX-512 VNNI, AMX"; empty: it has none
  std::string bf16;            // "AVX-512 BF16" or "AVX-512 BF16, AMX"; empty: it has none
  std::string onednn_version;  // "2.6.3"
};

Multipliers inspect_multipliers();

/// What precision.executor = auto means on such a machine, in one sentence's end.
std::string executor_words(const Multipliers& multipliers);

}  // namespace imprint
