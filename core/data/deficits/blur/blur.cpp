// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/deficits/blur/blur.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/zeros.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/base/error.h"
#include "core/data/deficits/data_deficit.h"

namespace imprint {
namespace {

/// Resizing a line of `from` pixels to `to` pixels, double [to, from]. Pixel i of the result lies at
/// (i + 1/2) from/to; its weights are a triangle around it, adding up to 1: as wide as a pixel of the coarser line when
/// antialiased, else as one of `from`.
at::Tensor resize_matrix(std::int64_t from, std::int64_t to, Resampling resampling) {
  const double ratio = static_cast<double>(from) / static_cast<double>(to);
  const double half_width = resampling == Resampling::antialiased ? std::max(1.0, ratio) : 1.0;
  at::Tensor matrix = at::zeros({to, from}, at::kDouble);
  auto weight = matrix.accessor<double, 2>();
  for (std::int64_t i = 0; i < to; ++i)
    for (std::int64_t j = 0; j < from; ++j) {
      const double distance = (static_cast<double>(j) + 0.5) - (static_cast<double>(i) + 0.5) * ratio;
      weight[i][j] = std::max(0.0, 1.0 - std::abs(distance) / half_width);
    }
  return matrix / matrix.sum(1, true);
}

}  // namespace

Resampling resampling_from(const std::string& name) {
  if (name == "antialiased") return Resampling::antialiased;
  if (name == "bilinear") return Resampling::bilinear;
  throw InputError("deficit.resampling: must be antialiased or bilinear, but is \"" + name + "\"");
}

at::Tensor blur_matrix(std::int64_t length, Resampling resampling) {
  const std::int64_t reduced = std::max<std::int64_t>(1, length / 4);
  const at::Tensor up = resize_matrix(reduced, length, resampling), down = resize_matrix(length, reduced, resampling);
  return at::matmul(up, down).to(at::kFloat);
}

at::Tensor blurred(const at::Tensor& images, Resampling resampling) {
  const at::Tensor planes = images.contiguous().flatten(0, 1);
  const at::Tensor rows = at::matmul(planes, blur_matrix(images.size(3), resampling).t());
  const at::Tensor result = at::matmul(blur_matrix(images.size(2), resampling), rows);
  return result.view(images.sizes()).contiguous(images.suggest_memory_format());
}

void apply_blur(const DeficitSpec& deficit, const DeficitPlace& /*place*/, Batch& batch) {
  batch.inputs = blurred(batch.inputs.values, resampling_from(deficit.resampling));
}

}  // namespace imprint
