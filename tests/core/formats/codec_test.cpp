// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/codec.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/isnan.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <limits>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/formats/float_tensor.h"
#include "core/precision/ladder.h"
#include "tests/reference/test_tensors.h"

namespace imprint::test {
namespace {

std::vector<NumberFormat> all_formats() {
  std::vector<NumberFormat> formats;
  for (int bits = 1; bits < 32; ++bits) formats.emplace_back(bits);
  for (const auto& [exponent, mantissa] : {std::pair{5, 2}, {4, 3}, {3, 2}, {2, 3}, {2, 1}})
    formats.push_back(minifloat_format(exponent, mantissa));
  formats.push_back(bf16_format);
  formats.push_back(fp16_format);
  for (const int bits : {2, 3, 4, 8, 12, 16}) formats.push_back(symmetric_format(bits));
  for (const auto& [bits, exponent] : {std::pair{8, 4}, {8, 5}, {6, 3}, {6, 2}, {4, 2}, {8, 0}})
    formats.push_back(mx_format(bits, exponent));
  formats.push_back(nvfp4_format);
  for (const int bits : {2, 4, 8})
    for (const int length : {16, 32}) formats.push_back(affine_block_format(bits, length));
  return formats;
}

std::int64_t groups_of(const at::Tensor& values, NumberFormat format, Granularity granularity) {
  if (has_blocks(format)) {
    const std::int64_t length = values.size(-1), block = format.block;
    return values.numel() / length * ((length + block - 1) / block);
  }
  if (granularity == Granularity::tensor) return 1;
  return values.size(granularity == Granularity::row ? 0 : 1);
}

std::string with_underscores(std::string name) {
  std::ranges::replace(name, '-', '_');
  return name;
}

class EveryFormat : public testing::TestWithParam<NumberFormat> {
 protected:
  void expect_codes_give(const at::Tensor& values, const Rounding& rounding) {
    const Codec& codec = codec_of(GetParam());
    const Encoded encoded = codec.encode(values, GetParam(), rounding);
    EXPECT_EQ(encoded.codes.sizes(), values.sizes());
    EXPECT_EQ(encoded.codes.scalar_type(), GetParam().bits <= 8 ? at::kByte : at::kLong);
    EXPECT_EQ(encoded.scale.numel(), groups_of(values, GetParam(), rounding.granularity));
    EXPECT_TRUE(same_values(codec.decode(encoded), codec.rounded(values, GetParam(), rounding)));
  }
};
INSTANTIATE_TEST_SUITE_P(Formats, EveryFormat, testing::ValuesIn(all_formats()),
                         [](const auto& test) { return with_underscores(format_name(test.param)); });

TEST_P(EveryFormat, CodesGiveTheRoundedValuesBitForBit) {
  const at::Tensor values = normal_tensor({7, 300}, 1);
  expect_codes_give(values, {});
  expect_codes_give(values, {.granularity = Granularity::row});
  expect_codes_give(values, {.granularity = Granularity::row, .noise_key = 99});
  expect_codes_give(values, {.granularity = Granularity::column});
  expect_codes_give(values, {.granularity = Granularity::column, .noise_key = 99});
  expect_codes_give(values, {.range = FloatRange{-0.5F, 1.25F}});  // some lie outside: they saturate
  expect_codes_give(values, {.noise_key = 99});
  expect_codes_give(values * 1e-30, {});
  expect_codes_give(values * 0, {});
}

// A row, and a column, is rounded as a tensor that holds nothing else.
TEST_P(EveryFormat, RowsAndColumnsAreRoundedByThemselves) {
  if (has_blocks(GetParam())) return;  // their scales are those of blocks
  const at::Tensor values = normal_tensor({5, 40}, 6) * normal_tensor({5, 1}, 7) * normal_tensor({1, 40}, 8);
  const Codec& codec = codec_of(GetParam());
  const at::Tensor rows = codec.rounded(values, GetParam(), {.granularity = Granularity::row});
  const at::Tensor columns = codec.rounded(values, GetParam(), {.granularity = Granularity::column});
  for (std::int64_t row = 0; row < 5; ++row)
    EXPECT_TRUE(same_values(rows[row], codec.rounded(values[row], GetParam(), {}))) << row;
  for (std::int64_t column = 0; column < 40; ++column)
    EXPECT_TRUE(
        same_values(columns.select(1, column), codec.rounded(values.select(1, column).contiguous(), GetParam(), {})))
        << column;
}

TEST_P(EveryFormat, OnlyAMatrixHasColumns) {
  if (has_blocks(GetParam())) return;
  const Rounding rounding{.granularity = Granularity::column};
  EXPECT_THROW(codec_of(GetParam()).rounded(normal_tensor({2, 3, 4}, 1), GetParam(), rounding), InputError);
}

TEST_P(EveryFormat, CodesUseTheirBits) {
  const Encoded encoded = codec_of(GetParam()).encode(normal_tensor({5000}, 2), GetParam(), {});
  EXPECT_GE(encoded.codes.min().item<std::int64_t>(), 0);
  EXPECT_LT(encoded.codes.max().item<std::int64_t>(), (std::int64_t{1} << GetParam().bits) + 1);
}

TEST_P(EveryFormat, RoundingOnceMoreChangesNothingInTheFloats) {
  const FormatFamily family = GetParam().family;  // ends, and so scales, of some may move by an ulp
  constexpr std::array moving = {FormatFamily::affine, FormatFamily::symmetric, FormatFamily::nvfp4,
                                 FormatFamily::affine_blocks};
  if (std::ranges::find(moving, family) != moving.end()) return;
  const at::Tensor once = codec_of(GetParam()).rounded(normal_tensor({900}, 3), GetParam(), {});
  EXPECT_TRUE(same_values(codec_of(GetParam()).rounded(once, GetParam(), {}), once));
}

TEST_P(EveryFormat, TheLargestMagnitudeIsKept) {
  if (GetParam().family != FormatFamily::minifloat) return;  // others have no scale, or ends that move by an ulp
  const at::Tensor values = normal_tensor({900}, 4);
  const at::Tensor rounded = codec_of(GetParam()).rounded(values, GetParam(), {});
  EXPECT_NEAR(rounded.abs().max().item<float>(), values.abs().max().item<float>(), 1e-6);
}

TEST_P(EveryFormat, BlocksAndThreadsChangeNoBit) {
  const at::Tensor values = normal_tensor({200'000}, 5);
  const Rounding rounding{.noise_key = 7};
  const auto on = [&](int threads) {
    const ThreadScope scope(threads);
    return codec_of(GetParam()).rounded(values, GetParam(), rounding);
  };
  EXPECT_TRUE(same_values(on(1), on(2)));
}

TEST_P(EveryFormat, RefusesWhatIsNoFloatOnTheCpu) {
  const at::Tensor doubles = normal_tensor({5}, 1).to(at::kDouble);
  const Rounding given{.range = FloatRange{-1, 1}};  // no range to be found, which would refuse
  for (const Rounding& rounding : {Rounding(), given}) {
    EXPECT_THROW(codec_of(GetParam()).encode(doubles, GetParam(), rounding), InputError);
    EXPECT_THROW(codec_of(GetParam()).rounded(doubles, GetParam(), rounding), InputError);
  }
}

TEST(Codecs, RefuseFormatsThatTheyDoNotHave) {
  const at::Tensor values = normal_tensor({5}, 1);
  for (const NumberFormat format : {NumberFormat(32), minifloat_format(8, 7), minifloat_format(6, 1), half_format(4)}) {
    EXPECT_THROW(codec_of(format).encode(values, format, {}), InputError) << format_name(format);
    EXPECT_THROW(codec_of(format).rounded(values, format, {}), InputError) << format_name(format);
  }
}

TEST_P(EveryFormat, KeepsTheMemoryFormat) {
  const at::Tensor images = normal_images({3, 4, 5, 6}, 6);
  EXPECT_EQ(codec_of(GetParam()).rounded(images, GetParam(), {}).strides(), images.strides());
}

TEST_P(EveryFormat, BlocksLieAlongTheDimensionThatIsAskedFor) {
  if (!has_blocks(GetParam())) return;
  const Codec& codec = codec_of(GetParam());
  const at::Tensor images = normal_images({3, 40, 5, 6}, 6) * normal_tensor({1, 40, 1, 1}, 7);
  for (const std::int64_t along : {0, 1, 2, 3, -1}) {
    const at::Tensor moved = images.movedim(along, -1).contiguous();
    const at::Tensor expected = codec.rounded(moved, GetParam(), {}).movedim(-1, along);
    EXPECT_TRUE(same_values(codec.rounded(images, GetParam(), {.along = along}), expected)) << along;
    const Encoded encoded = codec.encode(images, GetParam(), {.along = along});
    EXPECT_TRUE(same_values(codec.decode(encoded), expected)) << along;
  }
}

/// Shapes whose dimensions are of one length, too: moving one changes neither sizes nor strides.
TEST_P(EveryFormat, BlocksAlongAnyDimensionAreThoseOfItsRows) {
  if (!has_blocks(GetParam())) return;
  const Codec& codec = codec_of(GetParam());
  for (const std::vector<std::int64_t>& sizes :
       {std::vector<std::int64_t>{8, 3, 3, 3}, {3, 3, 3, 3}, {4, 4}, {16, 16, 16, 16}, {2, 40, 5, 7}, {40, 40}})
    for (const bool is_contiguous : {true, false}) {
      at::Tensor values = normal_tensor(sizes, 9);
      if (!is_contiguous)
        values = sizes.size() == 4 ? values.contiguous(at::MemoryFormat::ChannelsLast) : values.t().contiguous().t();
      for (std::int64_t along = 0; along < values.dim(); ++along) {
        const at::Tensor rows = values.movedim(along, -1).contiguous();
        const at::Tensor expected = codec.rounded(rows, GetParam(), {}).movedim(-1, along);
        EXPECT_TRUE(same_values(codec.rounded(values, GetParam(), {.along = along}), expected))
            << values.sizes() << along;
        EXPECT_TRUE(same_values(codec.rounded(values, GetParam(), {.along = along - values.dim()}), expected));
        EXPECT_TRUE(same_values(codec.decode(codec.encode(values, GetParam(), {.along = along})), expected));
      }
    }
}

TEST_P(EveryFormat, ABlockThatIsNotFiniteIsNaNAndItsNeighboursAreNot) {
  if (GetParam().block != 32) return;
  at::Tensor values = normal_tensor({2, 96}, 8);
  values[0][40] = std::numeric_limits<float>::infinity();
  values[1][95] = std::numeric_limits<float>::quiet_NaN();
  const at::Tensor is_nan = at::isnan(codec_of(GetParam()).rounded(values, GetParam(), {}));
  EXPECT_TRUE(is_nan[0].narrow(0, 32, 32).all().item<bool>());
  EXPECT_TRUE(is_nan[1].narrow(0, 64, 32).all().item<bool>());
  EXPECT_EQ(is_nan.sum().item<int>(), 64);
}

}  // namespace
}  // namespace imprint::test
