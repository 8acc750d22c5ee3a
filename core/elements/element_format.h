// SPDX-License-Identifier: GPL-3.0-or-later
// Floats of few bits: 1 sign, X exponent and Y mantissa bits, bias 2^(X-1) - 1, subnormals.
//
//   format  bias  largest       smallest subnormal  all exponent bits set
//   e2m1       1            6   2^-1                numbers
//   e2m3       1          7.5   2^-3                numbers
//   e3m2       3           28   2^-4                numbers
//   e4m3       7          448   2^-9                numbers, but S.1111.111 = NaN ("FN": no infinity)
//   e5m2      15        57344   2^-16               infinity and NaN, as in IEEE 754
//   fp16      15        65504   2^-24               the same (e5m10)
//   bf16     127      3.39e38   2^-133              the same (e8m7)
//   tf32     127      3.40e38   2^-136              the same (e8m10)
//
// Five exponent bits or more keep infinity and NaN, e4m3 keeps one NaN, smaller ones keep nothing. Sources: OCP 8-bit
// floating point specification 1.0 and OCP microscaling formats 1.0 (2023), IEEE 754-2019.
#pragma once

#include <cmath>
#include <cstdint>
#include <vector>

namespace imprint {

enum class Specials { none, one_nan, ieee };

struct ElementFormat {
  int exponent_bits = 2;
  int mantissa_bits = 1;
  Specials specials = Specials::none;

  constexpr int bits() const { return 1 + exponent_bits + mantissa_bits; }
  constexpr int bias() const { return (1 << (exponent_bits - 1)) - 1; }
  /// Of normal values, and of all subnormal ones.
  constexpr int least_exponent() const { return 1 - bias(); }
  constexpr int greatest_exponent() const { return specials == Specials::ieee ? bias() : bias() + 1; }
  double largest() const {
    const double steps_below_two = specials == Specials::one_nan ? 2 : 1;
    return std::ldexp(2 - std::ldexp(steps_below_two, -mantissa_bits), greatest_exponent());
  }
  double smallest_normal() const { return std::ldexp(1.0, least_exponent()); }
  double smallest_subnormal() const { return std::ldexp(1.0, least_exponent() - mantissa_bits); }

  bool operator==(const ElementFormat&) const = default;
};

/// eXmY. Precondition: 2 <= X <= 8, 1 <= Y <= 23.
constexpr ElementFormat element_format(int exponent_bits, int mantissa_bits) {
  const bool is_e4m3 = exponent_bits == 4 && mantissa_bits == 3;
  const Specials specials = exponent_bits >= 5 ? Specials::ieee : is_e4m3 ? Specials::one_nan : Specials::none;
  return {exponent_bits, mantissa_bits, specials};
}

namespace elements {
inline constexpr ElementFormat e2m1 = element_format(2, 1), e2m3 = element_format(2, 3), e3m2 = element_format(3, 2),
                               e4m3 = element_format(4, 3), e5m2 = element_format(5, 2), fp16 = element_format(5, 10),
                               bf16 = element_format(8, 7), tf32 = element_format(8, 10), fp32 = element_format(8, 23);
}  // namespace elements

/// Of sign, exponent and mantissa, the sign first; NaN and infinity where the format has them.
double value_of_code(std::uint32_t code, ElementFormat format);

/// All finite values from the least one up, 0 once. Precondition: at most 16 bits.
std::vector<double> finite_values(ElementFormat format);

}  // namespace imprint
