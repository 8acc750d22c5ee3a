// SPDX-License-Identifier: GPL-3.0-or-later
// One step of training, ready to be timed: forward, backward and an SGD step, on the same random images every time.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <memory>
#include <string>

#include "app/bench/timed_models.h"
#include "core/precision/layer_precision.h"

namespace imprint {

struct TimedBatch {
  at::Tensor images;
  at::Tensor labels;

  ImageShape image() const { return {images.size(1), images.size(2), images.size(3)}; }
};

/// Images of standard normal pixels; the same ones for equal counts and shapes.
TimedBatch timed_batch(std::int64_t count, const ImageShape& image = timed_image);

class TrainingStep {
 public:
  virtual ~TrainingStep() = default;
  virtual void run() = 0;
};

/// The loop that a LibTorch user writes, in fp32.
std::unique_ptr<TrainingStep> plain_step(const std::string& model, const TimedBatch& batch);

/// The engine's. `executor` as precision.executor has it.
std::unique_ptr<TrainingStep> engine_step(const std::string& model, const LayerPrecision& precision,
                                          const std::string& executor, const TimedBatch& batch);

/// "integer", "simulated", or "integer+simulated" where layers differ; "fp32" at full precision: what the layers of a
/// step say that has two images.
std::string executors_of_a_step(const std::string& model, const LayerPrecision& precision, const std::string& executor,
                                const ImageShape& image = timed_image);

}  // namespace imprint
