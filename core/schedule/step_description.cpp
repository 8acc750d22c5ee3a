// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/step_description.h"

namespace imprint {

DeficitSpec acting_deficit(DeficitSpec deficit) {
  const DeficitSpec plain;
  deficit.onset = plain.onset;
  deficit.length = plain.length;
  deficit.unit = plain.unit;
  if (deficit.kind != "blur") deficit.resampling = plain.resampling;
  if (strikes_bits(deficit)) return deficit;
  deficit.bits = plain.bits;
  deficit.weight_bits = plain.weight_bits;
  deficit.activation_bits = plain.activation_bits;
  deficit.backward_bits = plain.backward_bits;
  deficit.layers = plain.layers;
  return deficit;
}

}  // namespace imprint
