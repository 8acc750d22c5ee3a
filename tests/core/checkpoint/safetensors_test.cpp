// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoint/safetensors.h"

#include <ATen/core/Tensor.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/equal.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/scalar_tensor.h>
#include <ATen/ops/tensor.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/random_stream.h"
#include "tests/support/temporary_folder.h"

namespace imprint::test {
namespace {

using ::testing::HasSubstr;

std::string with_header(const std::string& header, const std::string& data) {
  const std::uint64_t length = header.size();
  return std::string(reinterpret_cast<const char*>(&length), 8) + header + data;
}

/// A file with the tensor "a", whose parts are JSON.
std::string one_tensor(const std::string& dtype, const std::string& shape, const std::string& offsets,
                       const std::string& data) {
  return with_header("{\"a\":{\"dtype\":" + dtype + ",\"shape\":" + shape + ",\"data_offsets\":" + offsets + "}}",
                     data);
}

std::string message_of(const std::string& bytes) {
  try {
    decode_safetensors(bytes, "weights");
  } catch (const InputError& error) {
    return error.what();
  }
  return "accepted";
}

TEST(Safetensors, EncodesTheFormatToTheByte) {
  TensorFile file;
  file.tensors.emplace_back("a", at::tensor({1.0f, -2.0f}));
  const std::string bytes = encode_safetensors(file);
  std::string header = R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}})";
  header.append((8 - header.size() % 8) % 8, ' ');
  const float values[] = {1.0f, -2.0f};
  EXPECT_EQ(bytes, with_header(header, std::string(reinterpret_cast<const char*>(values), 8)));
}

TEST(Safetensors, EveryTypeAndShapeComesBackEqual) {
  TensorFile file;
  file.metadata = {{"step", "12"}, {"text", "gr\u00fc\u00df \"x\""}};
  for (const auto type : {at::kDouble, at::kFloat, at::kHalf, at::kBFloat16, at::kLong, at::kInt, at::kShort, at::kChar,
                          at::kByte, at::kBool})
    file.tensors.emplace_back(at::toString(type), at::arange(24).reshape({2, 3, 4}).to(type));
  file.tensors.emplace_back("scalar", at::scalar_tensor(3.5));
  file.tensors.emplace_back("empty", at::empty({0, 4}));
  const TensorFile back = decode_safetensors(encode_safetensors(file), "bytes");
  EXPECT_EQ(back.metadata, file.metadata);
  ASSERT_EQ(back.tensors.size(), file.tensors.size());
  for (const auto& [name, tensor] : back.tensors) {
    const auto original = std::find_if(file.tensors.begin(), file.tensors.end(),
                                       [&, key = name](const auto& entry) { return entry.first == key; });
    ASSERT_NE(original, file.tensors.end());
    EXPECT_EQ(tensor.scalar_type(), original->second.scalar_type());
    EXPECT_TRUE(at::equal(tensor, original->second)) << name;
  }
}

TEST(Safetensors, OtherMemoryLayoutsAreWrittenInCOrder) {
  const at::Tensor values = at::arange(2 * 3 * 4 * 5, at::kFloat).reshape({2, 3, 4, 5});
  TensorFile file;
  file.tensors.emplace_back("a", values.contiguous(at::MemoryFormat::ChannelsLast));
  EXPECT_TRUE(at::equal(decode_safetensors(encode_safetensors(file), "bytes").tensors[0].second, values));
}

TEST(Safetensors, EveryTruncationIsRefused) {
  TensorFile file;
  file.tensors.emplace_back("a", at::ones({5}));
  const std::string bytes = encode_safetensors(file);
  for (std::size_t length = 0; length < bytes.size(); ++length)
    EXPECT_THROW(decode_safetensors(std::string_view(bytes).substr(0, length), "cut"), InputError) << length;
}

TEST(Safetensors, FlippedHeaderBytesNeverCrash) {
  TensorFile file;
  file.tensors.emplace_back("weight", at::ones({5}));
  const std::string bytes = encode_safetensors(file);
  RandomStream stream(1, StreamPurpose::bootstrap);
  int refused = 0;
  for (int trial = 0; trial < 2000; ++trial) {
    std::string damaged = bytes;
    damaged[stream.below(bytes.size() - 20)] = static_cast<char>(stream.below(256));
    try {
      decode_safetensors(damaged, "damaged");
    } catch (const InputError&) {
      ++refused;
    }
  }
  EXPECT_GT(refused, 500);
}

TEST(Safetensors, DamageIsNamedWithItsOffset) {
  EXPECT_THAT(message_of("abc"), HasSubstr("weights: offset 3: expected an 8-byte header length"));
  EXPECT_THAT(message_of(std::string("\x10\0\0\0\0\0\0\0{", 9)),
              HasSubstr("expected a header of 16 bytes, the file has 1 left"));
  EXPECT_THAT(message_of(std::string(8, '\x7f')), HasSubstr("more than the 100 MB"));
  EXPECT_THAT(message_of(with_header("[1]", "")), HasSubstr("begins with {"));
  EXPECT_THAT(message_of(with_header(R"({"a":{"dtype":"U8"!)", "")),
              HasSubstr("weights: offset 27: the header is damaged"));
  EXPECT_THAT(message_of(with_header(R"({"a":{"dtype":"U8","shape":[1]}})", "1")),
              HasSubstr("\"a\" lacks \"data_offsets\""));
  EXPECT_THAT(message_of(with_header(R"({"a":3})", "1")), HasSubstr("\"a\" lacks \"dtype\""));
  EXPECT_THAT(message_of(with_header(R"({"__metadata__":{"x":1}})", "")), HasSubstr("must hold texts, but \"x\" is 1"));
  EXPECT_THAT(message_of(with_header(R"({"__metadata__":[]})", "")), HasSubstr("must be an object of texts"));
  EXPECT_THAT(message_of(one_tensor(R"("F99")", "[1]", "[0,4]", "1234")),
              HasSubstr("unknown dtype \"F99\"; known are F64"));
  EXPECT_THAT(message_of(one_tensor("7", "[1]", "[0,4]", "1234")), HasSubstr("unknown dtype 7"));
}

TEST(Safetensors, SizesAndOffsetsAreWholeNumbers) {
  for (const char* wrong : {"1.5", "-1", "1e300", "1.0", "true", "null", "\"1\"", "[1]", "18446744073709551616"}) {
    EXPECT_THAT(message_of(one_tensor(R"("U8")", "[" + std::string(wrong) + "]", "[0,1]", "1")),
                HasSubstr("the shape of tensor \"a\" must hold whole numbers"));
    EXPECT_THAT(message_of(one_tensor(R"("U8")", "[1]", "[0," + std::string(wrong) + "]", "1")),
                HasSubstr("data_offsets of tensor \"a\" must hold whole numbers"));
  }
  EXPECT_THAT(message_of(one_tensor(R"("U8")", "3", "[0,1]", "1")), HasSubstr("must be a list, but is 3"));
  for (const char* wrong : {"[1]", "[0,1,2]", "[1,0]", "[]"})
    EXPECT_THAT(message_of(one_tensor(R"("U8")", "[1]", wrong, "1")), HasSubstr("must be begin and end")) << wrong;
}

TEST(Safetensors, ANumberThatNoDoubleHoldsIsDamage) {
  EXPECT_THAT(message_of(one_tensor(R"("U8")", "[1e999]", "[0,1]", "1")), HasSubstr("a number that is too large"));
}

TEST(Safetensors, ImpossibleShapesAreRefused) {
  for (const char* wrong :
       {"[9223372036854775808]", "[9223372036854775807,2]", "[0,9223372036854775807,2]", "[4611686018427387904,4]"})
    EXPECT_THAT(message_of(one_tensor(R"("F32")", wrong, "[0,0]", "")), HasSubstr("\"a\" has an impossible shape"))
        << wrong;
  std::string many = "[1";
  for (int i = 0; i < 64; ++i) many += ",1";
  EXPECT_THAT(message_of(one_tensor(R"("U8")", many + "]", "[0,1]", "1")), HasSubstr("impossible shape"));
  EXPECT_THAT(message_of(one_tensor(R"("F32")", "[2]", "[0,4]", "1234")),
              HasSubstr("another size than its shape: 8 bytes"));
}

TEST(Safetensors, ANameThatIsThereTwiceIsRefused) {
  const std::string entry = R"({"dtype":"U8","shape":[1],"data_offsets":[0,1]})";
  EXPECT_THAT(message_of(with_header("{\"a\":" + entry + ",\"a\":" + entry + "}", "1")),
              HasSubstr("the name \"a\" is there twice"));
  EXPECT_THAT(message_of(with_header(R"({"a":{"dtype":"U8","shape":[1],"shape":[2],"data_offsets":[0,1]}})", "1")),
              HasSubstr("the name \"shape\" is there twice"));
  EXPECT_THAT(message_of(with_header(R"({"__metadata__":{"x":"1","x":"2"}})", "")),
              HasSubstr("the name \"x\" is there twice"));
  EXPECT_EQ(
      message_of(with_header("{\"a\":" + entry + R"(,"dtype":{"dtype":"U8","shape":[0],"data_offsets":[1,1]}})", "1")),
      "accepted");
}

TEST(Safetensors, HolesOverlapsAndRestsAreRefused) {
  const auto two = [](const std::string& first, const std::string& second) {
    return with_header(R"({"a":{"dtype":"U8","shape":[2],"data_offsets":)" + first +
                           R"(},"b":{"dtype":"U8","shape":[2],"data_offsets":)" + second + "}}",
                       "1234");
  };
  EXPECT_EQ(message_of(two("[0,2]", "[2,4]")), "accepted");
  EXPECT_EQ(message_of(two("[2,4]", "[0,2]")), "accepted");
  EXPECT_THAT(message_of(two("[0,2]", "[1,3]")), HasSubstr("\"b\" to start here, behind tensor \"a\""));
  EXPECT_THAT(message_of(two("[0,2]", "[1,3]")), HasSubstr("the two overlap"));
  EXPECT_THAT(message_of(two("[0,2]", "[0,2]")), HasSubstr("the two overlap"));
  EXPECT_THAT(message_of(two("[0,2]", "[3,5]")), HasSubstr("a hole lies between them"));
  EXPECT_THAT(message_of(two("[1,3]", "[3,5]")), HasSubstr("behind the header"));
  EXPECT_THAT(message_of(one_tensor(R"("U8")", "[1]", "[0,1]", "12")),
              HasSubstr("expected 1 bytes of tensor data, found 2"));
  EXPECT_THAT(message_of(one_tensor(R"("U8")", "[2]", "[0,2]", "1")),
              HasSubstr("expected 2 bytes of tensor data, found 1"));
}

TEST(Safetensors, DeepNestingIsRefusedBeforeItFillsTheStack) {
  std::string deep = "{\"a\":";
  deep.append(1'000'000, '[');
  EXPECT_THAT(message_of(with_header(deep, "")), HasSubstr("nests objects or lists deeper"));
}

TEST(Safetensors, ABoolIsZeroOrOne) {
  EXPECT_EQ(message_of(one_tensor(R"("BOOL")", "[2]", "[0,2]", std::string("\0\1", 2))), "accepted");
  EXPECT_THAT(message_of(one_tensor(R"("BOOL")", "[2]", "[0,2]", std::string("\1\2", 2))),
              HasSubstr("must hold 0 and 1 alone"));
}

TEST(Safetensors, AFileOfAnotherKindIsNamed) {
  EXPECT_THAT(message_of(""), HasSubstr("weights is empty, not safetensors"));
  EXPECT_THAT(message_of("PK\x03\x04 torch.save"),
              HasSubstr("weights is a ZIP archive, not safetensors: as PyTorch's .pt"));
  EXPECT_THAT(message_of("\x80\x02 an old torch.save"), HasSubstr("weights is a Python pickle"));
  EXPECT_THAT(message_of("version https://git-lfs.github.com/spec/v1\n"), HasSubstr("run git lfs pull"));
  EXPECT_THAT(message_of("<!doctype html><html></html>"), HasSubstr("weights is an HTML page"));
  EXPECT_THAT(message_of(std::string(4096, '\0')), HasSubstr("weights is all zeros"));
}

TEST(Safetensors, MissingFileIsNamed) {
  const TemporaryFolder folder;
  EXPECT_THROW(load_safetensors(folder / "none.safetensors"), InputError);
}

}  // namespace
}  // namespace imprint::test
