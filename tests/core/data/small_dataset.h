// SPDX-License-Identifier: GPL-3.0-or-later
// Small sets of random images for the tests of this folder.
#pragma once

#include <ATen/Parallel.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/empty.h>

#include "core/base/random_stream.h"
#include "core/data/images/image_dataset.h"

namespace imprint::test {

/// `count` images of random bytes; image i has label i % classes.
inline ImageDataset random_images(std::int64_t count, ImageShape shape = {}, std::int64_t classes = 10) {
  ImageDataset dataset;
  dataset.name = "random";
  dataset.classes = classes;
  dataset.mean.assign(static_cast<std::size_t>(shape.channels), 0.45);
  dataset.deviation.assign(static_cast<std::size_t>(shape.channels), 0.25);
  dataset.images = at::empty({count, shape.channels, shape.height, shape.width}, at::kByte);
  RandomStream stream(99, StreamPurpose::synthetic_data);
  std::uint8_t* pixel = dataset.images.data_ptr<std::uint8_t>();
  for (std::int64_t i = 0; i < dataset.images.numel(); ++i) pixel[i] = static_cast<std::uint8_t>(stream.below(256));
  dataset.labels = at::arange(count, at::kLong).remainder(classes);
  return dataset;
}

/// Runs a body on another number of ATen threads and puts the number back.
class ThreadCount {
 public:
  explicit ThreadCount(int threads) : before_(at::get_num_threads()) { at::set_num_threads(threads); }
  ~ThreadCount() { at::set_num_threads(before_); }
  ThreadCount(const ThreadCount&) = delete;
  ThreadCount& operator=(const ThreadCount&) = delete;

 private:
  int before_;
};

}  // namespace imprint::test
