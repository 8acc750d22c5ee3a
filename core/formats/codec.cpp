// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/codec.h"

#include "core/formats/affine/affine_codec.h"
#include "core/formats/minifloat/minifloat_codec.h"

namespace imprint {

const Codec& codec_of(NumberFormat format) {
  static const AffineCodec affine;
  static const MinifloatCodec minifloat;
  if (format.family() == FormatFamily::minifloat) return minifloat;
  return affine;
}

}  // namespace imprint
