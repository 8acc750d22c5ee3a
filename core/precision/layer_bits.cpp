// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/precision/layer_bits.h"

#include <cctype>
#include <charconv>

#include "core/base/error.h"
#include "core/base/text.h"

namespace imprint {
namespace {

constexpr int most_bits = 32;

[[noreturn]] void refuse(std::string_view entry) {
  throw InputError("must hold entries like \"conv1: W4A8G8\" or \"conv1: 8\" with bits from 1 to 32, but has \"" +
                   std::string(entry) + "\"");
}

/// Reads the text from the left.
class BitsReader {
 public:
  BitsReader(std::string_view text, std::string_view entry) : rest_(trimmed(text)), entry_(entry) {}

  void read_into(LayerBits& bits) {
    if (is_digit()) {
      bits.weight = bits.activation = number();
    } else {
      do read_role(bits);
      while (!rest_.empty());
    }
    if (!rest_.empty()) refuse(entry_);
  }

 private:
  bool is_digit() const { return !rest_.empty() && std::isdigit(static_cast<unsigned char>(rest_.front())) != 0; }

  void read_role(LayerBits& bits) {
    const char letter = rest_.empty() ? '\0' : rest_.front();
    int* role = letter == 'W'   ? &bits.weight
                : letter == 'A' ? &bits.activation
                : letter == 'G' ? &bits.gradient
                                : nullptr;
    if (role == nullptr || *role != 0) refuse(entry_);
    rest_.remove_prefix(1);
    *role = number();
  }

  int number() {
    int value = 0;
    const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value);
    if (error != std::errc() || value < 1 || value > most_bits) refuse(entry_);
    rest_ = trimmed(rest_.substr(static_cast<std::size_t>(end - rest_.data())));
    return value;
  }

  std::string_view rest_, entry_;
};

}  // namespace

LayerBits parse_layer_bits(std::string_view text) {
  const auto colon = text.find(':');
  LayerBits bits;
  bits.layer = std::string(trimmed(text.substr(0, colon)));
  if (colon == std::string_view::npos || bits.layer.empty()) refuse(text);
  BitsReader(text.substr(colon + 1), text).read_into(bits);
  return bits;
}

}  // namespace imprint
