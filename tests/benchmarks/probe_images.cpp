// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/benchmarks/probe_images.h"

#include <ATen/core/Tensor.h>
#include <ATen/ops/empty.h>

#include <numeric>

#include "core/base/random_stream.h"

namespace imprint::test {

std::shared_ptr<Network> probed_network() {
  ModelSpec spec;
  spec.name = "resnet20";
  return make_network(spec, shape_of_images({1, 28, 28}, 10), 1);
}

ProbeSet probe_images(std::int64_t count) {
  RandomStream stream(1, StreamPurpose::synthetic_data);
  ProbeSet probe;
  probe.task = make_task("image-classification");
  probe.batch.inputs.values = at::empty({count, 1, 28, 28}).contiguous(at::MemoryFormat::ChannelsLast);
  probe.batch.targets = at::empty({count}, at::kLong);
  auto* pixels = probe.batch.inputs.values.data_ptr<float>();
  for (std::int64_t i = 0; i < probe.batch.inputs.values.numel(); ++i) pixels[i] = static_cast<float>(stream.normal());
  for (std::int64_t i = 0; i < count; ++i)
    probe.batch.targets.data_ptr<std::int64_t>()[i] = static_cast<std::int64_t>(stream.below(10));
  probe.indices.resize(static_cast<std::size_t>(count));
  std::iota(probe.indices.begin(), probe.indices.end(), std::int64_t{0});
  return probe;
}

}  // namespace imprint::test
