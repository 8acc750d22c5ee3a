// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/codec.h"

namespace imprint {

const Codec& codec_of(NumberFormat format) {
  switch (format.family) {
#define IMPRINT_CASE(family) \
  case FormatFamily::family: return family##_codec();
    IMPRINT_FORMATS(IMPRINT_CASE)
#undef IMPRINT_CASE
  }
  return affine_codec();
}

}  // namespace imprint
