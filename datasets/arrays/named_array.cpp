// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/arrays/named_array.h"

#include <functional>
#include <numeric>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/checkpoint/format/safetensors_header.h"
#include "datasets/arrays/npz.h"

namespace imprint {
namespace {

std::vector<NamedArray> arrays_of_safetensors(const std::string& bytes, const std::string& source) {
  const SafetensorsHeader header = parse_safetensors_header(bytes, source);
  std::vector<NamedArray> arrays;
  for (const TensorExtent& extent : header.tensors)
    arrays.push_back({extent.name, extent.dtype, extent.shape,
                      bytes.substr(header.data_start + extent.begin, extent.end - extent.begin)});
  return arrays;
}

}  // namespace

std::int64_t NamedArray::count() const {
  return std::accumulate(shape.begin(), shape.end(), std::int64_t{1}, std::multiplies<>());
}

std::string array_words(const NamedArray& array) {
  std::string text = array.type + " [";
  for (std::size_t i = 0; i < array.shape.size(); ++i) text += (i > 0 ? ", " : "") + std::to_string(array.shape[i]);
  return text + "]";
}

std::vector<NamedArray> read_arrays(const std::filesystem::path& file) {
  const std::string bytes = read_whole_file(file);
  return is_zip(bytes) ? arrays_of_npz(bytes, file.string()) : arrays_of_safetensors(bytes, file.string());
}

}  // namespace imprint
