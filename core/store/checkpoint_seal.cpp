// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/checkpoint_seal.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>

#include "core/base/checksum.h"
#include "core/base/error.h"

namespace imprint {
namespace {

static_assert(std::endian::native == std::endian::little, "safetensors are little-endian");

constexpr std::string_view zeros = open_seal;
constexpr std::string_view key_text = "\"checksum\":\"";
constexpr std::size_t length_bytes = 8;

/// Where the digits begin; npos without a seal. Inside a JSON text quotes are escaped, so the key text is the key.
std::size_t digits_begin(std::string_view bytes) {
  if (bytes.size() < length_bytes) return std::string_view::npos;
  std::uint64_t header = 0;
  std::memcpy(&header, bytes.data(), length_bytes);
  const std::string_view text =
      bytes.substr(length_bytes, std::min<std::uint64_t>(header, bytes.size() - length_bytes));
  const std::size_t found = text.find(key_text);
  if (found == std::string_view::npos) return found;
  const std::size_t begin = length_bytes + found + key_text.size();
  return begin + zeros.size() <= bytes.size() ? begin : std::string_view::npos;
}

std::string digits_of(std::string_view bytes, std::size_t begin) {
  Checksum checksum;
  checksum.add(bytes.substr(0, begin));
  checksum.add(zeros);
  checksum.add(bytes.substr(begin + zeros.size()));
  return checksum.text();
}

}  // namespace

std::string sealed(std::string bytes) {
  const std::size_t begin = digits_begin(bytes);
  if (begin == std::string::npos) throw JobError("a checkpoint without a place for its checksum");
  return bytes.replace(begin, zeros.size(), digits_of(bytes, begin));
}

Seal seal_of(std::string_view bytes) {
  const std::size_t begin = digits_begin(bytes);
  if (begin == std::string_view::npos) return Seal::none;
  return bytes.substr(begin, zeros.size()) == digits_of(bytes, begin) ? Seal::whole : Seal::broken;
}

std::string seal_digits(std::string_view bytes) {
  const std::size_t begin = digits_begin(bytes);
  return begin == std::string_view::npos ? std::string() : std::string(bytes.substr(begin, zeros.size()));
}

}  // namespace imprint
