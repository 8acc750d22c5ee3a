// SPDX-License-Identifier: GPL-3.0-or-later
// CPT's grid over blocks (affine_block_kernels.h) as a codec: codes 0 .. 2^B - 1, a scale and an offset a block.
#pragma once

#include "core/formats/block_codec.h"

namespace imprint {

class AffineBlockCodec : public BlockCodec {
 protected:
  BlockRounding rounding_of(const at::Tensor& values, NumberFormat format) const override;
  std::uint8_t code_of(float element, NumberFormat format) const override;
  float element_of(std::uint8_t code, NumberFormat format) const override;
};

}  // namespace imprint
