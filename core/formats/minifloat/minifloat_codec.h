// SPDX-License-Identifier: GPL-3.0-or-later
// Minifloats (minifloat_grid.h) as a codec: the scale maps the largest magnitude of a group to the format's largest
// value, else raw e2m1 would make every weight below 1/4 zero. Values must be finite to have codes.
#pragma once

#include "core/formats/codec.h"

namespace imprint {

class MinifloatCodec : public Codec {
 protected:
  Encoded encode_rows(const at::Tensor& values, NumberFormat format, const Rounding& rounding) const override;
  at::Tensor decode_rows(const Encoded& encoded) const override;
  at::Tensor round_rows(const at::Tensor& values, NumberFormat format, const Rounding& rounding) const override;
};

}  // namespace imprint
