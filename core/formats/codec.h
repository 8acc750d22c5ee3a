// SPDX-License-Identifier: GPL-3.0-or-later
// Number formats as codecs: values become codes, each group of them with a scale and, where the format has one, an
// offset.
//
//   affine     value = code * scale + offset,  code = 0 .. 2^B - 1
//   minifloat  value = element(code) * scale,  code = sign, exponent and mantissa as the format's standard has them
//   half       value = element(code),          the same of bf16 and fp16
//   symmetric  value = (code - top) * scale,   top = 2^(B-1) - 1
//   mx, nvfp4  value = element(code) * scale,  a scale for each block of neighbours along one dimension
//
// A product of codes is what integer kernels take; the simulation takes the values alone, which `rounded` gives in one
// pass, bit for bit those of decode(encode(values)).
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <optional>

#include "core/formats/float_range.h"
#include "core/precision/number_format.h"

namespace imprint {

/// Over what a scale is taken: the whole tensor, each slice values[o] (an output channel of a weight, a node, a
/// sample), or each slice values[:, i] of a matrix (an input feature of a weight).
enum class Granularity { tensor, row, column };

struct Rounding {
  Granularity granularity = Granularity::tensor;
  std::optional<FloatRange> range = {};         // granularity tensor only; else that of the values
  std::optional<std::uint64_t> noise_key = {};  // stochastic rounding (float_tensor.h: rounding_noise_of)
  std::int64_t along = -1;                      // the dimension of blocks, which know no granularity and no range
};

struct Encoded {
  NumberFormat format;
  Granularity granularity = Granularity::tensor;
  at::Tensor codes;         // in the shape of the values: uint8 up to 8 bits, else int64
  at::Tensor scale;         // float [1], [rows] or [columns]; of blocks one each, row after row
  at::Tensor offset;        // float, as `scale`; undefined where the format has none
  std::int64_t along = -1;  // the dimension of blocks
};

class Codec {
 public:
  virtual ~Codec() = default;
  /// All take float tensors on the CPU (of granularity column matrices) and formats of their family with fewer than 32
  /// bits, else they throw InputError.
  Encoded encode(const at::Tensor& values, NumberFormat format, const Rounding& rounding) const;
  at::Tensor decode(const Encoded& encoded) const;
  /// Keeps the memory format of dense values.
  at::Tensor rounded(const at::Tensor& values, NumberFormat format, const Rounding& rounding) const;

 protected:
  // What a family has to know; columns are rows of the transposed matrix and do not come here.
  virtual Encoded encode_rows(const at::Tensor& values, NumberFormat format, const Rounding& rounding) const = 0;
  virtual at::Tensor decode_rows(const Encoded& encoded) const = 0;
  virtual at::Tensor round_rows(const at::Tensor& values, NumberFormat format, const Rounding& rounding) const = 0;
};

// Of each family: affine_codec(), ...
#define IMPRINT_CODEC(family) const Codec& family##_codec();
IMPRINT_FORMATS(IMPRINT_CODEC)
#undef IMPRINT_CODEC

/// Of the format's family.
const Codec& codec_of(NumberFormat format);

}  // namespace imprint
