// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/files/gzip.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/datasets/sample_files.h"

namespace imprint::test {
namespace {

using testing::HasSubstr;
constexpr std::size_t enough = std::size_t{1} << 24;

/// Bytes that do not compress to nothing.
std::string uneven_text(std::size_t size) {
  std::string text;
  for (std::uint64_t i = 0; text.size() < size; ++i) text += std::to_string(i * 2654435761u % 1000003);
  text.resize(size);
  return text;
}

TEST(Gunzip, GivesBackWhatWasCompressed) {
  for (const std::size_t size : {0u, 1u, 1000u, 3u << 20}) {
    const std::string text = uneven_text(size);
    EXPECT_EQ(gunzip(gzip(text), enough, "x.gz"), text) << size;
  }
}

TEST(Gunzip, JoinsSeveralMembers) { EXPECT_EQ(gunzip(gzip("one ") + gzip("two"), enough, "x.gz"), "one two"); }

TEST(Gunzip, TellsGzipByItsFirstBytes) {
  EXPECT_TRUE(is_gzip(gzip("x")));
  EXPECT_FALSE(is_gzip("\x1f"));
  EXPECT_FALSE(is_gzip(""));
}

TEST(Gunzip, SaysWhereAStreamIsCutOffAtEveryLength) {
  const std::string packed = gzip(uneven_text(200));
  for (std::size_t length = 2; length < packed.size(); ++length)
    EXPECT_THAT(input_error_of([&] { gunzip(packed.substr(0, length), enough, "x.gz"); }),
                HasSubstr("x.gz: offset " + std::to_string(length) + ": expected more compressed data"));
}

TEST(Gunzip, RefusesADamagedStream) {
  const std::string text = uneven_text(5000), packed = gzip(text);
  int refused = 0;
  for (std::size_t i = 10; i < packed.size(); i += 7) {
    std::string damaged = packed;
    damaged[i] = static_cast<char>(damaged[i] ^ 0x55);
    refused += input_error_of([&] { gunzip(damaged, enough, "x.gz"); }).starts_with("x.gz: offset ");
  }
  EXPECT_EQ(refused, static_cast<int>((packed.size() - 10 + 6) / 7));
}

TEST(Gunzip, NamesTheOffsetOfBytesBehindTheStream) {
  const std::string packed = gzip("text");
  EXPECT_THAT(input_error_of([&] { gunzip(packed + "??", enough, "x.gz"); }),
              HasSubstr("offset " + std::to_string(packed.size()) + ": expected a gzip member"));
}

TEST(Gunzip, TakesZerosBehindTheLastMemberForPadding) {
  for (const std::size_t zeros : {1u, 511u, 100000u}) {
    EXPECT_EQ(gunzip(gzip("text") + std::string(zeros, '\0'), enough, "x.gz"), "text") << zeros;
    EXPECT_THAT(input_error_of([&] { gunzip(gzip("text") + std::string(zeros, '\0') + "x", enough, "x.gz"); }),
                HasSubstr("expected a gzip member, padding zeros or the end of the file"));
  }
}

TEST(Gunzip, SaysWhereALaterMemberIsCutOff) {
  const std::string first = gzip("one"), second = gzip("two");
  EXPECT_THAT(
      input_error_of([&] { gunzip(first + second.substr(0, second.size() - 3), enough, "x.gz"); }),
      HasSubstr("offset " + std::to_string(first.size() + second.size() - 3) + ": expected more compressed data"));
}

TEST(Gunzip, StopsABombAtTheBound) {
  const std::string bomb = gzip(std::string(8u << 20, '\0'));
  ASSERT_LT(bomb.size(), 20000u);
  EXPECT_THAT(input_error_of([&] { gunzip(bomb, 1 << 20, "x.gz"); }), HasSubstr("at most 1048576 bytes"));
  EXPECT_EQ(gunzip(bomb, 8u << 20, "x.gz").size(), 8u << 20);
}

TEST(Gunzip, CountsTheBoundOverAllMembers) {
  const std::string member = gzip(std::string(600, 'x'));
  EXPECT_THAT(input_error_of([&] { gunzip(member + member, 1000, "x.gz"); }), HasSubstr("at most 1000 bytes"));
}

}  // namespace
}  // namespace imprint::test
