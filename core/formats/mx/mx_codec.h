// SPDX-License-Identifier: GPL-3.0-or-later
// MX blocks (mx_kernels.h) as a codec. Codes are those of the elements; of mxint8, k + 127.
#pragma once

#include "core/formats/block_codec.h"

namespace imprint {

class MxCodec : public BlockCodec {
 protected:
  BlockRounding rounding_of(const at::Tensor& values, NumberFormat format) const override;
  std::uint8_t code_of(float element, NumberFormat format) const override;
  float element_of(std::uint8_t code, NumberFormat format) const override;
};

}  // namespace imprint
