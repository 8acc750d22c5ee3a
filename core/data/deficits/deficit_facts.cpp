// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/deficits/deficit_facts.h"

namespace imprint {

std::vector<Kind> kinds_of_deficits() {
  std::vector<Kind> kinds = {{.name = precision_deficit,
                              .reads = {"deficit.bits", "deficit.weight_bits", "deficit.activation_bits",
                                        "deficit.backward_bits", "deficit.format", "deficit.layers"}}};
#define IMPRINT_APPEND(deficit) kinds.push_back(deficit##_facts());
  IMPRINT_DATA_DEFICITS(IMPRINT_APPEND)
#undef IMPRINT_APPEND
  return kinds;
}

}  // namespace imprint
