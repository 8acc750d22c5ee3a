// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoint/network_weights.h"

#include <ATen/core/Tensor.h>
#include <ATen/ops/equal.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/tensor.h>
#include <ATen/ops/zeros.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <limits>

#include "core/base/atomic_file.h"
#include "core/checkpoint/training_checkpoint.h"
#include "core/models/network.h"
#include "tests/support/expect_error.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tiny_experiment.h"

namespace imprint::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// All 65,536 patterns of 16 bits as one tensor of that dtype, read from the bytes of a file.
at::Tensor all_patterns(const std::string& dtype) {
  std::string header = R"({"w":{"dtype":")" + dtype + R"(","shape":[65536],"data_offsets":[0,131072]}})";
  header.append((8 - header.size() % 8) % 8, ' ');
  const std::uint64_t length = header.size();
  std::string bytes(reinterpret_cast<const char*>(&length), 8);
  bytes += header;
  for (std::uint32_t pattern = 0; pattern < 65536; ++pattern) {
    bytes.push_back(static_cast<char>(pattern & 255));
    bytes.push_back(static_cast<char>(pattern >> 8));
  }
  return network_weights(decode_safetensors(bytes, "f"), "f").tensors.at(0).second;
}

/// IEEE 754 by its definition: (-1)^s 2^(e - 15) (1 + m / 1024), subnormal (-1)^s 2^-14 m / 1024.
double half_value(std::uint32_t pattern) {
  const double sign = pattern >> 15 != 0 ? -1 : 1;
  const int exponent = static_cast<int>(pattern >> 10 & 31);
  const double fraction = (pattern & 1023) / 1024.0;
  if (exponent == 31) return fraction == 0 ? sign * INFINITY : NAN;
  return sign * (exponent == 0 ? std::ldexp(fraction, -14) : std::ldexp(1 + fraction, exponent - 15));
}

/// (-1)^s 2^(e - 127) (1 + m / 128), subnormal (-1)^s 2^-126 m / 128.
double bfloat_value(std::uint32_t pattern) {
  const double sign = pattern >> 15 != 0 ? -1 : 1;
  const int exponent = static_cast<int>(pattern >> 7 & 255);
  const double fraction = (pattern & 127) / 128.0;
  if (exponent == 255) return fraction == 0 ? sign * INFINITY : NAN;
  return sign * (exponent == 0 ? std::ldexp(fraction, -126) : std::ldexp(1 + fraction, exponent - 127));
}

void expect_exact(const at::Tensor& converted, double (*value)(std::uint32_t)) {
  ASSERT_EQ(converted.scalar_type(), at::kFloat);
  const float* values = converted.data_ptr<float>();
  for (std::uint32_t pattern = 0; pattern < 65536; ++pattern) {
    const double expected = value(pattern);
    const float found = values[pattern];
    if (std::isnan(expected))
      ASSERT_TRUE(std::isnan(found)) << pattern;
    else  // bits, so that the two zeros differ
      ASSERT_EQ(std::bit_cast<std::uint64_t>(static_cast<double>(found)), std::bit_cast<std::uint64_t>(expected))
          << pattern;
  }
}

TEST(NetworkWeights, EveryF16BecomesF32Exactly) { expect_exact(all_patterns("F16"), half_value); }

TEST(NetworkWeights, EveryBF16BecomesF32Exactly) { expect_exact(all_patterns("BF16"), bfloat_value); }

TEST(NetworkWeights, F64IsRoundedToTheNearestF32AndSaid) {
  TensorFile file;
  file.tensors.emplace_back("w", at::tensor({0.1, 1.0 + 0x1p-24, 1.0 + 0x1.8p-23, 0x1p-149, -INFINITY}, at::kDouble));
  const NetworkWeights weights = network_weights(file, "f");
  EXPECT_TRUE(at::equal(weights.tensors[0].second,
                        at::tensor({0.1f, 1.0f, 1.0f + 0x1p-22f, 0x1p-149f, -INFINITY}, at::kFloat)));
  EXPECT_THAT(weights.notes, ElementsAre("1 tensors rounded from F64 to the nearest F32"));
}

TEST(NetworkWeights, F64BeyondF32IsRefusedByName) {
  TensorFile file;
  file.tensors.emplace_back("layer1.weight", at::tensor({1.0, 1e39}, at::kDouble));
  EXPECT_THAT(input_error_of([&] { network_weights(file, "f"); }),
              HasSubstr("f: tensor \"layer1.weight\" of dtype F64 holds a value beyond the range of F32"));
}

TEST(NetworkWeights, F32AndWholeNumbersStayAsTheyAre) {
  TensorFile file;
  file.tensors.emplace_back("w", at::ones({2}));
  file.tensors.emplace_back("n", at::ones({}, at::kLong));
  const NetworkWeights weights = network_weights(file, "f");
  EXPECT_EQ(weights.tensors[0].second.data_ptr(), file.tensors[0].second.data_ptr());
  EXPECT_EQ(weights.tensors[1].second.scalar_type(), at::kLong);
  EXPECT_THAT(weights.notes, IsEmpty());
}

std::vector<std::string> names_after(const std::vector<std::string>& names) {
  TensorFile file;
  for (const std::string& name : names) file.tensors.emplace_back(name, at::ones({1}));
  std::vector<std::string> found;
  for (const auto& [name, tensor] : network_weights(file, "f").tensors) found.push_back(name);
  return found;
}

TEST(NetworkWeights, APrefixOfWrappersIsDroppedWhereAllShareIt) {
  EXPECT_THAT(names_after({"module.a", "module.b"}), ElementsAre("a", "b"));
  EXPECT_THAT(names_after({"_orig_mod.module.a"}), ElementsAre("a"));
  EXPECT_THAT(names_after({"module.a", "b"}), ElementsAre("module.a", "b"));
  EXPECT_THAT(names_after({"modules.a"}), ElementsAre("modules.a"));
  EXPECT_THAT(names_after({}), IsEmpty());
}

/// The state dict that PyTorch would save of the tiny network.
class ForeignWeights : public ::testing::Test {
 protected:
  std::shared_ptr<Network> network(std::uint64_t seed) {
    return make_network(tiny_spec().model, shape_of_images({1, 28, 28}, 10), seed);
  }
  std::filesystem::path save(const Network& from, at::ScalarType type, const std::string& prefix) {
    TensorFile file;
    for (const auto& item : from.named_parameters())
      file.tensors.emplace_back(prefix + item.key(), item.value().to(type));
    for (const auto& item : from.named_buffers())
      if (!item.key().ends_with("activation_range"))
        file.tensors.emplace_back(prefix + item.key(),
                                  item.value().is_floating_point() ? item.value().to(type) : item.value());
    write_file_atomically(folder_ / "w.safetensors", encode_safetensors(file));
    return folder_ / "w.safetensors";
  }
  TemporaryFolder folder_;
};

TEST_F(ForeignWeights, AreLoadedFromEveryFloatingTypeAndPrefix) {
  const auto source = network(1);
  for (const auto type : {at::kFloat, at::kHalf, at::kBFloat16, at::kDouble})
    for (const std::string prefix : {"", "module."}) {
      const auto target = network(2);
      const auto notes = load_weights(save(*source, type, prefix), *target);
      EXPECT_EQ(notes.size(), (type == at::kFloat ? 0U : 1U) + (prefix.empty() ? 0U : 1U));
      for (const auto& item : target->named_parameters())
        EXPECT_TRUE(at::equal(item.value(), source->named_parameters()[item.key()].to(type).to(at::kFloat)))
            << item.key();
    }
}

TEST_F(ForeignWeights, WithoutOneOfItsTensorsAreRefused) {
  TensorFile file;
  file.tensors.emplace_back("module.fc.bias", at::zeros({10}, at::kHalf));
  write_file_atomically(folder_ / "w.safetensors", encode_safetensors(file));
  const auto target = network(2);
  EXPECT_THAT(input_error_of([&] { load_weights(folder_ / "w.safetensors", *target); }), HasSubstr("missing: "));
}

/// A net for other classes: its classifier begins as drawn, and the rest is what the file has.
TEST_F(ForeignWeights, OfAPartTheRestBeginsAsDrawn) {
  const auto source = network(1);
  const auto drawn = make_network(tiny_spec().model, shape_of_images({1, 28, 28}, 7), 2);
  const auto target = make_network(tiny_spec().model, shape_of_images({1, 28, 28}, 7), 2);
  const auto file = save(*source, at::kFloat, "");
  EXPECT_THAT(input_error_of([&] { load_weights(file, *target); }), HasSubstr("of another shape or type: \"fc"));
  const auto notes = load_weights(file, *target, WeightsWanted::some);
  ASSERT_EQ(notes.size(), 1U);
  EXPECT_THAT(notes.front(), HasSubstr("tensors fit; of another shape or type: \"fc"));
  int taken = 0;
  for (const auto& item : target->named_parameters()) {
    const at::Tensor of_file = source->named_parameters()[item.key()];
    const bool fits = of_file.sizes() == item.value().sizes();
    taken += fits;
    EXPECT_TRUE(at::equal(item.value(), fits ? of_file : drawn->named_parameters()[item.key()])) << item.key();
  }
  EXPECT_GT(taken, 0);
}

}  // namespace
}  // namespace imprint::test
