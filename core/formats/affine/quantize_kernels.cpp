// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/affine/quantize_kernels.h"

#include <cstddef>
#include <type_traits>

#include "core/formats/rounding_noise.h"

namespace imprint {
namespace {

/// Through int32, from which processors narrow many at once.
template <class Code>
[[gnu::always_inline]] inline Code code_of(float rounded) {
  if constexpr (sizeof(Code) == 1) return static_cast<Code>(static_cast<std::int32_t>(rounded));
  return static_cast<Code>(rounded);
}

/// codes[i] of position(i) on the grid. A NaN fails the first comparison: it gets code 0 and is reported.
template <class Code, class Position>
bool encode_positions(std::span<Code> codes, float top, InstructionSet set, const Position& position) {
  std::int32_t nans = 0;
  run_on(set, [=, &nans]() IMPRINT_INLINE {
    // Bytes may alias anything, captured variables too: only locals are safe from that.
    const Position at = position;
    const std::span<Code> out = codes;
    const float largest = top;
    std::int32_t found = 0;
    for (std::size_t i = 0; i < out.size(); ++i) {
      const float x = at(i);
      found |= x != x ? 1 : 0;
      const float at_least_zero = x > 0.0F ? x : 0.0F;
      out[i] = code_of<Code>(round_half_even(at_least_zero > largest ? largest : at_least_zero));
    }
    nans = found;
  });
  return nans != 0;
}

}  // namespace

void quantize(std::span<const float> values, std::span<float> out, AffineGrid grid, InstructionSet set) {
  run_on(set, [=]() IMPRINT_INLINE {
    IMPRINT_INDEPENDENT_ITERATIONS
    for (std::size_t i = 0; i < values.size(); ++i) {
      out[i] = value_at((values[i] - grid.minimum) / grid.scale, grid);
    }
  });
}

void quantize_stochastically(std::span<const float> values, std::span<float> out, AffineGrid grid,
                             std::uint64_t block_key, InstructionSet set) {
  run_on(set, [=]() IMPRINT_INLINE {
    IMPRINT_INDEPENDENT_ITERATIONS
    for (std::size_t i = 0; i < values.size(); ++i) {
      const float noise = rounding_noise(block_key, static_cast<std::uint32_t>(i));
      out[i] = value_at((values[i] - grid.minimum) / grid.scale + noise, grid);
    }
  });
}

template <class Code>
bool encode(std::span<const float> values, std::span<Code> codes, AffineGrid grid, InstructionSet set) {
  return encode_positions(codes, grid.top, set,
                          [=](std::size_t i) IMPRINT_INLINE { return (values[i] - grid.minimum) / grid.scale; });
}

template <class Code>
bool encode_stochastically(std::span<const float> values, std::span<Code> codes, AffineGrid grid,
                           std::uint64_t block_key, InstructionSet set) {
  return encode_positions(codes, grid.top, set, [=](std::size_t i) IMPRINT_INLINE {
    return (values[i] - grid.minimum) / grid.scale + rounding_noise(block_key, static_cast<std::uint32_t>(i));
  });
}

#define IMPRINT_ENCODERS(Code)                                                                                  \
  template bool encode<Code>(std::span<const float>, std::span<Code>, AffineGrid, InstructionSet);              \
  template bool encode_stochastically<Code>(std::span<const float>, std::span<Code>, AffineGrid, std::uint64_t, \
                                            InstructionSet);
IMPRINT_ENCODERS(std::uint8_t)
IMPRINT_ENCODERS(std::int64_t)
#undef IMPRINT_ENCODERS

void decode(std::span<const std::uint8_t> codes, float scale, float offset, std::span<float> values,
            InstructionSet set) {
  run_on(set, [=]() IMPRINT_INLINE {
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<float>(codes[i]) * scale + offset;
  });
}

}  // namespace imprint
