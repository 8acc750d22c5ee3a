// SPDX-License-Identifier: GPL-3.0-or-later
// Every image goes down to a quarter of its size and back: x -> B_H x B_W', B = U D. U interpolates bilinearly. D does
// so either antialiased, weighing pixels by a triangle as wide as the reduction (as image libraries resize), or
// plainly, between the two pixels nearest to each place (as torch's interpolate does unless told otherwise: a quarter
// of its fine waves survive as coarse ones). The rows of B add up to 1.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <string>

namespace imprint {

/// How blur makes images smaller.
enum class Resampling { antialiased, bilinear };
/// What deficit.resampling names. Throws InputError.
Resampling resampling_from(const std::string& name);

/// B of one side, float [length, length]; the reduced side has max(1, length / 4) pixels.
at::Tensor blur_matrix(std::int64_t length, Resampling resampling = Resampling::antialiased);

at::Tensor blurred(const at::Tensor& images, Resampling resampling = Resampling::antialiased);

}  // namespace imprint
