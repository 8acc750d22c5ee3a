// SPDX-License-Identifier: GPL-3.0-or-later
// The table of what can be fetched is whole. Nothing here asks the network.
#include "datasets/facts/published_facts.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "app/download/sha256.h"
#include "app/download/size_text.h"
#include "core/base/file_name.h"
#include "core/spec/kinds.h"
#include "tests/app/download/heard_fetch.h"

namespace imprint::test {
namespace {

bool is_checksum(const std::string& text) {
  return text.size() == 64 &&
         std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

TEST(PublishedFacts, NameADatasetThatReadsThem) {
  std::set<std::string> names;
  for (const PublishedData& data : published_data()) {
    EXPECT_TRUE(names.insert(data.name).second) << data.name;
    EXPECT_NE(find_kind("dataset.name", data.dataset), nullptr) << data.name;
    EXPECT_FALSE(data.files.empty()) << data.name;
    EXPECT_FALSE(data.title.empty()) << data.name;
    EXPECT_FALSE(data.checksum_source.empty()) << data.name;
  }
  for (const char* name : {"mnist", "fashion-mnist", "cifar10", "cifar100", "graph", "text"})
    EXPECT_EQ(published_for(name).size(), 1U) << name;
  EXPECT_TRUE(published_for("synthetic").empty());
}

TEST(PublishedFacts, HaveAddressSizeAndChecksumOfEveryFile) {
  for (const PublishedData& data : published_data())
    for (const PublishedFile& file : data.files) {
      EXPECT_TRUE(is_plain_file_name(file.name)) << file.name;
      EXPECT_GT(file.bytes, 1000) << file.name;
      EXPECT_TRUE(is_checksum(file.sha256)) << file.name;
      EXPECT_GE(file.urls.size(), 1U) << file.name;
      for (const std::string& url : file.urls) {
        EXPECT_TRUE(url.starts_with("http://") || url.starts_with("https://")) << url;
        EXPECT_TRUE(url.ends_with("/" + file.name)) << url;
      }
    }
  EXPECT_EQ(bytes_to_fetch(published_for("mnist").front()), 11594722);
}

/// The examples of FIPS 180-4.
TEST(Sha256Sum, IsThatOfTheStandard) {
  EXPECT_EQ(sha256_text(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256_text("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  Sha256 sum;
  for (int i = 0; i < 1000; ++i) sum.add(std::string(1000, 'a'));
  EXPECT_EQ(sum.text(), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(SizeText, IsShortAndNeverAThousand) {
  EXPECT_EQ(size_text(0), "0 B");
  EXPECT_EQ(size_text(999), "999 B");
  EXPECT_EQ(size_text(1000), "1.0 kB");
  EXPECT_EQ(size_text(999949), "999.9 kB");
  EXPECT_EQ(size_text(999950), "1.0 MB");
  EXPECT_EQ(size_text(170052171), "170.1 MB");
  EXPECT_EQ(size_text(1234567890123456), "1234.6 TB");
}

}  // namespace
}  // namespace imprint::test
