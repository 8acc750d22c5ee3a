// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/spec/deficit_words.h"

#include <algorithm>

namespace imprint {
namespace {

/// 0 = unchanged.
struct ForwardBits {
  int weight = 0, activation = 0;
};

ForwardBits forward_bits_of(const DeficitSpec& deficit) {
  if (!strikes_bits(deficit)) return {};
  if (const auto format = struck_format(deficit)) return {format->bits, format->bits};
  const auto either = [&](int own) { return own > 0 ? own : deficit.bits; };
  return {either(deficit.weight_bits), either(deficit.activation_bits)};
}

void append_role(std::string& text, char role, int bits) {
  if (bits > 0) text += (text.empty() ? "" : " ") + (role + std::to_string(bits));
}

}  // namespace

std::optional<NumberFormat> struck_format(const DeficitSpec& deficit) {
  if (!strikes_bits(deficit) || deficit.format == DeficitSpec().format) return std::nullopt;
  return find_number_format(deficit.format);
}

std::string deficit_label(const DeficitSpec& deficit) {
  if (!strikes_bits(deficit)) return deficit.kind;
  if (const auto format = struck_format(deficit)) return format_name(*format);
  const auto [weight, activation] = forward_bits_of(deficit);
  if (weight == activation && weight > 0) return std::to_string(weight) + (weight == 1 ? " bit" : " bits");
  std::string text;
  append_role(text, 'W', weight);
  append_role(text, 'A', activation);
  if (text.empty()) append_role(text, 'G', deficit.backward_bits);
  return text;
}

int lowest_forward_bits(const DeficitSpec& deficit) {
  const auto [weight, activation] = forward_bits_of(deficit);
  return weight == 0 || activation == 0 ? std::max(weight, activation) : std::min(weight, activation);
}

int highest_forward_bits(const DeficitSpec& deficit) {
  const auto [weight, activation] = forward_bits_of(deficit);
  return std::max(weight, activation);
}

}  // namespace imprint
