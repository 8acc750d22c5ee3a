// SPDX-License-Identifier: GPL-3.0-or-later
#include <unistd.h>

#include <ATen/core/Tensor.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/atomic_file.h"
#include "datasets/catalog.h"
#include "datasets/files/idx_parser.h"
#include "tests/datasets/sample_files.h"
#include "tests/support/image_split.h"
#include "tests/support/temporary_folder.h"

namespace imprint::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;

std::string parse_error(const std::string& bytes, int rank) {
  return input_error_of([&] { parse_idx(bytes, rank, "file"); });
}

/// A small MNIST in a folder of its own, to be damaged by the test.
class SmallMnist : public testing::Test {
 protected:
  void SetUp() override { write_small_mnist(folder_.path()); }
  void replace(const std::string& name, const std::string& bytes) { write_file(folder_ / name, bytes); }
  ImageSplit load() { return images_in(load_dataset({.name = "mnist", .root = folder_.path().string()}, 1)); }
  std::string load_error() {
    return input_error_of([&] { load(); });
  }
  TemporaryFolder folder_;
};

TEST(IdxParser, FindsLengthsAndValues) {
  const std::string bytes = idx_bytes({2, 1, 3}, "abcdef");
  const IdxArray array = parse_idx(bytes, 3, "file");
  EXPECT_THAT(array.lengths, testing::ElementsAre(2, 1, 3));
  EXPECT_EQ(array.values, "abcdef");
  EXPECT_EQ(array.values_offset, 16u);
}

TEST(IdxParser, ReadsLengthsBigEndian) {
  const std::string bytes = idx_bytes({258}, std::string(258, 'x'));
  EXPECT_EQ(parse_idx(bytes, 1, "file").lengths[0], 258u);
}

TEST(IdxParser, RefusesAnotherMagicNumber) {
  EXPECT_EQ(parse_error(idx_bytes({1}, "x"), 3),
            "file: offset 0: expected the magic number 0x00000803 (IDX, unsigned bytes, 3 dimensions), found "
            "0x00000801");
  EXPECT_THAT(parse_error("abcdef", 1), HasSubstr("0x00000801 (IDX, unsigned bytes, 1 dimension), found 0x61626364"));
  EXPECT_THAT(parse_error("abc", 1), HasSubstr("only 3 bytes"));
}

TEST(IdxParser, RefusesEveryTruncation) {
  const std::string bytes = idx_bytes({2, 2, 2}, "abcdefgh");
  for (std::size_t length = 3; length < bytes.size(); ++length)
    EXPECT_THAT(parse_error(bytes.substr(0, length), 3), HasSubstr("file: offset ")) << length;
  EXPECT_THAT(parse_error("", 3), HasSubstr("file is empty, not an IDX file"));
  EXPECT_EQ(parse_error(bytes.substr(0, 20), 3),
            "file: offset 20: expected 8 bytes of values from offset 16, found the end of the file after 4 "
            "bytes of "
            "them");
  EXPECT_EQ(parse_error(bytes.substr(0, 9), 3),
            "file: offset 9: expected a header of 16 bytes, found the end of the file");
}

TEST(IdxParser, RefusesBytesBehindTheValues) {
  EXPECT_EQ(parse_error(idx_bytes({3}, "abcd"), 1), "file: offset 11: expected the end of the file, found 1 byte more");
}

TEST(IdxParser, DoesNotOverflowOnAbsurdLengths) {
  const std::uint32_t most = 0xffffffff;
  EXPECT_THAT(parse_error(idx_bytes({most, most, most}, "abc"), 3), HasSubstr("offset 19"));
  EXPECT_THAT(parse_error(idx_bytes({1u << 31, 1u << 31, 4}, ""), 3), HasSubstr("offset 16"));
}

TEST(IdxLabels, OutOfRangeAreNamedWithTheirOffset) {
  const std::string bytes = idx_bytes({3}, std::string{9, 10, 0});
  EXPECT_EQ(input_error_of([&] { check_idx_labels(parse_idx(bytes, 1, "file"), 10, "file"); }),
            "file: offset 9: expected a label from 0 to 9, found 10");
}

TEST_F(SmallMnist, LoadsImagesAndLabelsInTheirOrder) {
  const ImageSplit split = load();
  ASSERT_EQ(split.train.size(), 20);
  ASSERT_EQ(split.test.size(), 10);
  EXPECT_EQ(split.train.image_shape(), (ImageShape{1, 28, 28}));
  for (std::int64_t i = 0; i < 20; ++i) {
    EXPECT_TRUE(split.train.images[i].eq(i).all().item<bool>());
    EXPECT_EQ(split.train.labels[i].item<std::int64_t>(), i % 10);
  }
  EXPECT_FALSE(split.train.horizontal_flip_keeps_class);
}

TEST_F(SmallMnist, IsTheSamePlainAndCompressed) {
  const std::string hash = load().content_hash;
  replace("train-images-idx3-ubyte", gzip(idx_images(20)));  // by content, whatever the name
  EXPECT_EQ(load().content_hash, hash);
  for (const std::string name : {"train-labels-idx1-ubyte", "t10k-images-idx3-ubyte"}) {
    replace(name + ".gz", gzip(read_whole_file(folder_ / name)));
    std::filesystem::remove(folder_ / name);
  }
  EXPECT_EQ(load().content_hash, hash);
}

TEST_F(SmallMnist, IsFoundUnderDottedNames) {
  const std::string hash = load().content_hash;
  for (const std::string part : {"train-images.idx3", "train-labels.idx1", "t10k-images.idx3", "t10k-labels.idx1"}) {
    std::string usual = part + "-ubyte";
    usual.replace(usual.find('.'), 1, "-");
    std::filesystem::rename(folder_ / usual, folder_ / (part + "-ubyte"));
  }
  EXPECT_EQ(load().content_hash, hash);
  // As one archive unpacks: a folder of the usual name beside the file.
  std::filesystem::create_directory(folder_ / "train-images-idx3-ubyte");
  EXPECT_EQ(load().content_hash, hash);
  replace("train-images.idx3-ubyte.gz", gzip(idx_images(20)));
  std::filesystem::remove(folder_ / "train-images.idx3-ubyte");
  EXPECT_EQ(load().content_hash, hash);
}

TEST_F(SmallMnist, RefusesTwoFilesForOnePart) {
  replace("t10k-images.idx3-ubyte", idx_images(10));
  EXPECT_THAT(load_error(), AllOf(HasSubstr((folder_ / "t10k-images-idx3-ubyte").string() +
                                            " and t10k-images.idx3-ubyte claim the same part"),
                                  HasSubstr("take away or rename")));
}

TEST_F(SmallMnist, TakesAPlainFileBesideItsCompressedSelfAlone) {
  const std::string hash = load().content_hash;
  replace("t10k-labels-idx1-ubyte.gz", gzip(idx_labels(10)));
  EXPECT_EQ(load().content_hash, hash);
  replace("t10k-labels-idx1-ubyte.gz", gzip(idx_bytes({10}, std::string(10, '\x03'))));
  EXPECT_THAT(load_error(), HasSubstr("t10k-labels-idx1-ubyte and t10k-labels-idx1-ubyte.gz claim the same part of the "
                                      "dataset, but differ in content"));
}

TEST_F(SmallMnist, IsFoundInTheFolderThatOtherToolsMake) {
  const std::string hash = load().content_hash;
  TemporaryFolder other;
  write_small_mnist(other / "MNIST/raw");
  EXPECT_EQ(load_dataset({.name = "mnist", .root = other.path().string()}, 1).content_hash, hash);
}

TEST_F(SmallMnist, NamesAMissingFile) {
  std::filesystem::remove(folder_ / "t10k-labels-idx1-ubyte");
  EXPECT_THAT(load_error(), AllOf(HasSubstr("t10k-labels-idx1-ubyte"),
                                  HasSubstr("no such file, nor with .gz, nor t10k-labels.idx1-ubyte")));
}

TEST_F(SmallMnist, RefusesAFolderInPlaceOfAFile) {
  std::filesystem::remove(folder_ / "train-labels-idx1-ubyte");
  std::filesystem::create_directory(folder_ / "train-labels-idx1-ubyte");
  EXPECT_THAT(load_error(), AllOf(HasSubstr("train-labels-idx1-ubyte"), HasSubstr("not a regular file")));
}

TEST_F(SmallMnist, SaysWhatAFileIsThatIsNone) {
  replace("t10k-images-idx3-ubyte", "<!DOCTYPE html><html>");
  EXPECT_THAT(load_error(), HasSubstr("t10k-images-idx3-ubyte is an HTML page, not an IDX file: the download failed"));
  replace("t10k-images-idx3-ubyte", gzip(gzip(idx_images(10))));
  EXPECT_THAT(load_error(), HasSubstr("t10k-images-idx3-ubyte (decompressed) is gzip-compressed"));
  replace("t10k-images-idx3-ubyte", std::string(7856, '\0'));
  EXPECT_THAT(load_error(), HasSubstr("t10k-images-idx3-ubyte is all zeros"));
}

TEST_F(SmallMnist, TellsAFolderThatMayNotBeReadFromNone) {
  if (::geteuid() == 0) GTEST_SKIP() << "root may read everything";
  std::filesystem::create_directory(folder_ / "locked");
  std::filesystem::permissions(folder_ / "locked", std::filesystem::perms::none);
  EXPECT_THAT(input_error_of([&] { load_dataset({.name = "mnist", .root = (folder_ / "locked").string()}, 1); }),
              HasSubstr("Permission denied"));
  std::filesystem::permissions(folder_ / "locked", std::filesystem::perms::owner_all);
}

TEST_F(SmallMnist, RefusesAnotherImageSize) {
  replace("t10k-images-idx3-ubyte", idx_bytes({10, 32, 32}, std::string(10 * 32 * 32, 'x')));
  EXPECT_THAT(load_error(), HasSubstr("offset 8: expected images of 28 x 28 pixels, found 32 x 32"));
}

TEST_F(SmallMnist, RefusesAnotherNumberOfLabelsThanImages) {
  replace("train-labels-idx1-ubyte", idx_labels(19));
  EXPECT_THAT(load_error(),
              AllOf(HasSubstr("train-labels-idx1-ubyte: offset 4: expected 20 labels"), HasSubstr("found 19")));
}

TEST_F(SmallMnist, RefusesAnEmptySet) {
  replace("train-images-idx3-ubyte", idx_bytes({0, 28, 28}, ""));
  EXPECT_THAT(load_error(), HasSubstr("offset 4: expected at least one image"));
}

TEST_F(SmallMnist, NamesTheOffsetOfALabelOutOfRange) {
  replace("train-labels-idx1-ubyte", idx_bytes({20}, std::string(20, '\x0b')));
  EXPECT_THAT(load_error(), HasSubstr("train-labels-idx1-ubyte: offset 8: expected a label from 0 to 9, found 11"));
}

TEST_F(SmallMnist, NamesADamagedCompressedFile) {
  std::string packed = gzip(idx_images(20));
  packed.resize(packed.size() - 5);
  replace("train-images-idx3-ubyte", packed);
  EXPECT_THAT(load_error(), AllOf(HasSubstr("train-images-idx3-ubyte: offset "), HasSubstr("more compressed data")));
}

TEST_F(SmallMnist, CountsOffsetsOfTheDecompressedContent) {
  replace("train-labels-idx1-ubyte", gzip(idx_labels(20) + "x"));
  EXPECT_THAT(load_error(),
              HasSubstr("train-labels-idx1-ubyte (decompressed): offset 28: expected the end of the file"));
}

}  // namespace
}  // namespace imprint::test
