// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoint/safetensors.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <nlohmann/json.hpp>

#include "core/base/atomic_file.h"
#include "core/base/error.h"

namespace imprint {
namespace {

static_assert(std::endian::native == std::endian::little, "safetensors are little-endian");

using Json = nlohmann::ordered_json;

constexpr std::size_t kLengthBytes = 8;
constexpr std::size_t kLargestHeader = 100'000'000;  // the format's own limit

struct DataType {
  const char* name;
  at::ScalarType type;
};
constexpr std::array kDataTypes = {
    DataType{"F64", at::kDouble}, DataType{"F32", at::kFloat},   DataType{"F16", at::kHalf},
    DataType{"BF16", at::kBFloat16}, DataType{"I64", at::kLong}, DataType{"I32", at::kInt},
    DataType{"I16", at::kShort},  DataType{"I8", at::kChar},     DataType{"U8", at::kByte},
    DataType{"BOOL", at::kBool}};

const char* type_name(at::ScalarType type) {
  for (const auto& entry : kDataTypes)
    if (entry.type == type) return entry.name;
  throw InputError(std::string("safetensors cannot hold a tensor of type ") + at::toString(type));
}

/// Where one tensor lies behind the header.
struct Extent {
  std::string name;
  at::ScalarType type = at::kFloat;
  std::vector<std::int64_t> shape;
  std::size_t begin = 0;
  std::size_t end = 0;
};

[[noreturn]] void fail(const std::string& source, std::size_t offset, const std::string& message) {
  throw InputError(source + ": offset " + std::to_string(offset) + ": " + message);
}

at::ScalarType type_from(const std::string& name, const std::string& tensor, const std::string& source) {
  for (const auto& entry : kDataTypes)
    if (name == entry.name) return entry.type;
  fail(source, kLengthBytes, "tensor \"" + tensor + "\" has the unknown dtype \"" + name + "\"");
}

Extent read_extent(const std::string& name, const Json& entry, const std::string& source) {
  Extent extent;
  extent.name = name;
  extent.type = type_from(entry.at("dtype").get<std::string>(), name, source);
  extent.shape = entry.at("shape").get<std::vector<std::int64_t>>();
  const auto offsets = entry.at("data_offsets").get<std::array<std::size_t, 2>>();
  extent.begin = offsets[0];
  extent.end = offsets[1];
  return extent;
}

/// Bytes that the shape asks for; fails on negative or absurd sizes.
std::size_t expected_bytes(const Extent& extent, const std::string& source) {
  std::size_t bytes = c10::elementSize(extent.type);
  for (const std::int64_t size : extent.shape) {
    if (size < 0 || __builtin_mul_overflow(bytes, static_cast<std::size_t>(size), &bytes))
      fail(source, kLengthBytes, "tensor \"" + extent.name + "\" has an impossible shape");
  }
  return bytes;
}

void check_extents(std::vector<Extent>& extents, std::size_t data_start, std::size_t data_size,
                   const std::string& source) {
  std::sort(extents.begin(), extents.end(),
            [](const Extent& a, const Extent& b) { return a.begin < b.begin || (a.begin == b.begin && a.end < b.end); });
  std::size_t position = 0;
  for (const auto& extent : extents) {
    if (extent.begin != position)
      fail(source, data_start + position, "expected tensor \"" + extent.name + "\" to start here, its header says " +
                                              std::to_string(data_start + extent.begin));
    if (extent.end < extent.begin || extent.end - extent.begin != expected_bytes(extent, source))
      fail(source, data_start + extent.begin, "tensor \"" + extent.name + "\" has another size than its shape");
    position = extent.end;
  }
  if (position != data_size)
    fail(source, data_start + std::min(position, data_size),
         "expected " + std::to_string(position) + " bytes of tensor data, found " + std::to_string(data_size));
}

Json parse_header(std::string_view bytes, const std::string& source, std::size_t* data_start) {
  if (bytes.size() < kLengthBytes) fail(source, bytes.size(), "expected an 8-byte header length");
  std::uint64_t length = 0;
  std::memcpy(&length, bytes.data(), kLengthBytes);
  if (length > kLargestHeader || length > bytes.size() - kLengthBytes)
    fail(source, 0, "expected a header of " + std::to_string(length) + " bytes, the file has " +
                        std::to_string(bytes.size() - kLengthBytes) + " left");
  *data_start = kLengthBytes + length;
  return Json::parse(bytes.substr(kLengthBytes, length));
}

at::Tensor make_tensor(const Extent& extent, std::string_view data) {
  at::Tensor tensor = at::empty(extent.shape, at::TensorOptions().dtype(extent.type));
  if (extent.end > extent.begin) std::memcpy(tensor.data_ptr(), data.data() + extent.begin, extent.end - extent.begin);
  return tensor;
}

TensorFile decode_checked(std::string_view bytes, const std::string& source) {
  std::size_t data_start = 0;
  const Json header = parse_header(bytes, source, &data_start);
  TensorFile file;
  std::vector<Extent> extents;
  for (const auto& [name, entry] : header.items()) {
    if (name == "__metadata__")
      file.metadata = entry.get<std::map<std::string, std::string>>();
    else
      extents.push_back(read_extent(name, entry, source));
  }
  const std::string_view data = bytes.substr(data_start);
  check_extents(extents, data_start, data.size(), source);
  for (const auto& extent : extents) file.tensors.emplace_back(extent.name, make_tensor(extent, data));
  return file;
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
  std::string bytes(reinterpret_cast<const char*>(&length), kLengthBytes);
  return bytes + text + data;
}

TensorFile decode_safetensors(std::string_view bytes, const std::string& source) {
  try {
    return decode_checked(bytes, source);
  } catch (const Json::exception& error) {
    fail(source, kLengthBytes, std::string("the header is damaged: ") + error.what());
  }
}

TensorFile load_safetensors(const std::filesystem::path& path) {
  return decode_safetensors(read_whole_file(path), path.string());
}

}  // namespace imprint
