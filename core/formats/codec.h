// SPDX-License-Identifier: GPL-3.0-or-later
// Number formats as codecs: values become codes, each group of them with a scale and, where the format has one, an
// offset.
//
//   affine     value = code * scale + offset,  code = 0 .. 2^B - 1
//   minifloat  value = element(code) * scale,  code = sign, exponent and mantissa as the format's standard has them
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

/// Over what a scale is taken: the whole tensor, or each slice values[o] (an output channel or row of a weight).
enum class Granularity { tensor, row };

struct Rounding {
  Granularity granularity = Granularity::tensor;
  std::optional<FloatRange> range = {};         // granularity tensor only; else that of the values
  std::optional<std::uint64_t> noise_key = {};  // granularity tensor only; stochastic rounding (rounding_noise.h)
};

struct Encoded {
  NumberFormat format;
  Granularity granularity = Granularity::tensor;
  at::Tensor codes;   // in the shape of the values: uint8 up to 8 bits, else int64
  at::Tensor scale;   // float [1] or [rows]
  at::Tensor offset;  // float, as `scale`; undefined where the format has none
};

class Codec {
 public:
  virtual ~Codec() = default;
  /// All take float tensors on the CPU and formats of their family with fewer than 32 bits, else they throw InputError.
  virtual Encoded encode(const at::Tensor& values, NumberFormat format, const Rounding& rounding) const = 0;
  virtual at::Tensor decode(const Encoded& encoded) const = 0;
  /// Keeps the memory format of dense values.
  virtual at::Tensor rounded(const at::Tensor& values, NumberFormat format, const Rounding& rounding) const = 0;
};

// Of each family: affine_codec(), ...
#define IMPRINT_CODEC(family) const Codec& family##_codec();
IMPRINT_FORMATS(IMPRINT_CODEC)
#undef IMPRINT_CODEC

/// Of the format's family.
const Codec& codec_of(NumberFormat format);

}  // namespace imprint
