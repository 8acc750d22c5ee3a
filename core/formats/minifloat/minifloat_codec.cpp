// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/minifloat/minifloat_codec.h"

#include <ATen/core/Tensor.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/empty_like.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "core/base/error.h"
#include "core/formats/float_tensor.h"
#include "core/formats/minifloat/minifloat_kernels.h"
#include "core/formats/range_kernels.h"
#include "core/formats/rounded_pieces.h"

namespace imprint {
namespace {

/// Values in groups of neighbours in memory, and the scale of each.
struct Groups {
  at::Tensor values;  // dense, rows outermost
  std::int64_t count = 1;
  std::size_t length = 0;
  std::vector<float> scales;
};

void require_codes(NumberFormat format) {
  if (format.bits > 8 || format.exponent_bits < 2 || format.exponent_bits > 5 || format.mantissa_bits() < 1)
    throw InputError("minifloat: " + format_name(format) +
                     ": 2 to 5 exponent bits, a mantissa, and at most 8 bits in "
                     "all are expected");
}

Groups groups_of(const at::Tensor& values, NumberFormat format, const Rounding& rounding) {
  require_codes(format);
  require_floats(values);
  const MinifloatGrid grid = minifloat_grid(format);
  Groups groups;
  groups.values = laid_out(values, rounding);
  groups.count = is_rounded_by_row(values, rounding) ? values.size(0) : 1;
  groups.length = static_cast<std::size_t>(values.numel() / groups.count);
  const auto all = elements(groups.values);
  for (std::int64_t group = 0; group < groups.count; ++group) {
    const auto own = all.subspan(static_cast<std::size_t>(group) * groups.length, groups.length);
    groups.scales.push_back(minifloat_scale(rounding.range ? *rounding.range : range_of(own), grid));
  }
  return groups;
}

void require_finite(std::span<const float> values) {
  if (std::ranges::all_of(values, [](float value) { return std::isfinite(value); })) return;
  throw InputError("minifloat codes: finite values are expected");
}

}  // namespace

at::Tensor MinifloatCodec::round_rows(const at::Tensor& values, NumberFormat format, const Rounding& rounding) const {
  const MinifloatGrid grid = minifloat_grid(format);
  const Groups groups = groups_of(values, format, rounding);
  return rounded_pieces(groups.values, rounding, [&](const RoundedPiece& piece) {
    const float scale = groups.scales[piece.group];
    if (piece.noise_key)
      round_to_minifloat_stochastically(piece.from, piece.to, grid, scale, *piece.noise_key);
    else
      round_to_minifloat(piece.from, piece.to, grid, scale);
  });
}

Encoded MinifloatCodec::encode_rows(const at::Tensor& values, NumberFormat format, const Rounding& rounding) const {
  const MinifloatGrid grid = minifloat_grid(format);
  const Groups groups = groups_of(values, format, rounding);
  const auto from = elements(groups.values);
  require_finite(from);
  Encoded encoded{format,
                  rounding.granularity,
                  at::empty_like(groups.values, at::kByte),
                  at::empty({groups.count}, at::kFloat),
                  {}};
  const at::Tensor noise =
      rounding.noise_key ? rounding_noise_of(groups.values, *rounding.noise_key, rounding.granularity) : at::Tensor();
  auto* codes = encoded.codes.data_ptr<std::uint8_t>();
  for (std::size_t i = 0; i < from.size(); ++i) {
    const float scale = groups.scales[i / groups.length];
    const float shift = noise.defined() ? noise.data_ptr<float>()[i] : 0;
    codes[i] = minifloat_code(minifloat_value(from[i] / scale, grid, shift), format, grid);
  }
  std::ranges::copy(groups.scales, encoded.scale.data_ptr<float>());
  return encoded;
}

at::Tensor MinifloatCodec::decode_rows(const Encoded& encoded) const {
  const MinifloatGrid grid = minifloat_grid(encoded.format);
  std::array<float, 256> values{};
  for (std::size_t code = 0; code < values.size(); ++code)
    values[code] = minifloat_of_code(static_cast<std::uint8_t>(code), encoded.format, grid);
  at::Tensor result = at::empty_like(encoded.codes, at::kFloat);
  const std::int64_t length = encoded.codes.numel() / std::max<std::int64_t>(1, encoded.scale.numel());
  const auto* codes = encoded.codes.data_ptr<std::uint8_t>();
  const auto* scales = encoded.scale.data_ptr<float>();
  auto* out = result.data_ptr<float>();
  for (std::int64_t i = 0; i < encoded.codes.numel(); ++i) out[i] = values[codes[i]] * scales[i / length];
  return result;
}

const Codec& minifloat_codec() {
  static const MinifloatCodec codec;
  return codec;
}

}  // namespace imprint
