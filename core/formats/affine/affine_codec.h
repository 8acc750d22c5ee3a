// SPDX-License-Identifier: GPL-3.0-or-later
// CPT's grid (affine_grid.h) as a codec: scale and offset are the grid's step and minimum. A NaN among the values makes
// the scale of its group NaN.
#pragma once

#include "core/formats/codec.h"

namespace imprint {

class AffineCodec : public Codec {
 protected:
  Encoded encode_rows(const at::Tensor& values, NumberFormat format, const Rounding& rounding) const override;
  at::Tensor decode_rows(const Encoded& encoded) const override;
  at::Tensor round_rows(const at::Tensor& values, NumberFormat format, const Rounding& rounding) const override;
};

}  // namespace imprint
