// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/nvfp4/nvfp4_codec.h"

#include <ATen/core/Tensor.h>

#include "core/base/error.h"
#include "core/formats/float_tensor.h"
#include "core/formats/minifloat/minifloat_grid.h"
#include "core/formats/nvfp4/nvfp4_kernels.h"

namespace imprint {
namespace {

constexpr NumberFormat nvfp4_element = minifloat_format(2, 1);

float magnitude_of(FloatRange range) {
  const float low = -range.minimum, high = range.maximum;
  return low != low || low > high ? low : high;
}

}  // namespace

BlockRounding Nvfp4Codec::rounding_of(const at::Tensor& values, NumberFormat format) const {
  if (format != nvfp4_format) throw InputError("NVFP4 has one format, of 4 bits, not " + std::to_string(format.bits));
  const float tensor_scale = nvfp4_tensor_scale(magnitude_of(tensor_range(values)));
  return {[tensor_scale](const RowOfBlocks& row) {
    round_row_to_nvfp4(row.from, row.to, row.scales, tensor_scale, row.key);
  }};
}

std::uint8_t Nvfp4Codec::code_of(float element, NumberFormat /*format*/) const {
  const MinifloatGrid grid = minifloat_grid(nvfp4_element);
  return minifloat_code(minifloat_value(element, grid, 0), nvfp4_element, grid);  // the scale is no power of two
}

float Nvfp4Codec::element_of(std::uint8_t code, NumberFormat /*format*/) const {
  return minifloat_of_code(code, nvfp4_element, minifloat_grid(nvfp4_element));
}

const Codec& nvfp4_codec() {
  static const Nvfp4Codec codec;
  return codec;
}

}  // namespace imprint
