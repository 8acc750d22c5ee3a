// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layers/dropout.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/empty.h>

#include "core/base/keyed_hash.h"
#include "core/formats/float_tensor.h"
#include "core/kernels/dropout_kernels.h"
#include "core/layers/working_format.h"

namespace imprint {
namespace {

/// 0 where a value is dropped, 1 / (1 - share) where it is kept. Element i is dropped where the hash of its place, as a
/// fraction of 2^32, is below the share.
at::Tensor dropout_mask(at::IntArrayRef sizes, double share, std::uint64_t key) {
  at::Tensor mask = at::empty(sizes, at::kFloat);
  const auto to = mutable_elements(mask);
  const auto kept = static_cast<float>(1 / (1 - share));
  const auto limit = static_cast<std::uint32_t>(share * 0x1p32);  // share < 1
  for_each_block(mask.numel(), [&](std::int64_t number, std::size_t offset, std::size_t length) {
    fill_dropout_mask(to.subspan(offset, length), kept, limit, noise_block_key(key, number));
  });
  return mask;
}

}  // namespace

at::Tensor dropped_out(const at::Tensor& values, double share, const ForwardContext& context, std::uint64_t place) {
  if (!context.training || share == 0) return values;
  const at::Tensor mask = dropout_mask(values.sizes(), share, mix64(context.dropout_key ^ mix64(place)));
  return held(values * mask.to(values.device()), context);
}

}  // namespace imprint
