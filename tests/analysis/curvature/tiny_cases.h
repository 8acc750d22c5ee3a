// SPDX-License-Identifier: GPL-3.0-or-later
// Networks and probe sets small enough for the slow references, with nothing left at a special value.
#pragma once

#include <ATen/core/Tensor.h>

#include <memory>
#include <string>

#include "analysis/curvature/probe_set.h"
#include "core/models/network.h"

namespace imprint::test {

at::Tensor normal_tensor(at::IntArrayRef sizes, std::uint64_t seed);

/// `name` as make_network knows it, three classes, few channels or units; batch norm with random statistics, weights
/// and biases.
std::shared_ptr<Network> tiny_network(const std::string& name, ImageShape shape);

/// The networks that the estimators are held against: linear layers; convolutions with strides and batch norm;
/// shortcuts with projections; tanh.
struct TinyCase {
  std::string name;
  ImageShape shape;
  std::shared_ptr<Network> network;
  ProbeSet probe;
};
TinyCase tiny_case(const std::string& name, std::int64_t images);

ProbeSet random_probe(std::int64_t images, ImageShape shape, std::int64_t classes, std::uint64_t seed);

}  // namespace imprint::test
