// SPDX-License-Identifier: GPL-3.0-or-later
// Networks and probe sets small enough for the slow references, with nothing left at a special value.
#pragma once

#include <ATen/core/Tensor.h>

#include <memory>
#include <string>

#include "analysis/curvature/probe_set.h"
#include "core/models/network.h"
#include "tests/analysis/slow_references.h"
#include "tests/reference/test_tensors.h"

namespace imprint::test {

/// A network that the estimators are held against, its plain double, and its images.
struct TinyCase {
  std::shared_ptr<Network> network;
  PreciseNetwork precise;
  ProbeSet probe;
};

/// mlp: linear layers; small-cnn: strides and batch norm; resnet20: shortcuts with projections; mobilenetv2: depthwise
/// layers; resnet18: max pooling; tanh: not piecewise linear, convolution with bias. Three classes, few channels or
/// units, batch norm with random statistics and weights.
TinyCase tiny_case(const std::string& name, std::int64_t images);

ProbeSet random_probe(std::int64_t images, ImageShape shape, std::int64_t classes, std::uint64_t seed);

}  // namespace imprint::test
