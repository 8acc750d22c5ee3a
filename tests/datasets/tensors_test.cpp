// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/tensors/tensors_dataset.h"

#include <archive.h>
#include <archive_entry.h>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/tensor.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "datasets/arrays/labelled_arrays.h"
#include "datasets/catalog.h"
#include "tests/datasets/sample_files.h"
#include "tests/support/image_split.h"
#include "tests/support/temporary_folder.h"

namespace imprint::test {
namespace {

using testing::HasSubstr;

struct SampleArray {
  std::string type, shape;  // "U8", "4, 1, 2, 2"
  std::string bytes;
};
using SampleArrays = std::map<std::string, SampleArray>;

template <class Number>
std::string bytes_of(std::initializer_list<Number> numbers) {
  std::string bytes;
  for (const Number number : numbers) bytes.append(reinterpret_cast<const char*>(&number), sizeof number);
  return bytes;
}

std::string counting_bytes(int count) {
  std::string bytes;
  for (int i = 0; i < count; ++i) bytes += static_cast<char>(i);
  return bytes;
}

/// Six training and two test images of 2x2 pixels, three classes.
SampleArrays images() {
  return {{"train_x", {"U8", "6, 1, 2, 2", counting_bytes(24)}},
          {"train_y", {"I64", "6", bytes_of<std::int64_t>({0, 1, 2, 0, 1, 2})}},
          {"test_x", {"U8", "2, 1, 2, 2", counting_bytes(8)}},
          {"test_y", {"U8", "2", std::string("\x01\x02", 2)}}};
}

SampleArrays vectors() {
  return {{"train_x", {"F32", "3, 2", bytes_of<float>({1, 2, 3, 4, 5, 6})}},
          {"train_y", {"I32", "3", bytes_of<std::int32_t>({0, 1, 0})}},
          {"test_x", {"F32", "1, 2", bytes_of<float>({7, 8})}},
          {"test_y", {"I32", "1", bytes_of<std::int32_t>({1})}}};
}

std::string safetensors(const SampleArrays& arrays) {
  std::string header = "{", data;
  for (const auto& [name, array] : arrays) {
    header += (header.size() > 1 ? ",\"" : "\"") + name + R"(":{"dtype":")" + array.type + R"(","shape":[)" +
              array.shape + R"(],"data_offsets":[)" + std::to_string(data.size()) + "," +
              std::to_string(data.size() + array.bytes.size()) + "]}";
    data += array.bytes;
  }
  header += "}";
  return bytes_of<std::uint64_t>({header.size()}) + header + data;
}

std::string npy(const SampleArray& array, const std::string& order = "False") {
  const std::map<std::string, std::string> descr = {{"U8", "|u1"},  {"I32", "<i4"}, {"I64", "<i8"},
                                                    {"F32", "<f4"}, {"F64", "<f8"}, {"C64", "<c8"}};
  const std::string header = "{'descr': '" + descr.at(array.type) + "', 'fortran_order': " + order + ", 'shape': (" +
                             array.shape + (array.shape.find(',') == std::string::npos ? ",), }\n" : "), }\n");
  return "\x93NUMPY" + std::string("\x01\x00", 2) +
         bytes_of<std::uint16_t>({static_cast<std::uint16_t>(header.size())}) + header + array.bytes;
}

/// Packed, as numpy.savez_compressed writes it.
std::string npz(const std::map<std::string, std::string>& members) {
  std::string bytes(1 << 16, '\0');
  std::size_t used = 0;
  archive* zip = archive_write_new();
  archive_write_set_format_zip(zip);
  archive_write_open_memory(zip, bytes.data(), bytes.size(), &used);
  for (const auto& [name, content] : members) {
    archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname(entry, name.c_str());
    archive_entry_set_size(entry, static_cast<la_int64_t>(content.size()));
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_write_header(zip, entry);
    archive_write_data(zip, content.data(), content.size());
    archive_entry_free(entry);
  }
  archive_write_close(zip);
  archive_write_free(zip);
  return bytes.substr(0, used);
}

std::string npz(const SampleArrays& arrays) {
  std::map<std::string, std::string> members;
  for (const auto& [name, array] : arrays) members[name + ".npy"] = npy(array);
  return npz(members);
}

class Tensors : public testing::Test {
 protected:
  DatasetSpec written(const std::string& bytes) {
    write_file(folder_ / "own", bytes);
    return {.name = "tensors", .root = (folder_ / "own").string()};
  }
  std::string error_of(const std::string& bytes) {
    return input_error_of([&] { load_dataset(written(bytes), 1); });
  }
  TemporaryFolder folder_;
};

TEST_F(Tensors, ImagesOfBytesAreTheSameFromEitherKindOfFile) {
  const ImageSplit one = images_in(load_dataset(written(safetensors(images())), 1));
  const ImageSplit other = images_in(load_dataset(written(npz(images())), 1));
  EXPECT_EQ(one.content_hash, other.content_hash);
  EXPECT_TRUE(one.train.images.flatten().equal(at::arange(24, at::kByte)));
  EXPECT_EQ(one.train.shape(), shape_of_images({1, 2, 2}, 3));
  EXPECT_EQ(one.test.labels[1].item<std::int64_t>(), 2);
  // Mean and deviation of 0..23 by 255.
  EXPECT_NEAR(one.train.mean[0], 11.5 / 255, 1e-12);
  EXPECT_NEAR(one.train.deviation[0], std::sqrt((24.0 * 24 - 1) / 12) / 255, 1e-12);
  EXPECT_EQ(one.test.mean, one.train.mean) << "the test is normalised as the training";
}

TEST_F(Tensors, VectorsOfFloatsAreTakenAsTheyAre) {
  for (const std::string& bytes : {safetensors(vectors()), npz(vectors())}) {
    const DatasetSplit split = load_dataset(written(bytes), 1);
    EXPECT_EQ(split.train->shape(), shape_of_images({2, 1, 1}, 2));
    const std::vector<Sample> samples = {{2}, {0}};
    const Batch batch = split.train->gather(samples);
    EXPECT_TRUE(batch.inputs.values.flatten().equal(at::tensor({5.0F, 6.0F, 1.0F, 2.0F})));
    EXPECT_EQ(batch.targets[0].item<std::int64_t>(), 0);
    EXPECT_EQ(split.train->subset(2, 1)->size(), 2);
  }
}

/// Two of three vectors of two numbers: time goes down, numbers are channels.
TEST_F(Tensors, SequencesAreChannelsOverTime) {
  SampleArrays arrays = vectors();
  arrays["train_x"] = {"F32", "2, 3, 2", bytes_of<float>({1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})};
  arrays["train_y"] = {"I32", "2", bytes_of<std::int32_t>({0, 1})};
  arrays["test_x"] = {"F32", "1, 3, 2", bytes_of<float>({1, 2, 3, 4, 5, 6})};
  const DatasetSplit split = load_dataset(written(npz(arrays)), 1);
  EXPECT_EQ(split.train->shape(), shape_of_images({2, 3, 1}, 2));
  const std::vector<Sample> samples = {{1}};
  const at::Tensor values = split.train->gather(samples).inputs.values;
  EXPECT_EQ(values.sizes().vec(), (std::vector<std::int64_t>{1, 2, 3, 1}));
  EXPECT_TRUE(values.flatten().equal(at::tensor({7.0F, 9.0F, 11.0F, 8.0F, 10.0F, 12.0F})));
}

TEST_F(Tensors, FactsAreThoseOfTheFile) {
  const DatasetSpec spec = written(npz(images()));
  EXPECT_EQ(facts_of(spec).shape, shape_of_images({1, 2, 2}, 3));
  EXPECT_EQ(published_train_samples(spec), 6);
  EXPECT_EQ(published_train_samples({.name = "tensors", .root = spec.root, .train_limit = 4}), 4);
  written(npz(vectors()));
  EXPECT_EQ(published_train_samples(spec), 3) << "the file has changed";
}

TEST_F(Tensors, WhatIsWrongIsNamedWithFileAndArray) {
  const auto with = [](const std::string& name, const SampleArray& array) {
    SampleArrays arrays = images();
    arrays[name] = array;
    return npz(arrays);
  };
  SampleArrays lacking = images();
  lacking.erase("test_y");
  EXPECT_THAT(error_of(npz(lacking)),
              HasSubstr("own: test_y is missing: train_x, train_y, test_x and test_y are needed"));
  EXPECT_THAT(error_of(with("train_y", {"I64", "2", bytes_of<std::int64_t>({0, 1})})),
              HasSubstr("train_y must have a class for each of the 6 samples of train_x, but has 2"));
  EXPECT_THAT(error_of(with("test_x", {"U8", "2, 1, 2, 1", counting_bytes(4)})),
              HasSubstr("test_x must hold samples as train_x does, U8 [6, 1, 2, 2], but is U8 [2, 1, 2, 1]"));
  EXPECT_THAT(error_of(with("test_y", {"U8", "2", std::string("\x01\x07", 2)})),
              HasSubstr("test_y must have classes below 3, as train_y, but has 7"));
  EXPECT_THAT(error_of(with("train_y", {"I64", "6", bytes_of<std::int64_t>({0, 1, 2, 0, -4, 2})})),
              HasSubstr("train_y must have classes from 0 on, but has -4 at place 4"));
  EXPECT_THAT(error_of(with("train_x", {"F32", "6", std::string(24, '\0')})),
              HasSubstr("train_x must be U8, F32 or F64"));
  EXPECT_THAT(error_of(with("train_x", {"C64", "6", std::string(48, '\0')})),
              HasSubstr("train_x.npy: has elements of a kind that is not read ('<c8')"));
  EXPECT_THAT(error_of(npz({{"train_x.npy", npy({"U8", "2, 2", "abcd"}, "True")}})), HasSubstr("Fortran's order"));
  EXPECT_THAT(error_of(npz({{"train_x.npy", npy({"U8", "2, 2", "abc"})}})),
              HasSubstr("expected 4 bytes of U8 [2, 2], found 3"));
  EXPECT_THAT(error_of(npz({{"train_x.npy", "\x93NUM"}})), HasSubstr("train_x.npy: is cut short"));
  EXPECT_THAT(error_of(npz({{"read.me", "x"}})), HasSubstr("read.me: is no array"));
  const std::string whole = npz(images());
  EXPECT_THAT(error_of(whole.substr(0, whole.size() / 3)), HasSubstr("own: "));
  EXPECT_THAT(error_of("nonsense"), HasSubstr("own"));
}

TEST_F(Tensors, FloatsMustBeFiniteAndAreNotAugmented) {
  SampleArrays arrays = vectors();
  arrays["test_x"].bytes = bytes_of<float>({1, std::numeric_limits<float>::quiet_NaN()});
  EXPECT_THAT(error_of(safetensors(arrays)), HasSubstr("test_x must hold finite values"));
  DatasetSpec spec = written(safetensors(vectors()));
  spec.augment = true;
  EXPECT_THAT(input_error_of([&] { load_dataset(spec, 1); }), HasSubstr("dataset.augment = true"));
}

TEST_F(Tensors, NeedTheirFile) {
  EXPECT_THAT(input_error_of([] { published_train_samples({.name = "tensors"}); }), HasSubstr("dataset.root is empty"));
  EXPECT_THAT(input_error_of([&] { load_dataset({.name = "tensors", .root = (folder_ / "none").string()}, 1); }),
              HasSubstr("none"));
}

}  // namespace
}  // namespace imprint::test
