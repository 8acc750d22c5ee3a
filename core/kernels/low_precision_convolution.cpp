// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kernels/low_precision_convolution.h"

#include <ATen/core/Tensor.h>
#include <ATen/ops/empty.h>
#include <oneapi/dnnl/dnnl.hpp>

#include "core/kernels/integer_product.h"

namespace imprint {
namespace {

using Type = dnnl::memory::data_type;
using Tag = dnnl::memory::format_tag;

struct Device {
  dnnl::engine engine{dnnl::engine::kind::cpu, 0};
  dnnl::stream stream{engine};
};

/// A stream is used by one thread at a time.
Device& device() {
  thread_local Device own;
  return own;
}

dnnl::memory::dims dims_of(at::IntArrayRef sizes) { return {sizes.begin(), sizes.end()}; }

dnnl::memory::desc described(at::IntArrayRef sizes, Type type, Tag tag) { return {dims_of(sizes), type, tag}; }

dnnl::memory memory_over(const dnnl::memory::desc& description, const at::Tensor& tensor) {
  return {description, device().engine, tensor.data_ptr()};
}

struct Window {
  dnnl::memory::dims stride, padding;
  explicit Window(const ConvolutionGeometry& geometry)
      : stride(geometry.stride.begin(), geometry.stride.end()),
        padding(geometry.padding.begin(), geometry.padding.end()) {}
};

dnnl::convolution_forward::primitive_desc forward_kernel(const dnnl::memory::desc& input,
                                                         const dnnl::memory::desc& weight,
                                                         const dnnl::memory::desc& output, const Window& window) {
  const auto kind = dnnl::prop_kind::forward_training;
  const auto algorithm = dnnl::algorithm::convolution_direct;
#if DNNL_VERSION_MAJOR >= 3
  return {device().engine, kind, algorithm, input, weight, output, window.stride, window.padding, window.padding};
#else
  return {{kind, algorithm, input, weight, output, window.stride, window.padding, window.padding}, device().engine};
#endif
}

dnnl::convolution_backward_weights::primitive_desc weight_kernel(
    const dnnl::memory::desc& input, const dnnl::memory::desc& weight, const dnnl::memory::desc& output,
    const Window& window, const dnnl::convolution_forward::primitive_desc& hint) {
  const auto algorithm = dnnl::algorithm::convolution_direct;
#if DNNL_VERSION_MAJOR >= 3
  return {device().engine, algorithm, input, weight, output, window.stride, window.padding, window.padding, hint};
#else
  return {{algorithm, input, weight, output, window.stride, window.padding, window.padding}, device().engine, hint};
#endif
}

std::int64_t places(std::int64_t size, std::int64_t kernel, std::int64_t stride, std::int64_t padding) {
  return (size + 2 * padding - kernel) / stride + 1;
}

at::Tensor empty_output(const at::Tensor& input, at::IntArrayRef weight, const ConvolutionGeometry& geometry) {
  const auto& [stride, padding] = geometry;
  const std::int64_t rows = places(input.size(2), weight[2], stride[0], padding[0]);
  const std::int64_t columns = places(input.size(3), weight[3], stride[1], padding[1]);
  return at::empty({input.size(0), rows, columns, weight[0]}, at::kInt).permute({0, 3, 1, 2});
}

/// int8 weights [o, i, kh, kw] in the layout that a kernel asks for.
dnnl::memory in_layout(const at::Tensor& weight, const dnnl::memory::desc& layout) {
  const at::Tensor plain = weight.contiguous();
  dnnl::memory from = memory_over(described(weight.sizes(), Type::s8, Tag::oihw), plain);
  dnnl::memory to(layout, device().engine);
  dnnl::reorder(from, to).execute(device().stream, from, to);
  return to;
}

}  // namespace

bool has_bf16_multipliers() {
  const auto set = static_cast<unsigned>(dnnl_get_effective_cpu_isa());
  const auto bf16 = static_cast<unsigned>(dnnl_cpu_isa_avx512_core_bf16);
  return (set & bf16) == bf16;
}

at::Tensor integer_convolution(const at::Tensor& input, const at::Tensor& weight, const ConvolutionGeometry& geometry) {
  at::Tensor result = empty_output(input, weight.sizes(), geometry);
  const auto x = described(input.sizes(), Type::u8, Tag::nhwc), y = described(result.sizes(), Type::s32, Tag::nhwc);
  const auto kernel = forward_kernel(x, described(weight.sizes(), Type::s8, Tag::any), y, Window(geometry));
  dnnl::memory w = in_layout(weight, kernel.weights_desc());
  dnnl::convolution_forward(kernel).execute(
      device().stream,
      {{DNNL_ARG_SRC, memory_over(x, input)}, {DNNL_ARG_WEIGHTS, w}, {DNNL_ARG_DST, memory_over(y, result)}});
  device().stream.wait();
  return result;
}

at::Tensor bf16_weight_gradient(const at::Tensor& input, const at::Tensor& gradient, at::IntArrayRef weight_sizes,
                                const ConvolutionGeometry& geometry) {
  const Window window(geometry);
  const auto x = described(input.sizes(), Type::bf16, Tag::nhwc);
  const auto g = described(gradient.sizes(), Type::bf16, Tag::nhwc);
  const auto hint = forward_kernel(x, described(weight_sizes, Type::bf16, Tag::any), g, window);
  const auto kernel = weight_kernel(x, described(weight_sizes, Type::f32, Tag::any), g, window, hint);
  at::Tensor result = at::empty(weight_sizes);
  const auto plain = described(weight_sizes, Type::f32, Tag::oihw);
  dnnl::memory w(kernel.diff_weights_desc(), device().engine);
  dnnl::convolution_backward_weights(kernel).execute(device().stream, {{DNNL_ARG_SRC, memory_over(x, input)},
                                                                       {DNNL_ARG_DIFF_DST, memory_over(g, gradient)},
                                                                       {DNNL_ARG_DIFF_WEIGHTS, w}});
  dnnl::memory out = memory_over(plain, result);
  dnnl::reorder(w, out).execute(device().stream, w, out);
  device().stream.wait();
  return result;
}

}  // namespace imprint
