// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kernels/dropout_kernels.h"

#include <gtest/gtest.h>

#include <vector>

#include "core/base/keyed_hash.h"

namespace imprint {
namespace {

TEST(DropoutKernels, KeepByTheHashOnEveryInstructionSet) {
  for (const InstructionSet set : {InstructionSet::baseline, InstructionSet::avx2, InstructionSet::avx512}) {
    if (!is_supported(set)) continue;
    for (const std::size_t count : {0, 1, 63, 1000}) {
      std::vector<float> mask(count, -1);
      fill_dropout_mask(mask, 1.5F, 1U << 30, 77, set);
      for (std::size_t i = 0; i < count; ++i)
        EXPECT_EQ(mask[i], keyed_hash32(77, static_cast<std::uint32_t>(i)) < (1U << 30) ? 0 : 1.5F) << i;
    }
  }
}

}  // namespace
}  // namespace imprint
