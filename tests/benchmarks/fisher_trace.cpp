// SPDX-License-Identifier: GPL-3.0-or-later
// FisherTrace/resnet20/n512: one sampled Fisher probe of 512 images of 1x28x28, one label draw each, all layers.
#include "analysis/curvature/fisher_trace.h"

#include <benchmark/benchmark.h>

#include "tests/benchmarks/probe_images.h"

namespace imprint::test {
namespace {

void fisher_probe(benchmark::State& state) {
  const auto network = probed_network();
  const ProbeSet probe = probe_images(512);
  FisherOptions options;
  for (auto _ : state) {
    ++options.draw_index;
    benchmark::DoNotOptimize(fisher_trace(*network, probe, options).value);
  }
}

}  // namespace
}  // namespace imprint::test

BENCHMARK(imprint::test::fisher_probe)->Name("FisherTrace/resnet20/n512")->Unit(benchmark::kMillisecond)->UseRealTime();
