// SPDX-License-Identifier: GPL-3.0-or-later
// Symmetric integers (symmetric_kernels.h) as a codec: a code is the integer plus its largest, 0 .. 2 top.
#pragma once

#include "core/formats/codec.h"

namespace imprint {

class SymmetricCodec : public Codec {
 protected:
  Encoded encode_rows(const at::Tensor& values, NumberFormat format, const Rounding& rounding) const override;
  at::Tensor decode_rows(const Encoded& encoded) const override;
  at::Tensor round_rows(const at::Tensor& values, NumberFormat format, const Rounding& rounding) const override;
};

}  // namespace imprint
