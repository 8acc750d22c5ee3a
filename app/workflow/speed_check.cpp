// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workflow/speed_check.h"

#include <ATen/core/Tensor.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/conv2d.h>
#include <ATen/ops/mm.h>
#include <ATen/ops/ones.h>

#include <algorithm>
#include <chrono>
#include <functional>

#include "core/train/threads.h"

namespace imprint {
namespace {

/// The best of five, after one to warm up: noise only ever adds time.
double best_seconds(const std::function<void()>& work) {
  work();
  double best = 1e9;
  for (int i = 0; i < 5; ++i) {
    const auto started = std::chrono::steady_clock::now();
    work();
    best = std::min(best, std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count());
  }
  return best;
}

double matmul_gflops() {
  const at::Tensor a = at::ones({1024, 1024});
  return 2.0 * 1024 * 1024 * 1024 / best_seconds([&] { at::mm(a, a); }) / 1e9;
}

double convolution_gflops() {
  const at::Tensor images = at::ones({64, 64, 16, 16}).contiguous(at::MemoryFormat::ChannelsLast);
  const at::Tensor weight = at::ones({64, 64, 3, 3}).contiguous(at::MemoryFormat::ChannelsLast);
  const double operations = 2.0 * 64 * 64 * 64 * 9 * 16 * 16;
  return operations / best_seconds([&] { at::conv2d(images, weight, {}, 1, 1); }) / 1e9;
}

}  // namespace

SpeedCheck check_speed() {
  const at::NoGradGuard no_gradients;
  SpeedCheck check;
  use_threads(1);
  check.matmul_gflops = matmul_gflops();
  const double single = convolution_gflops();
  use_threads(physical_cores());
  check.convolution_gflops = convolution_gflops();
  check.thread_speedup = check.convolution_gflops / single;
  return check;
}

}  // namespace imprint
