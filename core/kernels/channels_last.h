// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

namespace imprint {

/// The images [n, c, h, w] in channels-last memory with channels-last strides. With one channel both formats
/// are the same memory and only the strides tell LibTorch which kernels to take, so the strides are set in
/// that case too.
at::Tensor channels_last(const at::Tensor& images);

}  // namespace imprint
