// SPDX-License-Identifier: GPL-3.0-or-later
// Times training steps of networks in turns: the plain LibTorch loop, then the engine at each precision, and again. All
// in one process, round after round, so that what slows the machine for a while strikes all of them.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "app/bench/timed_models.h"
#include "app/bench/timed_precision.h"
#include "core/base/cancellation.h"
#include "core/precision/layer_precision.h"

namespace imprint {

struct BenchRequest {
  std::vector<std::string> models = {"resnet20", "mlp"};  // of timed_models
  std::int64_t batch = 128;                               // images a step
  ImageShape image = timed_image;
  std::vector<LayerPrecision> precisions = {LayerPrecision(), held_precision(bf16_format), layer_precision(8, 8),
                                            layer_precision(4, 8), layer_precision(2, 8)};
  std::vector<std::string> executors = {"auto"};  // each of them at every precision below fp32
  int threads = 0;                                // 0 = one a physical core
  int rounds = 0;                                 // counted ones, of each model; 0 = as many as fit into 45 seconds
};

struct BenchRow {
  std::string model = {};
  std::int64_t batch = 0;
  std::string precision = {};            // "4/8", "bf16", "fp32"
  std::string executor = {};             // "plain", "fp32", or what ran: "integer", "simulated", "integer+simulated"
  double milliseconds = 0;               // median of a step
  double ratio = 1;                      // median over the rounds of step / plain step of the same round
  double ratio_low = 1, ratio_high = 1;  // its quartiles
  std::optional<std::int64_t> peak_bytes = {};  // of memory, above what was held before the network was made
};

struct BenchResult {
  int threads = 1;
  ImageShape image = timed_image;
  std::vector<BenchRow> rows;
};

struct BenchProgress {
  std::string model;
  int round = 0;       // done, those that warm up included
  double seconds = 0;  // since the model's first
};

/// Throws InputError for a model that cannot be timed, CancelledError between two steps.
BenchResult run_bench(const BenchRequest& request, const CancellationToken& token,
                      const std::function<void(const BenchProgress&)>& on_progress);

}  // namespace imprint
