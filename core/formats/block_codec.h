// SPDX-License-Identifier: GPL-3.0-or-later
// What formats have in common of which neighbours along one dimension share a scale (Rounding::along). A dimension that
// a block does not divide ends with a shorter one, as if zeros stood behind it.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>

#include "core/formats/codec.h"

namespace imprint {

/// One tensor's blocks: what rounds a row of them, and what its codes mean before the scale.
struct BlockRounding {
  std::int64_t length = 32;
  std::function<void(std::span<const float> from, std::span<float> to, std::span<float> scales,
                     std::optional<std::uint64_t> row_key)>
      round_row;
};

class BlockCodec : public Codec {
 protected:
  /// Throws InputError for formats that are not the family's.
  virtual BlockRounding rounding_of(const at::Tensor& values, NumberFormat format) const = 0;
  virtual std::uint8_t code_of(float element, NumberFormat format) const = 0;
  virtual float element_of(std::uint8_t code, NumberFormat format) const = 0;
  virtual std::int64_t block_length() const = 0;

  Encoded encode_rows(const at::Tensor& values, NumberFormat format, const Rounding& rounding) const override;
  at::Tensor decode_rows(const Encoded& encoded) const override;
  at::Tensor round_rows(const at::Tensor& values, NumberFormat format, const Rounding& rounding) const override;
};

}  // namespace imprint
