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

/// A row of blocks: what is rounded, where to, and what each block's codes are multiplied by and added to. Offsets are
/// empty of formats that have none.
struct RowOfBlocks {
  std::span<const float> from;
  std::span<float> to;
  std::span<float> scales, offsets;
  std::optional<std::uint64_t> key;  // of its noise, where rounding is stochastic
};

/// One tensor's blocks: what rounds a row of them.
struct BlockRounding {
  std::function<void(const RowOfBlocks& row)> round_row;
  bool has_offsets = false;
};

class BlockCodec : public Codec {
 protected:
  /// Throws InputError for formats that are not the family's.
  virtual BlockRounding rounding_of(const at::Tensor& values, NumberFormat format) const = 0;
  virtual std::uint8_t code_of(float element, NumberFormat format) const = 0;
  virtual float element_of(std::uint8_t code, NumberFormat format) const = 0;
  Encoded encode_rows(const at::Tensor& values, NumberFormat format, const Rounding& rounding) const override;
  at::Tensor decode_rows(const Encoded& encoded) const override;
  at::Tensor round_rows(const at::Tensor& values, NumberFormat format, const Rounding& rounding) const override;
};

}  // namespace imprint
