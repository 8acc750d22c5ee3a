// SPDX-License-Identifier: GPL-3.0-or-later
// bf16 and fp16 (half_grid.h) as a codec. There is no scale (1 stands for it), so granularity and range change only
// which noise a value gets. Codes are the formats' own bits.
#pragma once

#include "core/formats/codec.h"

namespace imprint {

class HalfCodec : public Codec {
 protected:
  Encoded encode_rows(const at::Tensor& values, NumberFormat format, const Rounding& rounding) const override;
  at::Tensor decode_rows(const Encoded& encoded) const override;
  at::Tensor round_rows(const at::Tensor& values, NumberFormat format, const Rounding& rounding) const override;
};

}  // namespace imprint
