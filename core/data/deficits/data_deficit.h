// SPDX-License-Identifier: GPL-3.0-or-later
// Data deficits: what a network is kept from seeing during a window (Achille, Rovere & Soatto 2019,
// arXiv 1711.08856).
//
//   blur               every image goes down to a quarter of its size and back: x -> B_H x B_W', B = U D.
//                      U interpolates bilinearly. D does so either antialiased, weighing pixels by a triangle
//                      as wide as the reduction (as image libraries resize), or plainly, between the two pixels
//                      nearest to each place (as torch's interpolate does unless told otherwise: a quarter of
//                      its fine waves survive as coarse ones). The rows of B add up to 1.
//   flip               every image upside down
//   label-permutation  class c is called pi(c), for one cyclic permutation pi, so that no class keeps its
//                      name: the images are intact, only the meaning of the outputs changes
//   noise              every input value drawn anew from N(0, 1) at each step; the labels stay true
//
// Every kind is a row of the table in data_deficit_kinds.cpp; core/spec/kinds.cpp says which fields it reads and on
// which tasks it works. Images are float [n, C, H, W], normalised; results keep the layout. Flip and label permutation
// leave low-level statistics as they are, blur removes the high frequencies, noise removes everything.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <string>
#include <vector>

#include "core/data/batch.h"
#include "core/spec/experiment_spec.h"

namespace imprint {

/// What a data deficit may depend on besides its batch.
struct DeficitPlace {
  std::int64_t classes;
  std::uint64_t seed;
  std::int64_t step;
};

/// Changes the batch as the deficit's kind does; a kind that strikes elsewhere (precision) leaves it as it is.
void apply_data_deficit(const DeficitSpec& deficit, const DeficitPlace& place, Batch& batch);

/// How blur makes images smaller.
enum class Resampling { antialiased, bilinear };
/// What deficit.resampling names. Throws InputError.
Resampling resampling_from(const std::string& name);

/// B of one side, float [length, length]; the reduced side has max(1, length / 4) pixels.
at::Tensor blur_matrix(std::int64_t length, Resampling resampling = Resampling::antialiased);

at::Tensor blurred(const at::Tensor& images, Resampling resampling = Resampling::antialiased);
at::Tensor flipped(const at::Tensor& images);

/// Standard normal values in the shape and layout of `images`, a pure function of (seed, step, position).
at::Tensor noise_like(const at::Tensor& images, std::uint64_t seed, std::int64_t step);

/// pi(0), ..., pi(classes - 1): one cycle through all classes, drawn by the seed.
std::vector<std::int64_t> label_permutation(std::int64_t classes, std::uint64_t seed);

}  // namespace imprint
