// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/checkpoint_seal.h"

#include <gtest/gtest.h>

#include <cstdint>

#include "core/base/error.h"

namespace imprint {
namespace {

/// A safetensors file of one tensor, whose metadata have a place for the seal.
std::string file_with_place() {
  const std::string header = R"({"__metadata__":{"checksum":"0000000000000000","step":"3"},)"
                             R"("w":{"dtype":"U8","shape":[24],"data_offsets":[0,24]}})";
  const std::uint64_t length = header.size();
  return std::string(reinterpret_cast<const char*>(&length), sizeof length) + header + "twenty-four bytes of data";
}

TEST(CheckpointSeal, IsWholeAfterSealing) {
  const std::string bytes = sealed(file_with_place());
  EXPECT_EQ(seal_of(bytes), Seal::whole);
  EXPECT_EQ(bytes.size(), file_with_place().size());
  EXPECT_EQ(seal_digits(bytes).size(), 16U);
}

TEST(CheckpointSeal, EveryFlippedBitAndEveryCutIsNoticed) {
  const std::string whole = sealed(file_with_place());
  for (std::size_t bit = 0; bit < whole.size() * 8; ++bit) {
    std::string bytes = whole;
    bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1 << (bit % 8)));
    EXPECT_NE(seal_of(bytes), Seal::whole) << bit;
  }
  for (std::size_t length = 0; length < whole.size(); ++length)
    EXPECT_NE(seal_of(whole.substr(0, length)), Seal::whole);
}

TEST(CheckpointSeal, FilesOfOthersHaveNone) {
  std::string bytes = file_with_place();
  bytes.replace(bytes.find("checksum"), 8, "somewhat");
  EXPECT_EQ(seal_of(bytes), Seal::none);
  EXPECT_EQ(seal_digits(bytes), "");
  EXPECT_THROW(sealed(bytes), JobError);
  EXPECT_EQ(seal_of(""), Seal::none);
}

TEST(CheckpointSeal, ASealLookAlikeAmongTheDataIsNone) {
  const std::string header = R"({"w":{"dtype":"U8","shape":[40],"data_offsets":[0,40]}})";
  const std::uint64_t length = header.size();
  const std::string bytes = std::string(reinterpret_cast<const char*>(&length), sizeof length) + header +
                            R"("checksum":"0000000000000000" and more)";
  EXPECT_EQ(seal_of(bytes), Seal::none);
}

}  // namespace
}  // namespace imprint
