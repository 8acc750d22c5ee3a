// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoint/safetensors.h"

#include <ATen/ATen.h>
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
  for (const auto type : {at::kDouble, at::kFloat, at::kHalf, at::kBFloat16, at::kLong, at::kInt, at::kShort,
                          at::kChar, at::kByte, at::kBool})
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
  EXPECT_THAT(message_of(""), HasSubstr("weights: offset 0: expected an 8-byte header length"));
  EXPECT_THAT(message_of(std::string(8, '\x7f')), HasSubstr("expected a header of"));
  EXPECT_THAT(message_of(with_header("{nonsense", "")), HasSubstr("the header is damaged"));
  EXPECT_THAT(message_of(with_header(R"({"a":{"dtype":"F99","shape":[1],"data_offsets":[0,4]}})", "1234")),
              HasSubstr("unknown dtype \"F99\""));
  EXPECT_THAT(message_of(with_header(R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}})", "1234")),
              HasSubstr("another size than its shape"));
  EXPECT_THAT(message_of(with_header(R"({"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}})", "1234")),
              HasSubstr("impossible shape"));
  EXPECT_THAT(message_of(with_header(R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}})", "12")),
              HasSubstr("expected tensor \"a\" to start here"));
  EXPECT_THAT(message_of(with_header(R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}})", "12")),
              HasSubstr("expected 1 bytes of tensor data, found 2"));
  EXPECT_THAT(message_of(with_header(R"({"a":{"dtype":"U8","shape":[1]}})", "1")), HasSubstr("header is damaged"));
}

TEST(Safetensors, MissingFileIsNamed) {
  const TemporaryFolder folder;
  EXPECT_THROW(load_safetensors(folder / "none.safetensors"), InputError);
}

}  // namespace
}  // namespace imprint::test
