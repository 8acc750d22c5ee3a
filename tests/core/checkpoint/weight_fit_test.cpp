// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoint/weight_fit.h"

#include <ATen/core/Tensor.h>
#include <ATen/ops/full.h>
#include <ATen/ops/zeros.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "core/base/error.h"
#include "core/models/network.h"
#include "tests/support/expect_error.h"

namespace imprint::test {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

NamedTensors tensors_of(const std::string& model) {
  ModelSpec spec;
  spec.name = model;
  spec.options.set("width", 4);
  const auto network = make_network(spec, shape_of_images({3, 8, 8}, 10), 1);
  NamedTensors tensors;
  for (const auto& item : network->named_parameters()) tensors.emplace_back(item.key(), item.value().detach().clone());
  for (const auto& item : network->named_buffers()) tensors.emplace_back(item.key(), item.value().clone());
  return tensors;
}

std::string problem(const NamedTensors& given, const NamedTensors& wanted) {
  return input_error_of([&] { require_whole_fit(weight_fit(given, wanted), "w.safetensors"); });
}

/// Every tensor of the smaller network is in the larger one under its name and with its shape.
TEST(WeightFit, ADeeperNetworkOfTheFamilyIsAnotherNetwork) {
  const NamedTensors small = tensors_of("resnet20"), large = tensors_of("resnet32");
  EXPECT_EQ(problem(small, small), "no error");
  EXPECT_THAT(problem(large, small),
              AllOf(HasSubstr("w.safetensors: does not hold the weights of this network"),
                    HasSubstr("unexpected: layer1.3."), HasSubstr("in all)"), Not(HasSubstr("missing"))));
  EXPECT_THAT(problem(small, large), AllOf(HasSubstr("missing: layer1.3."), Not(HasSubstr("unexpected"))));
}

TEST(WeightFit, EachKindOfMismatchIsNamed) {
  const NamedTensors wanted = {{"a", at::zeros({2, 3})}, {"b", at::zeros({4})}, {"c", at::zeros({4})}};
  EXPECT_EQ(problem({{"c", at::zeros({4})}, {"a", at::zeros({2, 3})}, {"b", at::zeros({4})}}, wanted), "no error");
  EXPECT_THAT(
      problem({{"a", at::zeros({3, 2})}, {"b", at::zeros({4}, at::kLong)}, {"d", at::zeros({1})}}, wanted),
      AllOf(HasSubstr("missing: c;"), HasSubstr("unexpected: d;"), HasSubstr("\"a\" is Float [3, 2], not Float [2, 3]"),
            HasSubstr("\"b\" is Long [4], not Float [4]")));
}

TEST(WeightFit, WhatDoesNotFitIsNamedBesideTheNearestThatIsMissing) {
  const NamedTensors wanted = {
      {"conv1.weight", at::zeros({4})}, {"fc.weight", at::zeros({2})}, {"fc.bias", at::zeros({2})}};
  const WeightFit fit = weight_fit({{"conv1.weight", at::zeros({4})}, {"fc.weigth", at::zeros({2})}}, wanted);
  EXPECT_EQ(fit_words(fit),
            "1 of 3 tensors fit; missing: fc.weight, fc.bias; unexpected: fc.weigth (nearest: fc.weight)");
  EXPECT_EQ(input_error_of([&] { require_some_fit(fit, "w"); }), "no error");
  EXPECT_THAT(input_error_of([&] { require_some_fit(weight_fit({}, wanted), "w"); }),
              HasSubstr("w: holds no weight of this network: 0 of 3 tensors fit"));
}

TEST(WeightFit, RangesOfActivationsMayBeMissing) {
  EXPECT_EQ(problem({{"a", at::zeros({1})}}, {{"a", at::zeros({1})}, {"l.activation_range", at::zeros({3})}}),
            "no error");
}

TEST(FiniteWeights, TheFirstBadTensorIsNamed) {
  at::Tensor bad = at::zeros({2, 3});
  bad[1][2].fill_(std::numeric_limits<float>::infinity());
  const NamedTensors good = {{"a", at::zeros({2})}, {"n", at::zeros({}, at::kLong)}};
  EXPECT_NO_THROW(require_finite_weights(good, "w"));
  try {
    require_finite_weights({{"a", at::zeros({2})}, {"b", bad}, {"c", at::full({2}, std::nan(""))}}, "w");
    FAIL() << "an infinite weight was accepted";
  } catch (const JobError& error) {
    EXPECT_THAT(error.what(), HasSubstr("w: tensor \"b\" holds 1 value that is NaN or infinite, the first at index 5"));
  }
}

}  // namespace
}  // namespace imprint::test
