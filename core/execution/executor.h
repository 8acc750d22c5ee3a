// SPDX-License-Identifier: GPL-3.0-or-later
// How the products of a layer are computed: the forward one, and of its output's gradient those for input and weight.
//
//   output = operation(format(input), format(weight)) + format(bias),  its gradient rounded on the way back
//
// The simulation takes any product: it rounds to the format's values and multiplies these in fp32. Executors that
// multiply codes can take some: which one does follows from the product and the processor alone, never from a clock, so
// that a run repeats itself bit for bit. To add one: its folder, and its row in executor.cpp before the simulation.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

#include "core/formats/codec.h"
#include "core/kernels/trilinear_convolution.h"
#include "core/precision/layer_precision.h"

namespace imprint {

/// Over what the scales of a layer's operands are taken; a bias has one.
struct Granularities {
  Granularity input = Granularity::tensor;
  Granularity weight = Granularity::row;
  Granularity gradient = Granularity::tensor;

  bool operator==(const Granularities&) const = default;
};

/// Which executors may be chosen: any, or the one of that name before the simulation. Blocks are no other way to
/// multiply the same values but other values, so they are always taken.
struct ExecutorChoice {
  std::string_view name = "auto";
  bool allows(std::string_view executor) const { return name == "auto" || name == executor || executor == "blocks"; }
};

/// A weight as an executor multiplies it, made once for products that share it (the tokens of a recurrent layer).
class PreparedWeight {
 public:
  virtual ~PreparedWeight() = default;
};

struct LayerProduct {
  at::Tensor input = {};
  at::Tensor weight = {};
  at::Tensor bias = {};                                 // of linear layers that have one
  std::optional<ConvolutionGeometry> convolution = {};  // none: linear
  LayerPrecision precision = {};
  double strength = 1;        // of rounding to it: (1 - strength) value + strength rounded value
  NumberFormat working = {};  // in which the network holds operands and results (layers/working_format.h)
  Granularities granularities = {};
  FloatRange input_range = {};  // on which an input with one scale is rounded; unused at full precision
  std::uint64_t noise_key = 0;  // of the gradient's rounding
  bool is_tapped = false;       // whether the operand is asked for, and a graph that can be differentiated twice
  ExecutorChoice choice = {};
  std::shared_ptr<const PreparedWeight> prepared = {};  // by the executor that runs the product, or none
};

struct ProductResult {
  at::Tensor operand;  // the input as it was multiplied, where the product is tapped
  at::Tensor output;
  bool is_held = false;  // whether the output, and the gradients that come back through it, are in product.working
};

class Executor {
 public:
  virtual ~Executor() = default;
  virtual const char* name() const = 0;                     // "simulated"
  virtual bool can(const LayerProduct& product) const = 0;  // whatever its input's values are
  /// Of the product's weight; other products with the same weight, precision and granularities may use it.
  virtual std::shared_ptr<const PreparedWeight> prepare(const LayerProduct& product) const = 0;
  virtual ProductResult run(const LayerProduct& product) const = 0;
};

/// In the order of preference; the last one can do all.
std::span<const Executor* const> executors();

/// The first that is allowed and can; the simulation if none is.
const Executor& executor_for(const LayerProduct& product);

}  // namespace imprint
