// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/file_kind.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <utility>
#include <vector>

#include "tests/support/expect_error.h"

namespace imprint::test {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;
using namespace std::string_literals;

std::string tar_file() {
  std::string bytes(512, '\0');
  bytes.replace(0, 4, "name");
  return bytes.replace(257, 5, "ustar");
}

const std::vector<std::pair<FileKind, std::string>>& examples() {
  static const std::vector<std::pair<FileKind, std::string>> all = {
      {FileKind::empty, ""},
      {FileKind::zeros, std::string(1, '\0')},
      {FileKind::zeros, std::string(5000, '\0')},
      {FileKind::html, "<!DOCTYPE html><title>404</title>"},
      {FileKind::html, "\n  <HTML lang=en>"},
      {FileKind::html, "\xef\xbb\xbf<html>"},
      {FileKind::html, "<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code></Error>"},
      {FileKind::lfs_pointer, "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n"},
      {FileKind::zip, "PK\x03\x04rest"},
      {FileKind::zip, "PK\x05\x06"s + std::string(18, '\0')},
      {FileKind::pickle, "\x80\x02}q\x01."},
      {FileKind::pickle, "\x80\x04\x95"s},
      {FileKind::gzip, "\x1f\x8b\x08"},
      {FileKind::other_archive, "BZh91AY"},
      {FileKind::other_archive, "\xfd\x37zXZ\0"s},
      {FileKind::other_archive, tar_file()},
      {FileKind::image, "\x89PNG\r\n\x1a\n"},
      {FileKind::image, "\xff\xd8\xff\xe0"},
      {FileKind::pdf, "%PDF-1.7"},
      {FileKind::hdf5, "\x89HDF\r\n\x1a\n"},
      {FileKind::utf16, "\xff\xfe"s + "a\0t\0"s},
      {FileKind::json, "{\n  \"format\": 1}"},
      {FileKind::json, "{}"}};
  return all;
}

TEST(FileKind, IsToldByTheFirstBytes) {
  for (const auto& [kind, bytes] : examples()) EXPECT_EQ(recognise_file(bytes), kind) << bytes.substr(0, 20);
}

TEST(FileKind, OfOtherBytesIsNotGuessed) {
  for (const std::string& bytes : {"name = \"x\"\n"s, "at,bits\n0,3\n"s, "\x80"s, "<"s, "{name = 3}"s, "\0\0\x08\x03"s,
                                   "\x1f"s, "PK"s, std::string(5000, '\0') + "x"})
    EXPECT_EQ(recognise_file(bytes), std::nullopt) << bytes.substr(0, 20);
}

TEST(FileKind, OfEveryKindIsNamedWithWhatToDo) {
  for (const auto& [kind, content] : examples()) {
    const std::string& bytes = content;  // clang 14 takes no binding into a lambda
    const std::string message = input_error_of([&] { refuse_other_kind(bytes, "f.idx", "an IDX file"); });
    EXPECT_THAT(message, StartsWith("f.idx is ")) << static_cast<int>(kind);
    EXPECT_THAT(message, HasSubstr(", not an IDX file: "));
    EXPECT_GT(message.size(), 40U);
  }
}

TEST(FileKind, SaysThatADownloadFailed) {
  EXPECT_EQ(
      input_error_of([] { refuse_other_kind("<html>", "train-images-idx3-ubyte", "an IDX file"); }),
      "train-images-idx3-ubyte is an HTML page, not an IDX file: the download failed, or its link leads to a page; "
      "get the file itself");
}

TEST(FileKind, OfTextIsWhatTheReaderTakes) {
  const auto error_of = [](const std::string& bytes, bool json_is_wanted) {
    return input_error_of([&] { refuse_no_text(bytes, "x", "text", json_is_wanted); });
  };
  EXPECT_EQ(error_of("{\"a\": 1}", true), "no error");
  EXPECT_THAT(error_of("{\"a\": 1}", false), StartsWith("x is JSON, not text"));
  EXPECT_EQ(error_of("", false), "no error");
  EXPECT_EQ(error_of("gr\u00fc\u00df\r\n\tb", false), "no error");
  EXPECT_THAT(error_of("a\0b"s, false), HasSubstr("bytes that are no text"));
  EXPECT_THAT(error_of("PK\x03\x04", false), HasSubstr("a ZIP archive"));
}

}  // namespace
}  // namespace imprint::test
