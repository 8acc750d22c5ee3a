// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/checksum.h"

#include <gtest/gtest.h>

#include "core/base/random_stream.h"

namespace imprint {
namespace {

std::string random_bytes(std::size_t count) {
  RandomStream stream(count);
  std::string bytes(count, '\0');
  for (char& byte : bytes) byte = static_cast<char>(stream());
  return bytes;
}

TEST(Checksum, IsThatOfThePublishedAlgorithm) {
  EXPECT_EQ(checksum_of(""), "2d06800538d394c2");  // XXH3_64bits of nothing, seed 0: xxHash's own test vector
}

TEST(Checksum, InPiecesIsThatOfTheWhole) {
  const std::string bytes = random_bytes(5000);
  for (const std::size_t piece : {1U, 7U, 240U, 4999U}) {
    Checksum checksum;
    for (std::size_t at = 0; at < bytes.size(); at += piece) {
      EXPECT_EQ(checksum.text(), checksum_of(bytes.substr(0, at)));  // asking changes nothing
      checksum.add(std::string_view(bytes).substr(at, piece));
    }
    EXPECT_EQ(checksum.text(), checksum_of(bytes)) << piece;
  }
}

TEST(Checksum, EveryBitCounts) {
  std::string bytes = random_bytes(300);
  const std::string whole = checksum_of(bytes);
  for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
    bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1 << (bit % 8)));
    EXPECT_NE(checksum_of(bytes), whole) << bit;
    bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1 << (bit % 8)));
  }
}

}  // namespace
}  // namespace imprint
