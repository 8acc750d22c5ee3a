// SPDX-License-Identifier: GPL-3.0-or-later
// Named arrays of a file, as other programs write them:
//
//   .safetensors  core/checkpoint/format/safetensors_header.h
//   .npz          NumPy's: a zip, packed or not, of .npy files (npy.h)
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace imprint {

struct NamedArray {
  std::string name;  // "train_x"
  std::string type;  // as safetensors has it: U8, I32, I64, F32, F64, ...
  std::vector<std::int64_t> shape;
  std::string bytes;  // little-endian, C order

  std::int64_t count() const;  // elements
};

/// "U8 [60000, 28, 28]", for complaints.
std::string array_words(const NamedArray& array);

/// All of the file, told apart by its content. Throws InputError that names the file, and within it the array.
std::vector<NamedArray> read_arrays(const std::filesystem::path& file);

}  // namespace imprint
