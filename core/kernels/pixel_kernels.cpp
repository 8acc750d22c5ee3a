// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kernels/pixel_kernels.h"

#include <algorithm>
#include <bit>

namespace imprint {
namespace {

template <std::size_t channels>
[[gnu::always_inline]] inline void sums_of_fixed(const std::uint8_t* codes, std::int32_t* sums, std::size_t pixels) {
  for (std::size_t p = 0; p < pixels; ++p) {
    std::int32_t sum = 0;
    for (std::size_t c = 0; c < channels; ++c) sum += codes[p * channels + c];
    sums[p] = sum;
  }
}

/// out[x] += row[x stride + shift] where that lies inside of the row.
[[gnu::always_inline]] inline void add_shifted(const std::int32_t* row, std::int64_t width, std::int64_t stride,
                                               std::int64_t shift, std::int32_t* out, std::int64_t columns) {
  const std::int64_t first = shift >= 0 ? 0 : (-shift + stride - 1) / stride;
  const std::int64_t last = std::min(columns, width - shift <= 0 ? 0 : (width - shift - 1) / stride + 1);
  if (stride == 1) {
    for (std::int64_t x = first; x < last; ++x) out[x] += row[x + shift];
  } else {
    for (std::int64_t x = first; x < last; ++x) out[x] += row[x * stride + shift];
  }
}

constexpr std::size_t lanes = 16;  // channels at a time: what the widest registers hold

/// One place's channels [begin, begin + count).
template <bool has_border>
[[gnu::always_inline]] inline void finish_lanes(float* values, std::size_t begin, std::size_t count, std::int32_t sum,
                                                const std::int32_t* centred_sums, float constant, ImageGrid grid,
                                                const FilterTerms& filters) {
  float* out = values + begin;
  const std::int32_t *centre = filters.shifted_centre.data() + begin, *centred = centred_sums + begin;
  const float *scale = filters.scale.data() + begin, *residue = filters.residue.data() + begin;
  IMPRINT_INDEPENDENT_ITERATIONS
  for (std::size_t c = 0; c < count; ++c) {
    auto exact =
        std::bit_cast<std::uint32_t>(out[c]) + static_cast<std::uint32_t>(centre[c]) * static_cast<std::uint32_t>(sum);
    if constexpr (has_border) exact -= static_cast<std::uint32_t>(grid.centre) * static_cast<std::uint32_t>(centred[c]);
    float scaled = grid.scale * static_cast<float>(static_cast<std::int32_t>(exact));
    if constexpr (has_border) scaled += grid.residue * static_cast<float>(centred[c]);
    out[c] = scale[c] * scaled + residue[c] * constant;
  }
}

template <bool has_border>
[[gnu::always_inline]] inline void finish_places(float* values, std::span<const std::int32_t> sums, ImageGrid grid,
                                                 const FilterTerms& filters) {
  const std::size_t channels = filters.scale.size();
  for (std::size_t place = 0; place < sums.size(); ++place) {
    float* out = values + place * channels;
    const std::int32_t* centred = filters.centred_sum.data() + (has_border ? place * channels : 0);
    const std::int32_t sum = sums[place], count = filters.count[place];
    const float constant =
        grid.scale * static_cast<float>(sum - count * grid.centre) + static_cast<float>(count) * grid.residue;
    std::size_t c = 0;
    for (; c + lanes <= channels; c += lanes)
      finish_lanes<has_border>(out, c, lanes, sum, centred, constant, grid, filters);
    finish_lanes<has_border>(out, c, channels - c, sum, centred, constant, grid, filters);
  }
}

}  // namespace

void channel_sums(std::span<const std::uint8_t> codes, std::span<std::int32_t> sums, InstructionSet set) {
  run_on(set, [=]() IMPRINT_INLINE {
    const std::uint8_t* from = codes.data();
    std::int32_t* to = sums.data();
    const std::size_t pixels = sums.size(), channels = pixels == 0 ? 0 : codes.size() / pixels;
    switch (channels) {
      case 16: return sums_of_fixed<16>(from, to, pixels);
      case 32: return sums_of_fixed<32>(from, to, pixels);
      case 64: return sums_of_fixed<64>(from, to, pixels);
      default: break;
    }
    for (std::size_t p = 0; p < pixels; ++p) {
      std::int32_t sum = 0;
      for (std::size_t c = 0; c < channels; ++c) sum += from[p * channels + c];
      to[p] = sum;
    }
  });
}

void window_sums(std::span<const std::int32_t> pixels, const Windows& windows, std::span<std::int32_t> sums,
                 InstructionSet set) {
  run_on(set, [=, w = windows]() IMPRINT_INLINE {
    const std::int64_t rows = w.rows(), columns = w.columns();
    for (std::int64_t y = 0; y < rows; ++y) {
      std::int32_t* out = sums.data() + y * columns;
      std::fill(out, out + columns, 0);
      for (std::int64_t ky = 0; ky < w.kernel_height; ++ky) {
        const std::int64_t from = y * w.stride_down + ky - w.padding_down;
        if (from < 0 || from >= w.height) continue;
        const std::int32_t* row = pixels.data() + from * w.width;
        for (std::int64_t kx = 0; kx < w.kernel_width; ++kx)
          add_shifted(row, w.width, w.stride_right, kx - w.padding_right, out, columns);
      }
    }
  });
}

void centred_bf16(std::span<const std::uint8_t> codes, std::int32_t centre, std::span<std::uint16_t> values,
                  InstructionSet set) {
  run_on(set, [=]() IMPRINT_INLINE {
    const std::uint8_t* from = codes.data();
    std::uint16_t* to = values.data();
    const std::size_t count = values.size();
    const std::int32_t zero = centre;
    for (std::size_t i = 0; i < count; ++i) {
      const auto bits = std::bit_cast<std::uint32_t>(static_cast<float>(from[i] - zero));
      to[i] = static_cast<std::uint16_t>(bits >> 16);
    }
  });
}

void finish_convolution(std::span<float> values, std::span<const std::int32_t> sums, const ImageGrid& image,
                        const FilterTerms& filters, InstructionSet set) {
  run_on(set, [=]() IMPRINT_INLINE {
    if (image.centre == 0 && image.residue == 0)
      finish_places<false>(values.data(), sums, image, filters);
    else
      finish_places<true>(values.data(), sums, image, filters);
  });
}

}  // namespace imprint
