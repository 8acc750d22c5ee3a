// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/onnx/onnx_operators.h"

#include <ATen/Functions.h>
#include <ATen/TensorOperators.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "core/base/text.h"
#include "core/models/onnx/onnx_attributes.h"

namespace imprint {
namespace {

using Node = OnnxNode;
using Sizes = std::vector<std::int64_t>;

bool is_given(OnnxInputs inputs, std::size_t i) { return i < inputs.size() && inputs[i].defined(); }

Sizes numbers_of(const at::Tensor& values) {
  const at::Tensor whole = values.to(at::kLong).contiguous().flatten();
  return {whole.data_ptr<std::int64_t>(), whole.data_ptr<std::int64_t>() + whole.numel()};
}

/// From the attribute in older operator sets, from the second input in newer ones.
Sizes axes_of(const Node& node, OnnxInputs inputs) {
  return is_given(inputs, 1) ? numbers_of(inputs[1]) : whole_attributes(node, "axes", {});
}

// --- element by element

template <at::Tensor (*function)(const at::Tensor&)>
at::Tensor unary(const Node&, OnnxInputs inputs) {
  return function(inputs[0]);
}

template <at::Tensor (*function)(const at::Tensor&, const at::Tensor&)>
at::Tensor binary(const Node&, OnnxInputs inputs) {
  return function(inputs[0], inputs[1]);
}

at::Tensor sum_of(const at::Tensor& a, const at::Tensor& b) { return at::add(a, b); }
at::Tensor difference_of(const at::Tensor& a, const at::Tensor& b) { return at::sub(a, b); }
at::Tensor product_of(const at::Tensor& a, const at::Tensor& b) { return at::mul(a, b); }
at::Tensor softplus_of(const at::Tensor& x) { return at::softplus(x); }

/// Whole numbers stay whole, rounded towards zero.
at::Tensor quotient_of(const at::Tensor& a, const at::Tensor& b) {
  return a.is_floating_point() || b.is_floating_point() ? at::div(a, b) : at::div(a, b, "trunc");
}

at::Tensor power_of(const at::Tensor& a, const at::Tensor& b) { return at::pow(a, b); }

at::Tensor leaky_relu(const Node& node, OnnxInputs inputs) {
  return at::leaky_relu(inputs[0], real_attribute(node, "alpha", 0.01));
}

at::Tensor elu(const Node& node, OnnxInputs inputs) { return at::elu(inputs[0], real_attribute(node, "alpha", 1)); }

at::Tensor hard_sigmoid(const Node& node, OnnxInputs inputs) {
  return at::clamp(inputs[0] * real_attribute(node, "alpha", 0.2) + real_attribute(node, "beta", 0.5), 0, 1);
}

at::Tensor hard_swish(const Node&, OnnxInputs inputs) { return inputs[0] * at::clamp(inputs[0] / 6 + 0.5, 0, 1); }

at::Tensor gelu(const Node& node, OnnxInputs inputs) {
  return at::gelu(inputs[0], text_attribute(node, "approximate", "none"));
}

c10::optional<at::Scalar> bound_of(const Node& node, OnnxInputs inputs, std::size_t input, const char* attribute) {
  if (is_given(inputs, input)) return at::Scalar(inputs[input].item<double>());
  if (node.attributes.contains(attribute)) return at::Scalar(real_attribute(node, attribute, 0));
  return c10::nullopt;
}

at::Tensor clip(const Node& node, OnnxInputs inputs) {
  const auto low = bound_of(node, inputs, 1, "min"), high = bound_of(node, inputs, 2, "max");
  return low || high ? at::clamp(inputs[0], low, high) : inputs[0];
}

// --- windows

struct Window {
  Sizes kernel, stride, padding;  // height, width
};

/// Images, no dilation, the same padding on opposite sides.
Window window_of(const Node& node, const at::Tensor& input) {
  if (input.dim() != 4)
    refuse_node(node, "works on images [N, C, H, W], but is given " + std::to_string(input.dim()) + " dimensions");
  const Sizes kernel = whole_attributes(node, "kernel_shape", {}), pads = whole_attributes(node, "pads", {0, 0, 0, 0});
  if (kernel.size() != 2 || pads.size() != 4)
    refuse_node(node, "must have a kernel of height and width, and four pads");
  if (whole_attributes(node, "dilations", {1, 1}) != Sizes{1, 1}) refuse_node(node, "must have dilations 1");
  if (text_attribute(node, "auto_pad", "NOTSET") != "NOTSET")
    refuse_node(node, "must say its pads; auto_pad is not read");
  if (pads[0] != pads[2] || pads[1] != pads[3])
    refuse_node(node, "must have the same pads above and below, left and right");
  return {kernel, whole_attributes(node, "strides", {1, 1}), {pads[0], pads[1]}};
}

at::Tensor max_pool(const Node& node, OnnxInputs inputs) {
  const Window window = window_of(node, inputs[0]);
  return at::max_pool2d(inputs[0], window.kernel, window.stride, window.padding, 1,
                        whole_attribute(node, "ceil_mode", 0) != 0);
}

at::Tensor average_pool(const Node& node, OnnxInputs inputs) {
  const Window window = window_of(node, inputs[0]);
  return at::avg_pool2d(inputs[0], window.kernel, window.stride, window.padding,
                        whole_attribute(node, "ceil_mode", 0) != 0, whole_attribute(node, "count_include_pad", 0) != 0);
}

at::Tensor global_average(const Node&, OnnxInputs inputs) { return inputs[0].mean({2, 3}, true); }
at::Tensor global_max(const Node&, OnnxInputs inputs) { return inputs[0].amax({2, 3}, true); }

at::Tensor pad(const Node& node, OnnxInputs inputs) {
  if (text_attribute(node, "mode", "constant") != "constant") refuse_node(node, "must pad with a constant");
  const Sizes pads = is_given(inputs, 1) ? numbers_of(inputs[1]) : whole_attributes(node, "pads", {});
  const std::size_t rank = pads.size() / 2;
  if (pads.size() != 2 * static_cast<std::size_t>(inputs[0].dim())) refuse_node(node, "must have two pads a dimension");
  Sizes last_first;
  for (std::size_t i = rank; i-- > 0;) last_first.insert(last_first.end(), {pads[i], pads[rank + i]});
  return at::constant_pad_nd(inputs[0], last_first,
                             is_given(inputs, 2) ? inputs[2].item<double>() : real_attribute(node, "value", 0));
}

// --- over axes

at::Tensor reduce_mean(const Node& node, OnnxInputs inputs) {
  const bool keep = whole_attribute(node, "keepdims", 1) != 0;
  const Sizes axes = axes_of(node, inputs);
  if (axes.empty()) refuse_node(node, "must name its axes: without them it goes over all images of a batch");
  return inputs[0].mean(axes, keep);
}

at::Tensor reduce_sum(const Node& node, OnnxInputs inputs) {
  const bool keep = whole_attribute(node, "keepdims", 1) != 0;
  const Sizes axes = axes_of(node, inputs);
  if (axes.empty()) refuse_node(node, "must name its axes: without them it goes over all images of a batch");
  return inputs[0].sum(axes, keep);
}

at::Tensor softmax(const Node& node, OnnxInputs inputs) {
  return at::softmax(inputs[0], whole_attribute(node, "axis", -1));
}

at::Tensor log_softmax(const Node& node, OnnxInputs inputs) {
  return at::log_softmax(inputs[0], whole_attribute(node, "axis", -1));
}

// --- shapes

at::Tensor flatten(const Node& node, OnnxInputs inputs) {
  const std::int64_t axis = whole_attribute(node, "axis", 1);
  if (axis != 1) refuse_node(node, "must flatten from axis 1 on, but has " + std::to_string(axis));
  return inputs[0].flatten(1);
}

/// A batch size that was exported as a number is whatever comes: the first of two or more sizes gives way.
at::Tensor reshape(const Node&, OnnxInputs inputs) {
  Sizes sizes = numbers_of(inputs[1]);
  for (std::size_t i = 0; i < sizes.size(); ++i)
    if (sizes[i] == 0) sizes[i] = inputs[0].size(static_cast<std::int64_t>(i));
  std::int64_t count = 1;
  for (const std::int64_t size : sizes) count *= size;
  const bool has_batch = inputs[0].dim() >= 2 && inputs[0].size(0) != 1 && count != inputs[0].numel();
  if (has_batch && sizes.size() >= 2 && sizes.front() == 1) sizes.front() = inputs[0].size(0);
  return inputs[0].reshape(sizes);
}

at::Tensor transpose(const Node& node, OnnxInputs inputs) {
  Sizes order = whole_attributes(node, "perm", {});
  for (std::int64_t i = inputs[0].dim(); order.empty() && i-- > 0;) order.push_back(i);
  return inputs[0].permute(order);
}

at::Tensor squeeze(const Node& node, OnnxInputs inputs) {
  Sizes axes = axes_of(node, inputs);
  const bool is_bare = axes.empty() && inputs[0].dim() > 1;
  if (is_bare) refuse_node(node, "must name its axes: without them a batch of one would lose its own");
  for (std::int64_t& axis : axes) axis += axis < 0 ? inputs[0].dim() : 0;
  std::ranges::sort(axes, std::greater<>());
  at::Tensor result = inputs[0];
  for (const std::int64_t axis : axes) result = result.squeeze(axis);
  return result;
}

at::Tensor unsqueeze(const Node& node, OnnxInputs inputs) {
  Sizes axes = axes_of(node, inputs);
  for (std::int64_t& axis : axes) axis += axis < 0 ? inputs[0].dim() + std::ssize(axes) : 0;
  std::ranges::sort(axes);
  at::Tensor result = inputs[0];
  for (const std::int64_t axis : axes) result = result.unsqueeze(axis);
  return result;
}

at::Tensor concat(const Node& node, OnnxInputs inputs) {
  return at::cat(std::vector<at::Tensor>(inputs.begin(), inputs.end()), whole_attribute(node, "axis", 0));
}

at::Tensor identity(const Node&, OnnxInputs inputs) { return inputs[0]; }

at::Tensor shape(const Node&, OnnxInputs inputs) { return at::tensor(inputs[0].sizes(), at::kLong); }

at::Tensor gather(const Node& node, OnnxInputs inputs) {
  const std::int64_t axis = whole_attribute(node, "axis", 0), size = inputs[0].size(axis);
  const at::Tensor places = at::where(inputs[1] < 0, inputs[1] + size, inputs[1]);
  const at::Tensor rows = inputs[0].index_select(axis, places.flatten());
  return places.dim() == 0 ? rows.squeeze(axis) : rows;
}

at::Tensor slice(const Node& node, OnnxInputs inputs) {
  const bool by_inputs = is_given(inputs, 1);
  if (by_inputs) require_inputs(node, 3);
  const Sizes starts = by_inputs ? numbers_of(inputs[1]) : whole_attributes(node, "starts", {});
  const Sizes ends = by_inputs ? numbers_of(inputs[2]) : whole_attributes(node, "ends", {});
  const Sizes axes = is_given(inputs, 3) ? numbers_of(inputs[3]) : whole_attributes(node, "axes", {});
  const Sizes steps = is_given(inputs, 4) ? numbers_of(inputs[4]) : Sizes(starts.size(), 1);
  const auto fits = [&](const Sizes& list) { return list.size() == starts.size(); };
  if (!fits(ends) || !fits(steps) || !(axes.empty() || fits(axes)))
    refuse_node(node, "must have as many ends, axes and steps as starts");
  at::Tensor result = inputs[0];
  for (std::size_t i = 0; i < starts.size(); ++i) {
    if (steps[i] < 1) refuse_node(node, "must go forwards");
    result = result.slice(axes.empty() ? static_cast<std::int64_t>(i) : axes[i], starts[i], ends[i], steps[i]);
  }
  return result;
}

at::Tensor cast(const Node& node, OnnxInputs inputs) {
  constexpr std::int64_t float_type = 1, float16 = 10, double_type = 11, bfloat16 = 16;
  const std::int64_t to = whole_attribute(node, "to", float_type);
  const bool is_real = to == float_type || to == float16 || to == double_type || to == bfloat16;
  return inputs[0].to(is_real ? at::kFloat : at::kLong);
}

at::Tensor constant(const Node& node, OnnxInputs) {
  for (const auto& [name, value] : node.attributes) {
    if (const auto* tensor = std::get_if<at::Tensor>(&value)) return *tensor;
    if (const auto* whole = std::get_if<std::int64_t>(&value)) return at::scalar_tensor(*whole, at::kLong);
    if (const auto* real = std::get_if<double>(&value)) return at::scalar_tensor(*real, at::kFloat);
    if (const auto* list = std::get_if<Sizes>(&value)) return at::tensor(*list, at::kLong);
    if (const auto* list = std::get_if<std::vector<double>>(&value)) return at::tensor(*list, at::kFloat);
  }
  refuse_node(node, "has no value");
}

constexpr auto line = OnnxBend::linear;
constexpr auto curve = OnnxBend::curved;

}  // namespace

std::span<const OnnxOperator> onnx_operators() {
  static const std::vector<OnnxOperator> all = {
      {"Abs", line, {}, unary<at::abs>},
      {"Add", line, {}, binary<sum_of>, 2},
      {"AveragePool",
       line,
       {"kernel_shape", "strides", "pads", "dilations", "auto_pad", "ceil_mode", "count_include_pad"},
       average_pool},
      {"Cast", line, {"to"}, cast},
      {"Clip", line, {"min", "max"}, clip},
      {"Concat", line, {"axis"}, concat},
      {"Constant", line, {"value", "value_int", "value_ints", "value_float", "value_floats"}, constant, 0},
      {"Div", OnnxBend::of_pairs, {}, binary<quotient_of>, 2},
      {"Elu", curve, {"alpha"}, elu},
      {"Erf", curve, {}, unary<at::erf>},
      {"Exp", curve, {}, unary<at::exp>},
      {"Flatten", line, {"axis"}, flatten},
      {"Gather", line, {"axis"}, gather, 2},
      {"Gelu", curve, {"approximate"}, gelu},
      {"GlobalAveragePool", line, {}, global_average},
      {"GlobalMaxPool", line, {}, global_max},
      {"HardSigmoid", line, {"alpha", "beta"}, hard_sigmoid},
      {"HardSwish", curve, {}, hard_swish},
      {"Identity", line, {}, identity},
      {"LeakyRelu", line, {"alpha"}, leaky_relu},
      {"Log", curve, {}, unary<at::log>},
      {"LogSoftmax", curve, {"axis"}, log_softmax},
      {"MaxPool",
       line,
       {"kernel_shape", "strides", "pads", "dilations", "auto_pad", "ceil_mode", "storage_order"},
       max_pool},
      {"Mul", OnnxBend::of_pairs, {}, binary<product_of>, 2},
      {"Neg", line, {}, unary<at::neg>},
      {"Pad", line, {"mode", "pads", "value"}, pad},
      {"Pow", curve, {}, binary<power_of>, 2},
      {"ReduceMean", line, {"axes", "keepdims", "noop_with_empty_axes"}, reduce_mean},
      {"ReduceSum", line, {"axes", "keepdims", "noop_with_empty_axes"}, reduce_sum},
      {"Relu", line, {}, unary<at::relu>},
      {"Reshape", line, {"allowzero"}, reshape, 2},
      {"Selu", curve, {}, unary<at::selu>},
      {"Shape", line, {}, shape},
      {"Sigmoid", curve, {}, unary<at::sigmoid>},
      {"Slice", line, {"starts", "ends", "axes"}, slice},
      {"Softmax", curve, {"axis"}, softmax},
      {"Softplus", curve, {}, unary<softplus_of>},
      {"Sqrt", curve, {}, unary<at::sqrt>},
      {"Squeeze", line, {"axes"}, squeeze},
      {"Sub", line, {}, binary<difference_of>, 2},
      {"Tanh", curve, {}, unary<at::tanh>},
      {"Transpose", line, {"perm"}, transpose},
      {"Unsqueeze", line, {"axes"}, unsqueeze},
  };
  return all;
}

const OnnxOperator* find_onnx_operator(std::string_view name) {
  const auto all = onnx_operators();
  const auto found = std::ranges::find(all, name, &OnnxOperator::name);
  return found == all.end() ? nullptr : &*found;
}

std::string onnx_operator_names() {
  std::vector<std::string> names = {"BatchNormalization", "Conv", "Dropout", "Gemm", "MatMul"};
  for (const OnnxOperator& known : onnx_operators()) names.emplace_back(known.name);
  std::ranges::sort(names);
  return join_choices(names);
}

}  // namespace imprint
