// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/elements/named_format.h"

#include <algorithm>
#include <array>
#include <numeric>

#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/base/text.h"

namespace imprint {
namespace {

using Kind = NamedFormatKind;

constexpr int most_listed_bits = 8;

NamedFormat floating(std::string name, std::string description, ElementFormat format) {
  return {std::move(name), std::move(description), Kind::floating, format.bits(), {format, false}};
}

NamedFormat mx(std::string name, ElementFormat format) {
  return {std::move(name),
          "OCP microscaling: blocks of 32 behind a power of two",
          Kind::mx,
          format.bits(),
          {format, false}};
}

NamedFormat affine(int bits) {
  return {"affine" + std::to_string(bits), "CPT's grid: equally spaced values over a range", Kind::affine, bits, {}};
}

NamedFormat affine_block(int bits, int length) {
  return {.name = "affine" + std::to_string(bits) + "-b" + std::to_string(length),
          .description = "CPT's grid over blocks of " + std::to_string(length) + ", scale and offset of each in bf16",
          .kind = Kind::affine_blocks,
          .bits = bits,
          .affine_block = length};
}

NamedFormat integer(int bits) {
  return {"int" + std::to_string(bits), "symmetric integers behind a scale", Kind::integer, bits, {}};
}

std::vector<NamedFormat> fixed_formats() {
  using namespace elements;
  return {floating("e2m1", "OCP fp4", e2m1),
          floating("e2m3", "OCP fp6", e2m3),
          floating("e3m2", "OCP fp6", e3m2),
          floating("e4m3", "OCP fp8, for weights and activations", e4m3),
          floating("e5m2", "OCP fp8, for gradients", e5m2),
          floating("fp16", "IEEE 754 half precision", fp16),
          floating("bf16", "the upper half of fp32", bf16),
          floating("tf32", "fp32 with a mantissa of 10 bits", tf32),
          floating("fp32", "IEEE 754 single precision", fp32),
          mx("mxfp8-e4m3", e4m3),
          mx("mxfp8-e5m2", e5m2),
          mx("mxfp6-e3m2", e3m2),
          mx("mxfp6-e2m3", e2m3),
          mx("mxfp4", e2m1),
          {"mxint8", "OCP microscaling: blocks of 32 of k / 64", Kind::mx, 8, {e2m1, true}},
          {"nvfp4", "NVIDIA: blocks of 16 of e2m1 behind e4m3, and a scale a tensor", Kind::nvfp4, 4, {e2m1, false}}};
}

const std::vector<NamedFormat>& all_fixed() {
  static const std::vector<NamedFormat> all = fixed_formats();
  return all;
}

/// The number behind the prefix; nothing where the name is not of that form.
std::optional<int> number_behind(std::string_view name, std::string_view prefix) {
  int number = 0;
  if (!name.starts_with(prefix) || !take_number(name.substr(prefix.size()), number)) return std::nullopt;
  return number;
}

void require_within(std::string_view name, const std::string& what, int value, int least, int most) {
  if (value >= least && value <= most) return;
  throw InputError("format " + std::string(name) + ": " + what + " must be " + std::to_string(least) + " to " +
                   std::to_string(most) + ", but is " + std::to_string(value));
}

/// "affine4-b16"
std::optional<NamedFormat> format_of_affine_blocks(std::string_view name) {
  const auto middle = name.find("-b");
  if (middle == std::string_view::npos) return std::nullopt;
  const auto bits = number_behind(name.substr(0, middle), "affine"), length = number_behind(name.substr(middle), "-b");
  if (!bits || !length) return std::nullopt;
  require_within(name, "the bits", *bits, 2, 8);
  if (*length == 16 || *length == 32) return affine_block(*bits, *length);
  throw InputError("format " + std::string(name) + ": blocks must be of 16 or 32 values, but are of " +
                   std::to_string(*length));
}

std::optional<NamedFormat> format_of_bits(std::string_view name) {
  constexpr int most_bits = 16;
  if (auto blocks = format_of_affine_blocks(name)) return blocks;
  if (const auto bits = number_behind(name, "affine")) {
    require_within(name, "the bits", *bits, 1, most_bits);
    return affine(*bits);
  }
  if (const auto bits = number_behind(name, "int")) {
    require_within(name, "the bits", *bits, 2, most_bits);
    return integer(*bits);
  }
  return std::nullopt;
}

/// "e3m4"
std::optional<NamedFormat> any_float(std::string_view name) {
  const auto middle = name.find('m');
  if (middle == std::string_view::npos) return std::nullopt;
  const auto exponent = number_behind(name.substr(0, middle), "e"), mantissa = number_behind(name.substr(middle), "m");
  if (!exponent || !mantissa) return std::nullopt;
  require_within(name, "the exponent bits", *exponent, 2, 8);
  require_within(name, "the mantissa bits", *mantissa, 1, 10);
  return floating(std::string(name), "a float of few bits", element_format(*exponent, *mantissa));
}

[[noreturn]] void throw_unknown(std::string_view name) {
  std::vector<std::string> names;
  for (const NamedFormat& format : listed_formats()) names.push_back(format.name);
  const std::string near = nearest_name(name, names);
  throw InputError("format " + std::string(name) + ": there is none of this name" +
                   (near.empty()
                        ? "; see imprint format list, or give affineB, intB or eXmY with numbers for B, X and Y"
                        : "; did you mean " + near + "?"));
}

double largest_magnitude_of(std::span<const double> values) {
  double most = 0;
  for (const double value : values) most = std::max(most, std::abs(value));
  return most;
}

/// In fp32 and in this order, as core/formats/affine has it.
std::vector<double> on_affine_grid(std::span<const double> given, int bits, const ElementRounding& rounding) {
  const auto [low, high] = std::ranges::minmax(given);
  const auto minimum = static_cast<float>(low), maximum = static_cast<float>(high);
  const auto top = static_cast<float>((1 << bits) - 1);
  const float scale = std::max((maximum - minimum) / top, 1e-8F);
  std::vector<double> result;
  for (const double value : given) {
    const float position = (static_cast<float>(value) - minimum) / scale + static_cast<float>(rounding.noise);
    const auto code = static_cast<float>(rounded_units(std::clamp(position, 0.0F, top), rounding.rule));
    result.push_back(code * scale + minimum);
  }
  return result;
}

std::vector<double> on_affine_blocks(std::span<const double> given, int bits, int length,
                                     const ElementRounding& rounding) {
  const auto top = static_cast<float>((1 << bits) - 1);
  const auto held = [](float value) { return static_cast<float>(round_to_element(value, elements::bf16)); };
  std::vector<double> result;
  for (std::size_t first = 0; first < given.size(); first += static_cast<std::size_t>(length)) {
    const auto block = given.subspan(first, std::min(static_cast<std::size_t>(length), given.size() - first));
    const auto [low, high] = std::ranges::minmax(block);
    const float minimum = held(static_cast<float>(low));
    const float scale = held(std::max((static_cast<float>(high) - static_cast<float>(low)) / top, 1e-8F));
    for (const double value : block) {
      const float position = (static_cast<float>(value) - minimum) / scale + static_cast<float>(rounding.noise);
      const auto code = static_cast<float>(rounded_units(std::clamp(position, 0.0F, top), rounding.rule));
      result.push_back(code * scale + minimum);
    }
  }
  return result;
}

std::vector<double> on_integers(std::span<const double> given, int bits, const ElementRounding& rounding) {
  const double top = (1 << (bits - 1)) - 1, most = largest_magnitude_of(given);
  const double scale = most == 0 ? 1 : most / top;
  std::vector<double> result;
  for (const double value : given) {
    const double units = std::max(0.0, std::abs(value) / scale + rounding.noise);
    result.push_back(std::copysign(std::min(rounded_units(units, rounding.rule), top) * scale, value));
  }
  return result;
}

std::vector<double> each_rounded(std::span<const double> given, ElementFormat format, const ElementRounding& rounding) {
  std::vector<double> result;
  for (const double value : given) result.push_back(round_to_element(value, format, rounding));
  return result;
}

std::vector<double> whole_numbers(int first, int last) {
  std::vector<double> values(static_cast<std::size_t>(last - first + 1));
  std::iota(values.begin(), values.end(), first);
  return values;
}

bool is_affine(Kind kind) { return kind == Kind::affine || kind == Kind::affine_blocks; }

}  // namespace

std::optional<int> NamedFormat::block_length() const {
  if (kind == Kind::mx) return mx_block;
  if (kind == Kind::affine_blocks) return affine_block;
  return kind == Kind::nvfp4 ? std::optional(nvfp4_block) : std::nullopt;
}

double NamedFormat::bits_a_value() const {
  const double bits_of_a_scale = kind == Kind::affine_blocks ? 32 : 8;
  const auto length = block_length();
  return length ? bits + bits_of_a_scale / *length : bits;
}

double NamedFormat::largest() const {
  if (is_affine(kind)) return (1 << bits) - 1;
  return kind == Kind::integer ? (1 << (bits - 1)) - 1 : element.largest();
}

std::optional<double> NamedFormat::smallest_subnormal() const {
  if (is_affine(kind) || kind == Kind::integer || element.is_int8) return std::nullopt;
  return element.floating.smallest_subnormal();
}

std::string NamedFormat::specials() const {
  if (is_affine(kind) || kind == Kind::integer || element.is_int8) return "none";
  switch (element.floating.specials) {
    case Specials::none: return "none";
    case Specials::one_nan: return "one NaN";
    case Specials::ieee: return "infinity and NaN";
  }
  return {};
}

std::optional<std::vector<double>> NamedFormat::values() const {
  if (bits > most_listed_bits) return std::nullopt;
  const int top = (1 << (bits - 1)) - 1;
  if (is_affine(kind)) return whole_numbers(0, (1 << bits) - 1);
  if (kind == Kind::integer) return whole_numbers(-top, top);
  if (!element.is_int8) return finite_values(element.floating);
  std::vector<double> values = whole_numbers(-top, top);
  for (double& value : values) value /= 64;
  return values;
}

std::vector<double> NamedFormat::rounded(std::span<const double> given, const ElementRounding& rounding) const {
  if (given.empty()) return {};
  switch (kind) {
    case Kind::affine: return on_affine_grid(given, bits, rounding);
    case Kind::integer: return on_integers(given, bits, rounding);
    case Kind::floating: return each_rounded(given, element.floating, rounding);
    case Kind::mx: return round_to_mx(given, element, rounding);
    case Kind::nvfp4: return round_to_nvfp4(given, rounding);
    case Kind::affine_blocks: return on_affine_blocks(given, bits, affine_block, rounding);
  }
  return {};
}

const std::vector<NamedFormat>& listed_formats() {
  static const std::vector<NamedFormat> all = [] {
    std::vector<NamedFormat> formats = {affine(2),           affine(4),  affine(8), affine_block(4, 16),
                                        affine_block(4, 32), integer(4), integer(8)};
    std::ranges::copy(all_fixed(), std::back_inserter(formats));
    return formats;
  }();
  return all;
}

NamedFormat named_format(std::string_view name) {
  const auto found = std::ranges::find(all_fixed(), name, &NamedFormat::name);
  if (found != all_fixed().end()) return *found;
  if (const auto format = format_of_bits(name)) return *format;
  if (const auto format = any_float(name)) return *format;
  throw_unknown(name);
}

}  // namespace imprint
