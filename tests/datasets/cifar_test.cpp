// SPDX-License-Identifier: GPL-3.0-or-later
#include <ATen/core/Tensor.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

#include "datasets/catalog.h"
#include "datasets/files/cifar_parser.h"
#include "tests/datasets/sample_files.h"
#include "tests/support/image_split.h"
#include "tests/support/temporary_folder.h"

namespace imprint::test {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr std::array ten = {10};
constexpr std::array twenty_and_hundred = {20, 100};

ImageRecords parse(const std::string& bytes, std::span<const int> counts) {
  ImageRecords records;
  append_cifar_records(bytes, counts, "file", records);
  return records;
}

std::string parse_error(const std::string& bytes, std::span<const int> counts = ten) {
  return input_error_of([&] { parse(bytes, counts); });
}

class SmallCifar : public testing::Test {
 protected:
  void add(const std::string& name, const std::string& bytes) { write_file(folder_ / name, bytes); }
  ImageSplit load(const std::string& name = "cifar10") {
    return images_in(load_dataset({.name = name, .root = folder_.path().string()}, 1));
  }
  std::string load_error() {
    return input_error_of([&] { load(); });
  }
  TemporaryFolder folder_;
};

TEST(CifarParser, AppendsAnyNumberOfRecords) {
  ImageRecords records = parse(cifar_record({3}, 7), ten);
  append_cifar_records(cifar_record({9}, 8) + cifar_record({0}, 255), ten, "file", records);
  EXPECT_THAT(records.labels, ElementsAre(3, 9, 0));
  ASSERT_EQ(records.pixels.size(), 3u * 3072);
  EXPECT_EQ(records.pixels[3071], 7);
  EXPECT_EQ(records.pixels[3072], 8);
  EXPECT_EQ(records.pixels.back(), 255);
}

TEST(CifarParser, TakesTheFineLabelOfCifar100) {
  EXPECT_THAT(parse(cifar_record({19, 99}, 1) + cifar_record({0, 42}, 1), twenty_and_hundred).labels,
              ElementsAre(99, 42));
}

TEST(CifarParser, NamesTheOffsetOfARecordThatIsCutOff) {
  const std::string two = cifar_record({1}, 1) + cifar_record({2}, 2);
  EXPECT_EQ(parse_error(two.substr(0, 5000)),
            "file: offset 3073: expected a record of 3073 bytes or the end of the file, found 1927 bytes");
  EXPECT_THAT(parse_error(two + "x"), HasSubstr("offset 6146"));
  EXPECT_THAT(parse_error(two.substr(0, 100)), HasSubstr("offset 0"));
  EXPECT_THAT(parse_error(""), HasSubstr("file is empty, not CIFAR"));
}

TEST(CifarParser, NamesTheOffsetOfALabelOutOfRange) {
  EXPECT_EQ(parse_error(cifar_record({1}, 1) + cifar_record({10}, 1)),
            "file: offset 3073: expected a label from 0 to 9, found 10");
  EXPECT_THAT(parse_error(cifar_record({20, 5}, 1), twenty_and_hundred),
              HasSubstr("offset 0: expected a label from 0 to 19"));
  EXPECT_THAT(parse_error(cifar_record({5, 100}, 1), twenty_and_hundred),
              HasSubstr("offset 1: expected a label from 0 to 99"));
}

TEST_F(SmallCifar, JoinsTheBatchesInTheOrderOfTheirNumbers) {
  add("data_batch_10.bin", cifar_record({3}, 3));
  add("data_batch_2.bin", cifar_record({1}, 1) + cifar_record({2}, 2));
  add("data_batch_x.bin", "not a batch");
  add("data_batch_1.bin.txt", "not a batch");
  add("test_batch.bin", cifar_record({9}, 9));
  const ImageSplit split = load();
  ASSERT_EQ(split.train.size(), 3);
  for (std::int64_t i = 0; i < 3; ++i) {
    EXPECT_EQ(split.train.labels[i].item<std::int64_t>(), i + 1);
    EXPECT_TRUE(split.train.images[i].eq(i + 1).all().item<bool>());
  }
  EXPECT_EQ(split.test.labels[0].item<std::int64_t>(), 9);
}

TEST_F(SmallCifar, RefusesTwoBatchesOfOneNumber) {
  add("test_batch.bin", cifar_record({9}, 9));
  add("data_batch_1.bin", cifar_record({1}, 1));
  add("data_batch_01.bin", cifar_record({1}, 1));
  EXPECT_THAT(load_error(),
              HasSubstr((folder_ / "data_batch_01.bin").string() + " and data_batch_1.bin claim the same part"));
  std::filesystem::remove(folder_ / "data_batch_1.bin");
  EXPECT_EQ(load().train.size(), 1);
  add("data_batch_001.bin.gz", gzip(cifar_record({1}, 1)));
  EXPECT_THAT(load_error(), HasSubstr("data_batch_001.bin.gz and data_batch_01.bin claim the same part"));
}

TEST_F(SmallCifar, IsTheSamePlainAndCompressed) {
  add("test_batch.bin", cifar_record({9}, 9));
  add("data_batch_1.bin", cifar_record({1}, 1) + cifar_record({2}, 2));
  const std::string hash = load().content_hash;
  add("test_batch.bin.gz", gzip(cifar_record({9}, 9)));
  add("data_batch_1.bin.gz", gzip(cifar_record({1}, 1) + cifar_record({2}, 2)) + std::string(20, '\0'));
  EXPECT_EQ(load().content_hash, hash);
  for (const char* name : {"test_batch.bin", "data_batch_1.bin"}) std::filesystem::remove(folder_ / name);
  EXPECT_EQ(load().content_hash, hash);
  add("data_batch_1.bin", cifar_record({3}, 1));
  EXPECT_THAT(load_error(),
              HasSubstr("data_batch_1.bin and data_batch_1.bin.gz claim the same part of the dataset, but "
                        "differ in content"));
}

TEST_F(SmallCifar, SaysWhatAFileIsThatIsNone) {
  add("test_batch.bin", cifar_record({9}, 9));
  add("data_batch_1.bin", std::string("\x80\x02}q\x01"));
  EXPECT_THAT(load_error(), HasSubstr("data_batch_1.bin is a Python pickle, not CIFAR's binary version"));
  add("data_batch_1.bin", std::string(3073, '\0'));
  EXPECT_THAT(load_error(), HasSubstr("data_batch_1.bin is all zeros"));
}

TEST_F(SmallCifar, PointsToTheDatasetInAnotherForm) {
  add("cifar-10-binary.tar.gz", "x");
  EXPECT_THAT(load_error(), HasSubstr("found cifar-10-binary.tar.gz there: unpack it"));
  std::filesystem::remove(folder_ / "cifar-10-binary.tar.gz");
  add("test_batch", "x");
  EXPECT_THAT(load_error(), HasSubstr("found test_batch there, perhaps the version for Python"));
}

TEST_F(SmallCifar, KeepsRedGreenAndBluePlanesApart) {
  std::string record = cifar_record({0}, 0);
  record[1 + 1024 + 33] = 77;  // green, second row, second column
  add("data_batch_1.bin", record);
  add("test_batch.bin", record);
  const at::Tensor image = load().train.images[0];
  EXPECT_EQ(image[1][1][1].item<std::int64_t>(), 77);
  EXPECT_EQ(image.sum().item<std::int64_t>(), 77);
}

TEST_F(SmallCifar, LoadsTheFineClassesOfCifar100) {
  add("train.bin", cifar_record({1, 98}, 5));
  add("test.bin", cifar_record({2, 3}, 6));
  const ImageSplit split = load("cifar100");
  EXPECT_EQ(split.train.classes, 100);
  EXPECT_EQ(split.train.labels[0].item<std::int64_t>(), 98);
  EXPECT_EQ(split.test.labels[0].item<std::int64_t>(), 3);
}

TEST_F(SmallCifar, SaysWhatIsMissingAndWhereToGetIt) {
  EXPECT_THAT(load_error(), AllOf(HasSubstr("dataset.root = " + folder_.path().string()), HasSubstr("test_batch.bin"),
                                  HasSubstr("cs.toronto.edu")));
  add("test_batch.bin", cifar_record({9}, 9));
  EXPECT_THAT(load_error(), HasSubstr("expected at least one data_batch_<number>.bin"));
}

TEST_F(SmallCifar, NamesTheFileThatIsDamaged) {
  add("test_batch.bin", cifar_record({9}, 9));
  add("data_batch_1.bin", cifar_record({9}, 9));
  add("data_batch_2.bin", cifar_record({9}, 9) + "x");
  EXPECT_THAT(load_error(), HasSubstr((folder_ / "data_batch_2.bin").string() + ": offset 3073"));
}

}  // namespace
}  // namespace imprint::test
