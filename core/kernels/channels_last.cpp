// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kernels/channels_last.h"

#include <ATen/core/Tensor.h>

namespace imprint {

at::Tensor channels_last(const at::Tensor& images) {
  at::Tensor result = images.contiguous(at::MemoryFormat::ChannelsLast);
  if (result.suggest_memory_format() == at::MemoryFormat::ChannelsLast) return result;
  const std::int64_t c = result.size(1), h = result.size(2), w = result.size(3);
  return result.as_strided(result.sizes(), {h * w * c, 1, w * c, c});
}

}  // namespace imprint
