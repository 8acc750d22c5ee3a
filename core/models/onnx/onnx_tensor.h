// SPDX-License-Identifier: GPL-3.0-or-later
// A tensor of an ONNX file, its bytes within the file or in one beside it.
#pragma once

#include <ATen/core/Tensor.h>

#include <filesystem>

namespace onnx {
class TensorProto;
}

namespace imprint {

/// F32 from every floating type (half, bfloat16 and double as network_weights.h converts them), int64 from whole
/// numbers and booleans. `file` is the model's: external data lies in its folder. Throws InputError.
at::Tensor onnx_tensor(const onnx::TensorProto& tensor, const std::filesystem::path& file);

}  // namespace imprint
