// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kernels/normalise_kernels.h"

#include <algorithm>

namespace imprint {
namespace {

/// So many independent accumulators hide the latency of an addition.
constexpr std::size_t shortest_period = 256;

/// Calls element(i, lane) for i < count, lane = i modulo `period`, in vectorised stretches of a period.
template <class Element>
void for_each_element(InstructionSet set, std::size_t count, std::size_t period, const Element& element) {
  run_on(set, [=]() IMPRINT_INLINE {
    for (std::size_t begin = 0; begin < count; begin += period) {
      const std::size_t length = std::min(period, count - begin);
      IMPRINT_INDEPENDENT_ITERATIONS
      for (std::size_t lane = 0; lane < length; ++lane) element(begin + lane, lane);
    }
  });
}

/// The lanes' sums as sums of the channels.
std::vector<double> folded(const std::vector<float>& lanes, std::size_t channels) {
  std::vector<double> sums(channels, 0.0);
  for (std::size_t begin = 0; begin < lanes.size(); begin += channels) {
    for (std::size_t c = 0; c < channels; ++c) sums[c] += lanes[begin + c];
  }
  return sums;
}

std::vector<float> means(const std::vector<double>& sums, std::size_t elements) {
  const double pixels = static_cast<double>(elements) / static_cast<double>(sums.size());
  std::vector<float> result;
  for (const double sum : sums) result.push_back(static_cast<float>(sum / pixels));
  return result;
}

[[gnu::always_inline]] inline float rectified(float z) { return z < 0.0F ? 0.0F : z; }  // NaN stays

/// g where z > 0; where z is NaN, too, as in ATen.
[[gnu::always_inline]] inline float masked(float g, float z) { return z <= 0.0F ? 0.0F : g; }

/// Calls use(gz) with gz(i, lane) the gradient behind the activation.
template <class Use>
void with_masked_gradient(std::span<const float> gradient, std::span<const float> values, const ChannelMap& map,
                          const Use& use) {
  const float* g = gradient.data();
  if (map.rectified) {
    use([g, x = values.data(), scale = map.scale.data(), shift = map.shift.data()](auto i, auto lane)
            IMPRINT_INLINE { return masked(g[i], x[i] * scale[lane] + shift[lane]); });
  } else {
    use([g](auto i, auto) IMPRINT_INLINE { return g[i]; });
  }
}

}  // namespace

std::size_t ChannelTable::period(std::size_t channels) {
  return channels * ((shortest_period + channels - 1) / channels);
}

ChannelTable::ChannelTable(std::span<const float> of_channels) : values_(period(of_channels.size())) {
  for (std::size_t i = 0; i < values_.size(); ++i) values_[i] = of_channels[i % of_channels.size()];
}

ChannelSums centred_sums(std::span<const float> values, std::size_t channels, InstructionSet set) {
  const std::size_t period = ChannelTable::period(channels);
  const float* x = values.data();
  std::vector<float> sums(period, 0.0F), squares(period, 0.0F);
  for_each_element(set, values.size(), period,
                   [x, sum = sums.data()](auto i, auto lane) IMPRINT_INLINE { sum[lane] += x[i]; });
  std::vector<double> first = folded(sums, channels);
  const ChannelTable mean(means(first, values.size()));
  for_each_element(set, values.size(), period,
                   [x, m = mean.data(), square = squares.data()](auto i, auto lane) IMPRINT_INLINE {
                     const float deviation = x[i] - m[lane];
                     square[lane] += deviation * deviation;
                   });
  return {std::move(first), folded(squares, channels)};
}

void normalise(std::span<const float> values, const ChannelMap& map, std::span<float> out, InstructionSet set) {
  const auto z = [x = values.data(), scale = map.scale.data(), shift = map.shift.data()](auto i, auto lane)
                     IMPRINT_INLINE { return x[i] * scale[lane] + shift[lane]; };
  float* y = out.data();
  const std::size_t period = map.scale.size();
  if (map.rectified) {
    for_each_element(set, out.size(), period, [=](auto i, auto lane) IMPRINT_INLINE { y[i] = rectified(z(i, lane)); });
  } else {
    for_each_element(set, out.size(), period, [=](auto i, auto lane) IMPRINT_INLINE { y[i] = z(i, lane); });
  }
}

void normalise_and_add(std::span<const float> values, std::span<const float> shortcut, const ChannelMap& map,
                       std::span<float> out, InstructionSet set) {
  for_each_element(set, out.size(), map.scale.size(),
                   [x = values.data(), scale = map.scale.data(), shift = map.shift.data(), added = shortcut.data(),
                    y = out.data()](auto i, auto lane)
                       IMPRINT_INLINE { y[i] = rectified(x[i] * scale[lane] + shift[lane] + added[i]); });
}

void mask_by_output(std::span<const float> gradient, std::span<const float> output, std::span<float> out,
                    InstructionSet set) {
  for_each_element(set, out.size(), out.size(),
                   [g = gradient.data(), y = output.data(), gz = out.data()](auto i, auto)
                       IMPRINT_INLINE { gz[i] = masked(g[i], y[i]); });
}

ChannelSums gradient_sums(std::span<const float> gradient, std::span<const float> values, const ChannelMap& map,
                          const ChannelTable& mean, std::size_t channels, InstructionSet set) {
  std::vector<float> sums(mean.size(), 0.0F), products(mean.size(), 0.0F);
  with_masked_gradient(gradient, values, map, [&](const auto& gz) {
    for_each_element(set, values.size(), mean.size(),
                     [gz, x = values.data(), m = mean.data(), sum = sums.data(), product = products.data()](
                         auto i, auto lane) IMPRINT_INLINE {
                       const float g = gz(i, lane);
                       sum[lane] += g;
                       product[lane] += g * (x[i] - m[lane]);
                     });
  });
  return {folded(sums, channels), folded(products, channels)};
}

void input_gradient(std::span<const float> gradient, std::span<const float> values, const ChannelMap& map,
                    const ChannelGradient& statistics, std::span<float> out, InstructionSet set) {
  with_masked_gradient(gradient, values, map, [&](const auto& gz) {
    for_each_element(
        set, out.size(), map.scale.size(),
        [gz, x = values.data(), scale = map.scale.data(), slope = statistics.slope.data(), m = statistics.mean.data(),
         offset = statistics.offset.data(), gx = out.data()](auto i, auto lane)
            IMPRINT_INLINE { gx[i] = scale[lane] * gz(i, lane) + slope[lane] * (x[i] - m[lane]) + offset[lane]; });
  });
}

}  // namespace imprint
