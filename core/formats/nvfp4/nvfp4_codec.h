// SPDX-License-Identifier: GPL-3.0-or-later
// NVFP4 blocks (nvfp4_kernels.h) as a codec. Codes are those of e2m1; a block's scale is s (1/S).
#pragma once

#include "core/formats/block_codec.h"

namespace imprint {

class Nvfp4Codec : public BlockCodec {
 protected:
  BlockRounding rounding_of(const at::Tensor& values, NumberFormat format) const override;
  std::uint8_t code_of(float element, NumberFormat format) const override;
  float element_of(std::uint8_t code, NumberFormat format) const override;
};

}  // namespace imprint
