// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/codec.h"

#include <ATen/core/Tensor.h>

#include "core/base/error.h"

namespace imprint {
namespace {

at::Tensor transposed(const at::Tensor& matrix) {
  if (matrix.dim() != 2) throw InputError("quantizer: only a matrix has a scale a column, not " + matrix.toString());
  return matrix.t().contiguous();
}

Rounding by_row(Rounding rounding) {
  rounding.granularity = Granularity::row;
  return rounding;
}

}  // namespace

Encoded Codec::encode(const at::Tensor& values, NumberFormat format, const Rounding& rounding) const {
  if (rounding.granularity != Granularity::column || has_blocks(format)) return encode_rows(values, format, rounding);
  Encoded encoded = encode_rows(transposed(values), format, by_row(rounding));
  encoded.granularity = Granularity::column;
  encoded.codes = transposed(encoded.codes);
  return encoded;
}

at::Tensor Codec::decode(const Encoded& encoded) const {
  if (encoded.granularity != Granularity::column) return decode_rows(encoded);
  Encoded rows = encoded;
  rows.granularity = Granularity::row;
  rows.codes = transposed(encoded.codes);
  return transposed(decode_rows(rows));
}

at::Tensor Codec::rounded(const at::Tensor& values, NumberFormat format, const Rounding& rounding) const {
  if (rounding.granularity != Granularity::column || has_blocks(format)) return round_rows(values, format, rounding);
  return transposed(round_rows(transposed(values), format, by_row(rounding)));
}

const Codec& codec_of(NumberFormat format) {
  switch (format.family) {
#define IMPRINT_CASE(family) \
  case FormatFamily::family: return family##_codec();
    IMPRINT_FORMATS(IMPRINT_CASE)
#undef IMPRINT_CASE
  }
  return affine_codec();
}

}  // namespace imprint
