// SPDX-License-Identifier: GPL-3.0-or-later
#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/equal.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "core/base/random_stream.h"
#include "core/data/batch_source.h"
#include "datasets/catalog.h"
#include "datasets/facts/dataset_facts.h"
#include "tests/support/written_pictures.h"
#include "tests/support/expect_error.h"
#include "tests/support/temporary_folder.h"

namespace imprint::test {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;

class ImageFolders : public testing::Test {
 protected:
  ImageFolders() { write_picture_folder(folder_.path(), 3, 4); }

  DatasetSpec spec() const {
    DatasetSpec spec{.name = "image-folder", .root = folder_.path().string()};
    spec.options.set("image_size", 16);
    return spec;
  }
  DatasetSplit load() const { return load_dataset(spec(), 1); }
  std::string complaint(const DatasetSpec& spec) const {
    return input_error_of([&] { load_dataset(spec, 1); });
  }

  TemporaryFolder folder_;
};

std::vector<Sample> all(const Dataset& dataset, std::uint64_t variation) {
  std::vector<Sample> samples;
  for (std::int64_t i = 0; i < dataset.size(); ++i)
    samples.push_back({i, variation == 0 ? 0 : mix64(variation + static_cast<std::uint64_t>(i))});
  return samples;
}

TEST_F(ImageFolders, AreReadByClassInTheOrderOfTheirNames) {
  std::ofstream(folder_ / "train/class0/notes.txt") << "passed over";
  write_png(folder_ / "train/class1/A.PNG", slanted_picture({20, 20}, 100));
  const DatasetSplit split = load();
  EXPECT_EQ(split.train->size(), 13);
  EXPECT_EQ(split.test->size(), 12);
  EXPECT_EQ(split.train->shape(), shape_of_images({3, 16, 16}, 3));
  const Batch batch = split.train->gather(all(*split.train, 0));
  EXPECT_EQ(batch.inputs.values.sizes(), (at::IntArrayRef{13, 3, 16, 16}));
  for (std::int64_t i = 0; i < 13; ++i) EXPECT_EQ(batch.targets[i].item<std::int64_t>(), i < 4 ? 0 : i < 9 ? 1 : 2);
}

TEST_F(ImageFolders, PixelsAreThoseOfThePictureNormalised) {
  const DatasetSplit split = load();
  const at::Tensor images = split.test->gather(all(*split.test, 0)).inputs.values;
  for (std::int64_t label = 0; label < 3; ++label) {
    const double blue = 255.0 * static_cast<double>(label) / 3;
    EXPECT_NEAR(images[4 * label][2].mean().item<double>(), (blue / 255 - 0.406) / 0.225, 0.05);
  }
  const at::Tensor red = images[0][0].mean(0);  // rises from left to right
  EXPECT_GT((red[15] - red[0]).item<double>(), 2.5);
}

TEST_F(ImageFolders, TheNumberOfThreadsChangesNoBit) {
  DatasetSpec one = spec(), many = spec();
  one.options.set("decoders", 1);
  many.options.set("decoders", 5);
  const auto a = load_dataset(one, 1).train, b = load_dataset(many, 1).train;
  for (const std::uint64_t variation : {0, 7})
    EXPECT_TRUE(at::equal(a->gather(all(*a, variation)).inputs.values, b->gather(all(*b, variation)).inputs.values));
  EXPECT_FALSE(at::equal(a->gather(all(*a, 0)).inputs.values, a->gather(all(*a, 7)).inputs.values));
}

TEST_F(ImageFolders, BatchesThatAreBegunAheadAreThoseOfThePlan) {
  const auto train = load().train;
  BatchSource ahead(*train, {.batch_size = 5, .augment = true, .seed = 3});
  const auto plan = train->training_plan({.batch_size = 5, .augment = true, .seed = 3});
  for (const std::int64_t step : {0, 1, 2, 3, 7, 8, 2}) {
    const Batch found = ahead.at(step), expected = train->gather(plan->at(step).samples);
    EXPECT_TRUE(at::equal(found.inputs.values, expected.inputs.values)) << step;
    EXPECT_TRUE(at::equal(found.targets, expected.targets)) << step;
  }
}

TEST_F(ImageFolders, FactsAreThoseOfTheFolder) {
  const DatasetFacts facts = facts_of(spec());
  EXPECT_EQ(facts.shape, shape_of_images({3, 16, 16}, 3));
  EXPECT_EQ(facts.train_samples, 12);
  write_jpeg(folder_ / "train/class0/new.jpg", slanted_picture({20, 20}, 1));
  EXPECT_EQ(facts_of(spec()).train_samples, 13);
}

TEST_F(ImageFolders, TheHashIsOfNamesAndSizesOrOfBytes) {
  DatasetSpec by_bytes = spec();
  by_bytes.options.set("hash", std::string("bytes"));
  const std::string names = load().content_hash, bytes = load_dataset(by_bytes, 1).content_hash;
  std::fstream(folder_ / "train/class0/0.jpg", std::ios::in | std::ios::out | std::ios::binary).seekp(30).put('x');
  EXPECT_EQ(load().content_hash, names);
  EXPECT_NE(load_dataset(by_bytes, 1).content_hash, bytes);
  fs::rename(folder_ / "train/class0/0.jpg", folder_ / "train/class0/00.jpg");
  EXPECT_NE(load().content_hash, names);
}

TEST_F(ImageFolders, LimitsTakeEquallyManyOfEachClass) {
  DatasetSpec limited = spec();
  limited.train_limit = 6;
  const auto train = load_dataset(limited, 1).train;
  EXPECT_EQ(train->size(), 6);
  EXPECT_EQ(train->original_indices.size(), 6);
  const auto whole = load().train;
  for (std::int64_t i = 0; i < 6; ++i)
    EXPECT_TRUE(at::equal(
        train->gather(std::vector<Sample>{{i}}).inputs.values,
        whole->gather(std::vector<Sample>{{train->original_indices[static_cast<std::size_t>(i)]}}).inputs.values));
}

TEST_F(ImageFolders, ABrokenPictureIsNamedOrSkipped) {
  cut_short(folder_ / "train/class1/2.jpg", 0.5);
  DatasetSpec skipping = spec();
  skipping.options.set("broken", std::string("skip"));
  const auto strict = load().train, lenient = load_dataset(skipping, 1).train;
  EXPECT_THAT(input_error_of([&] { strict->gather(all(*strict, 0)); }), HasSubstr("class1/2.jpg: Premature end"));
  const Batch batch = lenient->gather(all(*lenient, 0));
  EXPECT_TRUE(at::equal(batch.inputs.values[6], batch.inputs.values[7]));
  EXPECT_EQ(batch.targets[6].item<std::int64_t>(), 1);
  for (int i = 0; i < 4; ++i) cut_short(folder_ / ("train/class1/" + std::to_string(i) + ".jpg"), 0.5);
  const auto none_left = load_dataset(skipping, 1).train;
  EXPECT_THAT(input_error_of([&] { none_left->gather(all(*none_left, 0)); }), HasSubstr("class1/"));
}

TEST_F(ImageFolders, AFolderThatChangesDuringARunIsSaid) {
  const auto train = load().train;
  fs::remove(folder_ / "train/class0/1.jpg");
  EXPECT_THAT(input_error_of([&] { train->gather(all(*train, 0)); }),
              AllOf(HasSubstr("class0/1.jpg"), HasSubstr("is not any more")));
  write_jpeg(folder_ / "train/class0/1.jpg", slanted_picture({90, 90}, 1));
  EXPECT_THAT(input_error_of([&] { train->gather(all(*train, 0)); }), HasSubstr("bytes when the folder was listed"));
}

TEST_F(ImageFolders, WhatIsMissingIsNamed) {
  DatasetSpec other = spec();
  other.root = (folder_ / "train").string();
  EXPECT_THAT(complaint(other), HasSubstr("has no folder train"));
  fs::create_directory(folder_ / "train/empty");
  EXPECT_THAT(complaint(spec()), HasSubstr("train/empty: has no picture"));
  fs::remove(folder_ / "train/empty");
  write_jpeg(folder_ / "val/stranger/0.jpg", slanted_picture({20, 20}, 1));
  EXPECT_THAT(complaint(spec()), AllOf(HasSubstr("val/stranger: is a class that"), HasSubstr("train has not")));
  fs::remove_all(folder_ / "val");
  EXPECT_THAT(complaint(spec()), HasSubstr("has no folder val"));
}

}  // namespace
}  // namespace imprint::test
