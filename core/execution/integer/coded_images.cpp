// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/execution/integer/coded_images.h"

#include <ATen/Parallel.h>
#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/empty_like.h>
#include <ATen/ops/full.h>
#include <ATen/ops/ones.h>

#include <span>
#include <vector>

#include "core/execution/integer/tensor_span.h"
#include "core/kernels/channels_last.h"
#include "core/kernels/code_kernels.h"
#include "core/kernels/low_precision_convolution.h"
#include "core/kernels/pixel_kernels.h"

namespace imprint {
namespace {

Windows windows_of(const at::Tensor& images, at::IntArrayRef filter, const ConvolutionGeometry& geometry) {
  return {images.size(2),     images.size(3),     filter[2],           filter[3],
          geometry.stride[0], geometry.stride[1], geometry.padding[0], geometry.padding[1]};
}

/// How many pixels each window has inside of the image.
std::vector<std::int32_t> counts_of(const Windows& windows) {
  const std::vector<std::int32_t> ones(static_cast<std::size_t>(windows.height * windows.width), 1);
  std::vector<std::int32_t> counts(static_cast<std::size_t>(windows.places()));
  window_sums(ones, windows, counts);
  return counts;
}

/// The sums that differ from place to place at the border: of the filters' codes, and how many there are.
struct Border {
  std::vector<std::int32_t> centred_sums;  // [place, output]
  std::vector<std::int32_t> counts;        // [place]

  Border(const CodedImages& images, const CodedFilters& filters, const ConvolutionGeometry& geometry)
      : counts(counts_of(windows_of(images.codes, filters.codes.sizes(), geometry))) {
    const auto channels = static_cast<std::int32_t>(images.codes.size(1));
    for (std::int32_t& count : counts) count *= channels;
    const auto outputs = static_cast<std::size_t>(filters.codes.size(0));
    centred_sums.resize(counts.size() * outputs);
    if (images.centre == 0 && images.residue == 0) return;  // they are multiplied by nothing else
    const at::Tensor one =
        channels_last(at::ones({1, channels, images.codes.size(2), images.codes.size(3)}, at::kByte));
    const at::Tensor sums = integer_convolution(one, filters.codes, geometry);
    const auto* of_codes = sums.data_ptr<std::int32_t>();
    const auto* centres = filters.matrix.centre.data_ptr<std::int32_t>();
    for (std::size_t place = 0; place < counts.size(); ++place)
      for (std::size_t o = 0; o < outputs; ++o)
        centred_sums[place * outputs + o] =
            of_codes[place * outputs + o] + (filters.matrix.shift() - centres[o]) * counts[place];
  }
};

/// Sums over the images, float [1, c, h, w].
at::Tensor summed(const CodedImages& images) {
  const at::Tensor codes = images.codes;
  const auto length = static_cast<std::size_t>(codes.numel() / std::max<std::int64_t>(1, codes.size(0)));
  std::vector<std::int32_t> sums(length);
  const auto all = span_of<std::uint8_t>(codes);
  for (std::size_t n = 0; n < static_cast<std::size_t>(codes.size(0)); ++n)
    add_to(sums, all.subspan(n * length, length));
  at::Tensor result = at::empty({1, codes.size(2), codes.size(3), codes.size(1)});
  const auto count = static_cast<std::int32_t>(codes.size(0));
  for (std::size_t i = 0; i < length; ++i)
    result.data_ptr<float>()[i] =
        images.scale * static_cast<float>(sums[i] - count * images.centre) + static_cast<float>(count) * images.residue;
  return result.permute({0, 3, 1, 2});
}

at::Tensor in_bf16(const CodedImages& images) {
  at::Tensor result = at::empty_like(images.codes, at::kBFloat16);
  const auto from = span_of<std::uint8_t>(images.codes);
  const std::span<std::uint16_t> to(static_cast<std::uint16_t*>(result.data_ptr()), from.size());
  constexpr std::int64_t grain = 1 << 16;
  at::parallel_for(0, images.codes.numel(), grain, [&](std::int64_t begin, std::int64_t end) {
    const auto first = static_cast<std::size_t>(begin), length = static_cast<std::size_t>(end - begin);
    centred_bf16(from.subspan(first, length), images.centre, to.subspan(first, length));
  });
  return result;
}

}  // namespace

CodedImages coded_images(const Encoded& encoded) {
  const CodedMatrix grid = coded_grid(encoded);
  return {encoded.codes, grid.scale.item<float>(), grid.residue.item<float>(), grid.centre.item<std::int32_t>()};
}

CodedFilters coded_filters(const Encoded& encoded) {
  Encoded rows = encoded;
  rows.codes = encoded.codes.contiguous().flatten(1);
  CodedFilters filters{with_signed_codes(coded_matrix(rows)), {}, affine_codec().decode(encoded)};
  filters.codes = filters.matrix.signed_codes.view(encoded.codes.sizes());
  return filters;
}

at::Tensor coded_convolution(const CodedImages& images, const CodedFilters& filters,
                             const ConvolutionGeometry& geometry) {
  const at::Tensor product = integer_convolution(images.codes, filters.codes, geometry);
  const Border border(images, filters, geometry);
  const Windows windows = windows_of(images.codes, filters.codes.sizes(), geometry);
  std::vector<std::int32_t> shifted;
  for (const std::int32_t centre : span_of<std::int32_t>(filters.matrix.centre))
    shifted.push_back(filters.matrix.shift() - centre);
  const FilterTerms terms{shifted, span_of<float>(filters.matrix.scale), span_of<float>(filters.matrix.residue),
                          border.centred_sums, border.counts};
  const auto pixels = static_cast<std::size_t>(windows.height * windows.width);
  const std::size_t places = border.counts.size(), in = pixels * static_cast<std::size_t>(images.codes.size(1));
  const std::size_t out = places * static_cast<std::size_t>(product.size(1));
  at::Tensor result = product.view(at::kFloat);  // finished in its place
  const auto codes = span_of<std::uint8_t>(images.codes);
  const auto values = mutable_span_of<float>(result);
  at::parallel_for(0, product.size(0), 1, [&](std::int64_t begin, std::int64_t end) {
    std::vector<std::int32_t> pixel_sums(pixels), sums(places);
    for (auto n = static_cast<std::size_t>(begin); n < static_cast<std::size_t>(end); ++n) {
      channel_sums(codes.subspan(n * in, in), pixel_sums);
      window_sums(pixel_sums, windows, sums);
      finish_convolution(values.subspan(n * out, out), sums, {images.centre, images.scale, images.residue}, terms);
    }
  });
  return result;
}

at::Tensor coded_weight_gradient(const CodedImages& images, const CodedImages& gradient, at::IntArrayRef filter_sizes,
                                 const ConvolutionGeometry& geometry) {
  at::Tensor result = bf16_weight_gradient(in_bf16(images), in_bf16(gradient), filter_sizes, geometry);
  result.mul_(static_cast<double>(images.scale) * gradient.scale);
  // What the residues add is bilinear in sums over the images: as if there were one.
  const std::int64_t outputs = filter_sizes[0], channels = filter_sizes[1], kh = filter_sizes[2], kw = filter_sizes[3];
  if (gradient.residue != 0) {
    const at::Tensor flat = at::full({1, 1, gradient.codes.size(2), gradient.codes.size(3)}, gradient.residue);
    result.add_(convolution_weight_gradient(summed(images), flat, {1, channels, kh, kw}, geometry));
  }
  if (images.residue != 0) {
    CodedImages exact = gradient;
    exact.residue = 0;
    const at::Tensor flat = at::full({1, 1, images.codes.size(2), images.codes.size(3)}, images.residue);
    result.add_(convolution_weight_gradient(flat, summed(exact), {outputs, 1, kh, kw}, geometry));
  }
  return result;
}

}  // namespace imprint
