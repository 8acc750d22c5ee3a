// SPDX-License-Identifier: GPL-3.0-or-later
// A running checksum of bytes: XXH3 with 64 bits (Yann Collet, xxHash), against accidents, not against forgers.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace imprint {

class Checksum {
 public:
  Checksum();
  ~Checksum();
  Checksum(Checksum&&) noexcept;
  Checksum& operator=(Checksum&&) noexcept;

  void add(std::string_view bytes);
  /// Of all bytes added so far; more may follow.
  std::uint64_t value() const;
  /// The same as 16 hexadecimal digits.
  std::string text() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Of these bytes alone.
std::string checksum_of(std::string_view bytes);

}  // namespace imprint
