// SPDX-License-Identifier: GPL-3.0-or-later
// The arithmetic of batch normalisation on raw channels-last memory, one thread. A span holds whole pixels,
// `channels` floats each; a ChannelTable holds one constant a channel. Spans of one call have the same length
// and do not overlap.
//   forward   z = scale x + shift,  y = z  or  max(z, 0)  or  max(z + shortcut, 0)
//   backward  gz = g where z > 0 if rectified, g if not,  gx = scale gz + slope (x - mean) + offset
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/kernels/instruction_set.h"

namespace imprint {

/// One constant a channel, repeated: element i of the pixels has the constant [i % size()]. The repetition
/// makes the loops long enough to vectorise whatever the number of channels.
class ChannelTable {
 public:
  explicit ChannelTable(std::span<const float> of_channels);
  /// Length of every table of so many channels: a multiple of them.
  static std::size_t period(std::size_t channels);
  const float* data() const { return values_.data(); }
  std::size_t size() const { return values_.size(); }

 private:
  std::vector<float> values_;
};

/// z = scale x + shift, and whether y = max(z, 0) or y = z.
struct ChannelMap {
  const ChannelTable& scale;
  const ChannelTable& shift;
  bool rectified = false;
};

/// The part of gx that comes from the batch's mean and variance.
struct ChannelGradient {
  const ChannelTable& slope;
  const ChannelTable& mean;
  const ChannelTable& offset;
};

/// Two sums over some pixels, for each channel.
struct ChannelSums {
  std::vector<double> first;
  std::vector<double> second;
};

/// first = sum of x, second = sum of (x - m)^2 with m the mean of these pixels.
ChannelSums centred_sums(std::span<const float> x, std::size_t channels, InstructionSet set = best_instruction_set());

void normalise(std::span<const float> x, const ChannelMap& map, std::span<float> y,
               InstructionSet set = best_instruction_set());

/// y = max(z + shortcut, 0) whatever map.rectified says.
void normalise_and_add(std::span<const float> x, std::span<const float> shortcut, const ChannelMap& map,
                       std::span<float> y, InstructionSet set = best_instruction_set());

/// gz = g where y > 0. The other kernels find z anew from x, free of memory traffic; with a shortcut they can't.
void mask_by_output(std::span<const float> g, std::span<const float> y, std::span<float> gz,
                    InstructionSet set = best_instruction_set());

/// first = sum of gz, second = sum of gz (x - mean).
ChannelSums gradient_sums(std::span<const float> g, std::span<const float> x, const ChannelMap& map,
                          const ChannelTable& mean, std::size_t channels, InstructionSet set = best_instruction_set());

/// gx = map.scale gz + slope (x - mean) + offset.
void input_gradient(std::span<const float> g, std::span<const float> x, const ChannelMap& map,
                    const ChannelGradient& gradient, std::span<float> gx, InstructionSet set = best_instruction_set());

}  // namespace imprint
