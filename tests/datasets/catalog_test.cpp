// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/catalog.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "core/spec/kinds.h"
#include "datasets/facts/dataset_facts.h"
#include "tests/datasets/sample_files.h"
#include "tests/support/image_split.h"
#include "tests/support/temporary_folder.h"

namespace imprint::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;

std::string load_error(const DatasetSpec& spec) {
  return input_error_of([&] { load_dataset(spec, 1); });
}

/// Mean and standard deviation of pixel/255 over the whole set, a channel.
std::pair<double, double> moments(const ImageDataset& dataset, std::int64_t channel) {
  const at::Tensor values = dataset.images.select(1, channel).to(at::kDouble) / 255.0;
  return {values.mean().item<double>(), values.std(false).item<double>()};
}

ImageSplit load_real(const std::string& name, const std::string& folder) {
  return images_in(load_dataset({.name = name, .root = (real_data_folder() / folder).string()}, 1));
}

bool is_there(const std::string& folder) {
  return !real_data_folder().empty() && std::filesystem::is_directory(real_data_folder() / folder);
}

TEST(DatasetFacts, TellHowManySamplesARunWillHave) {
  EXPECT_EQ(published_train_samples({.name = "mnist"}), 60000);
  EXPECT_EQ(published_train_samples({.name = "mnist", .train_limit = 100}), 100);
  EXPECT_EQ(published_train_samples({.name = "mnist", .train_limit = 100000}), 60000);
  // Drawn, not read: as many as are asked for.
  const DatasetSpec drawn{.name = "synthetic", .train_limit = 6000, .test_limit = 10};
  EXPECT_EQ(published_train_samples(drawn), load_dataset(drawn, 1).train->size());
}

TEST(DatasetFacts, KnowExactlyTheNamesThatSpecsAccept) {
  std::vector<std::string> names;
  for (const DatasetFacts& facts : known_datasets()) names.push_back(facts.name);
  EXPECT_EQ(names, kind_names("dataset.name"));
  for (const DatasetFacts& facts : known_datasets())
    EXPECT_EQ(facts.needs_root, kind_reads("dataset.name", facts.name, "dataset.root"));
}

TEST(DatasetFacts, GiveEachChannelItsNormalisation) {
  for (const DatasetFacts& facts : known_datasets()) {
    const bool is_measured = facts.name == "tensors";  // when it is loaded
    const bool has_images = facts.task == "image-classification" && !is_measured;
    const std::int64_t channels = has_images ? facts.shape.image.channels : 0;
    EXPECT_EQ(std::ssize(facts.mean), channels) << facts.name;
    EXPECT_EQ(std::ssize(facts.deviation), channels) << facts.name;
  }
}

TEST(DatasetFacts, OfAnUnknownNameOfferTheNearest) {
  EXPECT_THAT(input_error_of([] { dataset_facts("cifar-10"); }),
              AllOf(HasSubstr("dataset.name = cifar-10"), HasSubstr("did you mean cifar10?")));
  EXPECT_THAT(load_error({.name = "imagenet"}), HasSubstr("expected synthetic, synthetic-text, mnist"));
}

TEST(Catalog, AsksForTheFolderOfADatasetThatNeedsOne) {
  EXPECT_THAT(load_error({.name = "mnist"}), AllOf(HasSubstr("dataset.root is empty"), HasSubstr("MNIST needs")));
}

TEST(Catalog, TellsAMissingFolderFromAFile) {
  TemporaryFolder folder;
  write_file(folder / "file", "x");
  EXPECT_THAT(load_error({.name = "cifar10", .root = (folder / "none").string()}), HasSubstr("no such folder"));
  EXPECT_THAT(load_error({.name = "cifar10", .root = (folder / "file").string()}),
              HasSubstr("expected a folder, found a file"));
}

TEST(Catalog, ExpandsTheHomeFolder) {
  TemporaryFolder home;
  write_small_mnist(home / "data");
  const char* home_before = std::getenv("HOME");
  const std::string before = home_before == nullptr ? "" : home_before;
  ::setenv("HOME", home.path().c_str(), 1);
  const auto split = load_dataset({.name = "mnist", .root = "~/data"}, 1);
  ::setenv("HOME", before.c_str(), 1);
  EXPECT_EQ(split.train->size(), 20);
}

TEST(Catalog, TakesClassBalancedSubsetsButHashesTheWhole) {
  TemporaryFolder folder;
  write_small_mnist(folder.path());
  const std::string root = folder.path().string();
  const ImageSplit whole = images_in(load_dataset({.name = "mnist", .root = root}, 1));
  const ImageSplit part =
      images_in(load_dataset({.name = "mnist", .root = root, .train_limit = 10, .test_limit = 5}, 1));
  EXPECT_EQ(part.train.size(), 10);
  EXPECT_EQ(part.test.size(), 5);
  EXPECT_EQ(part.content_hash, whole.content_hash);
  for (std::int64_t i = 0; i < 10; ++i)
    EXPECT_TRUE(
        part.train.images[i].equal(whole.train.images[part.train.original_indices[static_cast<std::size_t>(i)]]));
}

TEST(RealData, MnistHasThePublishedCountsAndMoments) {
  if (!is_there("mnist")) GTEST_SKIP() << "the folder mnist is not there";
  const ImageSplit split = load_real("mnist", "mnist");
  EXPECT_EQ(split.train.size(), 60000);
  EXPECT_EQ(split.test.size(), 10000);
  EXPECT_EQ(split.train.labels.eq(5).sum().item<std::int64_t>(), 5421);
  const auto [mean, deviation] = moments(split.train, 0);
  EXPECT_NEAR(mean, split.train.mean[0], 1e-4);
  EXPECT_NEAR(deviation, split.train.deviation[0], 1e-4);
}

TEST(RealData, Cifar10IsBalancedWithAboutThePublishedMoments) {
  if (!is_there("cifar-10-batches-bin")) GTEST_SKIP() << "the folder cifar-10-batches-bin is not there";
  const ImageSplit split = load_real("cifar10", "cifar-10-batches-bin");
  const at::Tensor counts = split.train.labels.bincount();
  EXPECT_TRUE(counts.eq(split.train.size() / 10).all().item<bool>());
  // The published deviations are means over images of each image's own deviation.
  const at::Tensor values = split.train.images.to(at::kFloat).flatten(2) / 255;
  for (std::int64_t c = 0; c < 3; ++c) {
    const auto channel = static_cast<std::size_t>(c);
    EXPECT_NEAR(values.select(1, c).mean().item<double>(), split.train.mean[channel], 0.01);
    EXPECT_NEAR(values.select(1, c).std(1, true).mean().item<double>(), split.train.deviation[channel], 0.01);
  }
}

}  // namespace
}  // namespace imprint::test
