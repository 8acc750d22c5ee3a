// SPDX-License-Identifier: GPL-3.0-or-later
// The safetensors format as tensors; core/checkpoint/format/safetensors_header.h describes the bytes.
#pragma once

#include <ATen/core/Tensor.h>

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace imprint {

using NamedTensors = std::vector<std::pair<std::string, at::Tensor>>;

struct TensorFile {
  NamedTensors tensors;  // in order of their offsets in the file
  std::map<std::string, std::string> metadata;
};

/// The file's bytes. Tensors of any device and layout (they are written in C order); dtypes float64/32/16, bfloat16,
/// int64/32/16/8, uint8, bool.
std::string encode_safetensors(const TensorFile& file);

/// The inverse. `source` names the bytes in errors. Throws InputError as parse_safetensors_header, and for a BOOL that
/// is neither 0 nor 1.
TensorFile decode_safetensors(std::string_view bytes, const std::string& source);

/// decode_safetensors on a file's content.
TensorFile load_safetensors(const std::filesystem::path& path);

}  // namespace imprint
