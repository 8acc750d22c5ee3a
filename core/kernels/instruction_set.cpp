// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kernels/instruction_set.h"

namespace imprint {

#if defined(__x86_64__)

bool is_supported(InstructionSet set) {
  switch (set) {
    case InstructionSet::avx512:
      return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
             __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl");
    case InstructionSet::avx2: return __builtin_cpu_supports("avx2");
    case InstructionSet::baseline: break;
  }
  return true;
}

#else

bool is_supported(InstructionSet set) { return set == InstructionSet::baseline; }

#endif

InstructionSet best_instruction_set() {
  static const InstructionSet best = is_supported(InstructionSet::avx512) ? InstructionSet::avx512
                                     : is_supported(InstructionSet::avx2) ? InstructionSet::avx2
                                                                          : InstructionSet::baseline;
  return best;
}

}  // namespace imprint
