// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/affine_blocks/affine_block_codec.h"

#include <ATen/core/Tensor.h>

#include <cmath>

#include "core/base/error.h"
#include "core/formats/affine_blocks/affine_block_kernels.h"

namespace imprint {

BlockRounding AffineBlockCodec::rounding_of(const at::Tensor& /*values*/, NumberFormat format) const {
  if (format.bits < 2 || format.bits > 8 || format.block < 1)
    throw InputError("affine blocks: 2 to 8 bits are expected, not " + std::to_string(format.bits));
  return {.round_row =
              [format](const RowOfBlocks& row) {
                round_row_to_affine_blocks(row.from, row.to, row.scales, row.offsets, format, row.key);
              },
          .has_offsets = true};
}

std::uint8_t AffineBlockCodec::code_of(float element, NumberFormat /*format*/) const {
  return static_cast<std::uint8_t>(std::isnan(element) ? 0 : std::lrint(element));
}

float AffineBlockCodec::element_of(std::uint8_t code, NumberFormat /*format*/) const { return code; }

const Codec& affine_blocks_codec() {
  static const AffineBlockCodec codec;
  return codec;
}

}  // namespace imprint
