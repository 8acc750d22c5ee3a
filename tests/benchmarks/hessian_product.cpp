// SPDX-License-Identifier: GPL-3.0-or-later
// HessianProduct/resnet20/n256: one Hessian-vector product over 256 images of 1x28x28, the gradient's graph included.
#include <benchmark/benchmark.h>

#include "analysis/curvature/hessian_operator.h"
#include "tests/benchmarks/probe_images.h"

namespace imprint::test {
namespace {

void hessian_product(benchmark::State& state) {
  const auto network = probed_network();
  const HessianOperator hessian(*network, probe_images(256));
  const Eigen::MatrixXd direction = Eigen::MatrixXd::Ones(hessian.rows(), 1);
  Eigen::MatrixXd product(hessian.rows(), 1);
  for (auto _ : state) {
    hessian.apply(direction, product);
    benchmark::DoNotOptimize(product.data());
  }
}

}  // namespace
}  // namespace imprint::test

BENCHMARK(imprint::test::hessian_product)
    ->Name("HessianProduct/resnet20/n256")
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
