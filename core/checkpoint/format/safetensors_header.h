// SPDX-License-Identifier: GPL-3.0-or-later
// The header of a safetensors file, checked against the whole file. No torch here.
//
//   offset 0       length n of the header, 64 bits, little-endian
//   offset 8       JSON, begins with "{": {name: {"dtype": "F32", "shape": [2, 3], "data_offsets": [begin, end]}, ...,
//                  "__metadata__": {text: text}}; blanks may follow
//   offset 8 + n   the tensors' bytes in C order, little-endian, without holes or overlaps; offsets count from here
//
// Source: https://github.com/huggingface/safetensors (format section of its README): a header of at most 100 MB, no
// name twice.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace imprint {

/// Where one tensor lies behind the header.
struct TensorExtent {
  std::string name;
  std::string dtype;  // one of safetensors_types()
  std::vector<std::int64_t> shape;
  std::size_t begin = 0;  // from the header's end
  std::size_t end = 0;
};

struct SafetensorsHeader {
  std::size_t data_start = 0;         // the offset in the file of the first tensor
  std::vector<TensorExtent> tensors;  // in the order of their offsets
  std::map<std::string, std::string> metadata;
};

struct SafetensorsType {
  std::string_view name;
  std::size_t bytes;  // of one element
};
/// What is read and written: F64, F32, F16, BF16, I64, I32, I16, I8, U8, BOOL.
const std::vector<SafetensorsType>& safetensors_types();

/// Throws InputError that begins with `source` and names the offset, the tensor, the rule and what was found: a header
/// that is cut off, too long, no JSON or no object; names that are there twice; sizes and offsets that are no whole
/// numbers; another size than the shape asks for; holes, overlaps, and data behind the last tensor. For a file of
/// another kind it says which.
SafetensorsHeader parse_safetensors_header(std::string_view bytes, const std::string& source);

}  // namespace imprint
