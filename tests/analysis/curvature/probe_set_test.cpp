// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/curvature/probe_set.h"

#include <ATen/core/Tensor.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/equal.h>
#include <ATen/ops/tensor.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/random_stream.h"
#include "core/data/images/image_dataset.h"
#include "tests/support/expect_error.h"

namespace imprint {
namespace {

/// 200 images of 4 classes in random order; image i has the number 1000 + i in its file.
ImageDataset dataset() {
  ImageDataset data;
  const auto order = random_permutation(200, RandomStream(4));
  data.labels = at::tensor(order, at::kLong).remainder(4);
  data.images =
      at::arange(200, at::kInt).remainder(256).to(at::kByte).view({200, 1, 1, 1}).expand({200, 1, 3, 3}).contiguous();
  data.classes = 4;
  data.mean = {0.5};
  data.deviation = {0.25};
  for (std::int64_t i = 0; i < 200; ++i) data.original_indices.push_back(1000 + i);
  return data;
}

std::vector<std::int64_t> counts(const at::Tensor& labels) {
  std::vector<std::int64_t> result(4, 0);
  for (std::int64_t i = 0; i < labels.numel(); ++i) ++result[labels[i].item<std::int64_t>()];
  return result;
}

TEST(ProbeSet, ClassesAreBalancedInTheWholeAndInEveryPrefix) {
  const ProbeSet probe = make_probe_set(dataset(), 80, 1);
  EXPECT_EQ(probe.size(), 80);
  EXPECT_THAT(counts(probe.batch.targets), testing::ElementsAre(20, 20, 20, 20));
  EXPECT_THAT(counts(probe.first(40).batch.targets), testing::ElementsAre(10, 10, 10, 10));
  EXPECT_THAT(counts(probe.first(6).batch.targets), testing::ElementsAre(2, 2, 1, 1));
}

TEST(ProbeSet, IndicesNameTheImagesInTheOriginalFile) {
  const ImageDataset data = dataset();
  const ProbeSet probe = make_probe_set(data, 20, 1);
  ASSERT_EQ(probe.indices.size(), 20u);
  for (std::int64_t i = 0; i < 20; ++i) {
    const std::int64_t index = probe.indices[i] - 1000;
    EXPECT_EQ(probe.batch.targets[i].item<std::int64_t>(), data.labels[index].item<std::int64_t>());
    const double pixel = (static_cast<double>(index) / 255 - 0.5) / 0.25;
    EXPECT_NEAR(probe.batch.inputs.values[i][0][1][1].item<float>(), pixel, 1e-6);
  }
}

TEST(ProbeSet, IsAFunctionOfTheSeedAlone) {
  const ImageDataset data = dataset();
  EXPECT_EQ(make_probe_set(data, 40, 1).indices, make_probe_set(data, 40, 1).indices);
  EXPECT_NE(make_probe_set(data, 40, 1).indices, make_probe_set(data, 40, 2).indices);
}

TEST(ProbeSet, ZeroOrTooManySamplesTakeTheWholeSet) {
  EXPECT_EQ(make_probe_set(dataset(), 0, 1).size(), 200);
  EXPECT_EQ(make_probe_set(dataset(), 5000, 1).size(), 200);
}

TEST(ProbeSet, SlicesKeepImagesLabelsAndIndicesTogether) {
  const ProbeSet probe = make_probe_set(dataset(), 20, 1);
  const ProbeSet slice = probe.slice(5, 7);
  EXPECT_TRUE(at::equal(slice.batch.inputs.values, probe.batch.inputs.values.narrow(0, 5, 7)));
  EXPECT_TRUE(at::equal(slice.batch.targets, probe.batch.targets.narrow(0, 5, 7)));
  EXPECT_EQ(slice.indices, std::vector<std::int64_t>(probe.indices.begin() + 5, probe.indices.begin() + 12));
  EXPECT_EQ(probe.first(100).size(), 20);
}

TEST(ProbeSet, BadInputIsRefused) {
  const auto refused = [](auto action) { return test::input_error_of(action); };
  EXPECT_THAT(refused([] { make_probe_set(dataset(), -1, 1); }), testing::HasSubstr("probe.samples"));
  const ProbeSet probe = make_probe_set(dataset(), 20, 1);
  EXPECT_THAT(refused([&] { probe.first(-2); }), testing::HasSubstr("found -2"));
  EXPECT_THAT(refused([&] {
                require_samples({{probe.batch.inputs, probe.batch.targets.narrow(0, 0, 3)}, {}, probe.task});
              }),
              testing::HasSubstr("each of its 20 samples, found 3"));
}

}  // namespace
}  // namespace imprint
