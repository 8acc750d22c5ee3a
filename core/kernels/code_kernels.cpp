// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kernels/code_kernels.h"

#include <bit>
#include <type_traits>

namespace imprint {
namespace {

/// Sums in the unsigned type, whose overflow on the way is no error.
template <class Integer>
[[gnu::always_inline]] inline float value_of(Integer product, const LeftTerms& left, const RightTerms& right,
                                             std::size_t n) {
  using Word = std::make_unsigned_t<Integer>;
  const auto word = [](std::int32_t value) IMPRINT_INLINE { return static_cast<Word>(static_cast<Integer>(value)); };
  const Word exact = static_cast<Word>(product) + word(right.shifted_centre[n]) * word(left.sum) -
                     word(left.centre) * word(right.centred_sum[n]);
  const float scaled = left.scale * static_cast<float>(static_cast<Integer>(exact)) +
                       left.residue * static_cast<float>(right.centred_sum[n]);
  return right.scale[n] * scaled + right.residue[n] * left.constant + right.bias[n];
}

}  // namespace

std::int32_t sum_of(std::span<const std::uint8_t> codes, InstructionSet set) {
  std::int32_t result = 0;
  run_on(set, [&]() IMPRINT_INLINE {
    std::int32_t sum = 0;
    for (const std::uint8_t code : codes) sum += code;
    result = sum;
  });
  return result;
}

void add_to(std::span<std::int32_t> sums, std::span<const std::uint8_t> codes, InstructionSet set) {
  run_on(set, [=]() IMPRINT_INLINE {
    IMPRINT_INDEPENDENT_ITERATIONS
    for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += codes[i];
  });
}

void finish_product(std::span<float> values, const LeftTerms& left, const RightTerms& right, InstructionSet set) {
  run_on(set, [=]() IMPRINT_INLINE {
    IMPRINT_INDEPENDENT_ITERATIONS
    for (std::size_t n = 0; n < values.size(); ++n)
      values[n] = value_of(std::bit_cast<std::int32_t>(values[n]), left, right, n);
  });
}

void finish_product(std::span<const std::int64_t> product, const LeftTerms& left, const RightTerms& right,
                    std::span<float> out, InstructionSet set) {
  run_on(set, [=]() IMPRINT_INLINE {
    for (std::size_t n = 0; n < out.size(); ++n) out[n] = value_of(product[n], left, right, n);
  });
}

void enlarge(std::span<float> largest, std::span<const float> values, InstructionSet set) {
  run_on(set, [=]() IMPRINT_INLINE {
    IMPRINT_INDEPENDENT_ITERATIONS
    for (std::size_t i = 0; i < largest.size(); ++i) {
      const float magnitude = values[i] < 0 ? -values[i] : values[i];
      largest[i] = !(magnitude <= largest[i]) && largest[i] == largest[i] ? magnitude : largest[i];
    }
  });
}

void split_into_digits(std::span<const float> values, std::span<const float> inverse_unit, const Digits& digits,
                       std::span<double> sums, InstructionSet set) {
  run_on(set, [=]() IMPRINT_INLINE {
    // Bytes may alias anything, captured variables too: only locals are safe from that.
    const std::span<const float> from = values, inverse = inverse_unit;
    const Digits out = digits;
    const std::span<double> totals = sums;
    for (std::size_t i = 0; i < from.size(); ++i) {
      const float product = from[i] * inverse[i];
      const float scaled = product == product ? product : 0.0F;
      const auto number = static_cast<std::int32_t>(scaled + (scaled < 0 ? -0.5F : 0.5F));
      totals[i] += number;
      const std::int32_t low = ((number + 128) & 255) - 128;
      const std::int32_t rest = (number - low) >> 8;
      const std::int32_t middle = ((rest + 128) & 255) - 128;
      out.low[i] = static_cast<std::int8_t>(low);
      out.middle[i] = static_cast<std::int8_t>(middle);
      out.high[i] = static_cast<std::int8_t>((rest - middle) >> 8);
    }
  });
}

void finish_digits(std::span<const std::int32_t> product, const LeftGrid& left, std::span<const double> sums,
                   std::span<const float> unit, std::span<float> out, InstructionSet set) {
  run_on(set, [=]() IMPRINT_INLINE {
    const std::int32_t* high = product.data();
    const std::int32_t* middle = high + out.size();
    const std::int32_t* low = middle + out.size();
    for (std::size_t i = 0; i < out.size(); ++i) {
      const double number = high[i] * 65536.0 + middle[i] * 256.0 + low[i];
      out[i] = static_cast<float>(unit[i] * (left.scale * (number - left.centre * sums[i]) + left.residue * sums[i]));
    }
  });
}

}  // namespace imprint
