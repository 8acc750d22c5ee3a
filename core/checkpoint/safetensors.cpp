// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoint/safetensors.h"

#include <ATen/core/Tensor.h>
#include <ATen/ops/empty.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <nlohmann/json.hpp>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/checkpoint/format/safetensors_header.h"

namespace imprint {
namespace {

static_assert(std::endian::native == std::endian::little, "safetensors are little-endian");

using Json = nlohmann::ordered_json;

struct DataType {
  std::string_view name;
  at::ScalarType type;
};
constexpr std::array data_types = {DataType{"F64", at::kDouble}, DataType{"F32", at::kFloat},
                                   DataType{"F16", at::kHalf},   DataType{"BF16", at::kBFloat16},
                                   DataType{"I64", at::kLong},   DataType{"I32", at::kInt},
                                   DataType{"I16", at::kShort},  DataType{"I8", at::kChar},
                                   DataType{"U8", at::kByte},    DataType{"BOOL", at::kBool}};

std::string_view type_name(at::ScalarType type) {
  for (const auto& entry : data_types)
    if (entry.type == type) return entry.name;
  throw InputError(std::string("safetensors cannot hold a tensor of type ") + at::toString(type));
}

at::ScalarType type_called(std::string_view name) {
  return std::ranges::find(data_types, name, &DataType::name)->type;  // the header's parser knows no others
}

/// A bool that is neither 0 nor 1 would be undefined behaviour wherever it is read.
void check_booleans(const TensorExtent& extent, std::string_view bytes, std::size_t start, const std::string& source) {
  if (extent.dtype != "BOOL") return;
  const auto wrong = std::ranges::find_if(bytes, [](char value) { return value != 0 && value != 1; });
  if (wrong != bytes.end())
    throw InputError(source + ": offset " + std::to_string(start + static_cast<std::size_t>(wrong - bytes.begin())) +
                     ": tensor \"" + extent.name + "\" of dtype BOOL must hold 0 and 1 alone");
}

at::Tensor make_tensor(const TensorExtent& extent, std::string_view bytes) {
  at::Tensor tensor = at::empty(extent.shape, at::TensorOptions().dtype(type_called(extent.dtype)));
  if (!bytes.empty()) std::memcpy(tensor.data_ptr(), bytes.data(), bytes.size());
  return tensor;
}

}  // namespace

std::string encode_safetensors(const TensorFile& file) {
  Json header = Json::object();
  if (!file.metadata.empty()) header["__metadata__"] = file.metadata;
  std::string data;
  for (const auto& [name, tensor] : file.tensors) {
    const at::Tensor plain = tensor.detach().cpu().contiguous();
    const std::size_t begin = data.size();
    data.append(static_cast<const char*>(plain.data_ptr()), plain.nbytes());
    header[name] = {{"dtype", type_name(plain.scalar_type())},
                    {"shape", plain.sizes().vec()},
                    {"data_offsets", {begin, data.size()}}};
  }
  std::string text = header.dump();
  text.append((8 - text.size() % 8) % 8, ' ');  // the data start aligned
  const std::uint64_t length = text.size();
  std::string bytes(reinterpret_cast<const char*>(&length), sizeof length);
  return bytes + text + data;
}

TensorFile decode_safetensors(std::string_view bytes, const std::string& source) {
  SafetensorsHeader header = parse_safetensors_header(bytes, source);
  TensorFile file;
  file.metadata = std::move(header.metadata);
  for (const TensorExtent& extent : header.tensors) {
    const std::size_t start = header.data_start + extent.begin;
    const std::string_view data = bytes.substr(start, extent.end - extent.begin);
    check_booleans(extent, data, start, source);
    file.tensors.emplace_back(extent.name, make_tensor(extent, data));
  }
  return file;
}

TensorFile load_safetensors(const std::filesystem::path& path) {
  return decode_safetensors(read_whole_file(path), path.string());
}

}  // namespace imprint
