// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/onnx/onnx_tensor.h"

#include <ATen/ops/empty.h>
#include <fcntl.h>
#include <onnx/onnx_pb.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include "core/base/error.h"
#include "core/base/file_descriptor.h"

namespace imprint {
namespace {

namespace fs = std::filesystem;
using Proto = onnx::TensorProto;

constexpr std::int64_t most_values = std::int64_t{1} << 31;

[[noreturn]] void refuse(const Proto& tensor, const fs::path& file, const std::string& what) {
  throw InputError(file.string() + ": tensor \"" + tensor.name() + "\" " + what);
}

at::ScalarType stored_type(const Proto& tensor, const fs::path& file) {
  switch (tensor.data_type()) {
    case Proto::FLOAT: return at::kFloat;
    case Proto::DOUBLE: return at::kDouble;
    case Proto::FLOAT16: return at::kHalf;
    case Proto::BFLOAT16: return at::kBFloat16;
    case Proto::INT64: return at::kLong;
    case Proto::INT32: return at::kInt;
    case Proto::INT8: return at::kChar;
    case Proto::UINT8: return at::kByte;
    case Proto::BOOL: return at::kBool;
    default:
      refuse(tensor, file,
             "is " + Proto::DataType_Name(static_cast<Proto::DataType>(tensor.data_type())) +
                 "; floating point, whole numbers and booleans are read");
  }
}

std::vector<std::int64_t> sizes_of(const Proto& tensor, const fs::path& file) {
  std::vector<std::int64_t> sizes(tensor.dims().begin(), tensor.dims().end());
  std::int64_t count = 1;
  for (const std::int64_t size : sizes) {
    if (size < 0 || (size > 0 && count > most_values / size))
      refuse(tensor, file, "has sizes that no tensor in memory has");
    count *= size;
  }
  return sizes;
}

/// What stands at a key of external_data; empty where it does not.
std::string external_entry(const Proto& tensor, const std::string& key) {
  for (const auto& entry : tensor.external_data())
    if (entry.key() == key) return entry.value();
  return {};
}

/// In the model's folder or below it: a file must not be able to name any other.
fs::path external_file(const Proto& tensor, const fs::path& file) {
  const fs::path location = external_entry(tensor, "location");
  const bool leaves = location.is_absolute() || std::ranges::find(location, "..") != location.end();
  if (location.empty() || leaves)
    refuse(tensor, file, "lies in \"" + location.string() + "\": a file beside the model is expected");
  return file.parent_path() / location;
}

std::string external_bytes(const Proto& tensor, const fs::path& file, std::size_t expected) {
  const fs::path path = external_file(tensor, file);
  std::error_code error;
  if (!fs::is_regular_file(path, error))
    refuse(tensor, file, "lies in " + path.string() + ", which is not there: copy it beside the model");
  const std::string offset_text = external_entry(tensor, "offset");
  const std::int64_t offset = offset_text.empty() ? 0 : std::strtoll(offset_text.c_str(), nullptr, 10);
  const FileDescriptor beside(path, O_RDONLY, OpenRule::named);
  std::string bytes = offset < 0 ? std::string() : beside.read_at(offset, static_cast<std::int64_t>(expected));
  if (bytes.size() != expected)
    refuse(tensor, file,
           "needs " + std::to_string(expected) + " bytes from " + std::to_string(offset) + " of " + path.string() +
               ", which has " + std::to_string(beside.size()));
  return bytes;
}

/// The fields that protobuf packs: one of them holds what raw_data doesn't.
template <class Target, class Source>
at::Tensor from_packed(const Proto& tensor, const fs::path& file, const Source& values, at::Tensor target) {
  if (values.size() != target.numel())
    refuse(tensor, file,
           "has " + std::to_string(values.size()) + " values, but its sizes ask for " + std::to_string(target.numel()));
  auto* to = static_cast<Target*>(target.data_ptr());
  for (int i = 0; i < values.size(); ++i) to[i] = static_cast<Target>(values.Get(i));
  return target;
}

at::Tensor packed(const Proto& tensor, const fs::path& file, const at::Tensor& target) {
  switch (target.scalar_type()) {
    case at::kFloat: return from_packed<float>(tensor, file, tensor.float_data(), target);
    case at::kDouble: return from_packed<double>(tensor, file, tensor.double_data(), target);
    case at::kLong: return from_packed<std::int64_t>(tensor, file, tensor.int64_data(), target);
    case at::kInt: return from_packed<std::int32_t>(tensor, file, tensor.int32_data(), target);
    case at::kHalf:
    case at::kBFloat16: return from_packed<std::uint16_t>(tensor, file, tensor.int32_data(), target);
    default: return from_packed<std::uint8_t>(tensor, file, tensor.int32_data(), target);
  }
}

at::Tensor raw(const Proto& tensor, const fs::path& file, const std::string& bytes, const at::Tensor& target) {
  if (bytes.size() != target.nbytes())
    refuse(tensor, file,
           "has " + std::to_string(bytes.size()) + " bytes, but its sizes ask for " + std::to_string(target.nbytes()));
  std::memcpy(target.data_ptr(), bytes.data(), bytes.size());
  return target;
}

}  // namespace

at::Tensor onnx_tensor(const Proto& tensor, const fs::path& file) {
  const at::Tensor target = at::empty(sizes_of(tensor, file), stored_type(tensor, file));
  const bool is_external = tensor.data_location() == Proto::EXTERNAL;
  const at::Tensor stored = is_external ? raw(tensor, file, external_bytes(tensor, file, target.nbytes()), target)
                            : tensor.has_raw_data() ? raw(tensor, file, tensor.raw_data(), target)
                                                    : packed(tensor, file, target);
  return stored.to(stored.is_floating_point() ? at::kFloat : at::kLong);
}

}  // namespace imprint
