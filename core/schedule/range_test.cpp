// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/range_test.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace imprint {
namespace {

struct WindowMean {
  double mean = 0;
  double variance = 0;  // of the mean
};

WindowMean mean_of(std::span<const double> values) {
  const auto count = static_cast<double>(values.size());
  const double mean = std::accumulate(values.begin(), values.end(), 0.0) / count;
  if (values.size() < 2) return {mean, 0};
  double squares = 0;
  for (const double value : values) squares += (value - mean) * (value - mean);
  return {mean, squares / (count - 1) / count};
}

const PrecisionGain* first_learning(std::span<const PrecisionGain> gains, double threshold) {
  const auto found = std::ranges::find_if(gains, [&](const PrecisionGain& gain) { return gain.gain > threshold; });
  return found == gains.end() ? nullptr : &*found;
}

int last_gaining(std::span<const PrecisionGain> gains, int lowest, double saturation) {
  int bits = lowest;
  for (const PrecisionGain& gain : gains)
    if (gain.bits > lowest && gain.gain > saturation) bits = gain.bits;
  return bits;
}

}  // namespace

std::vector<PrecisionGain> precision_gains(std::span<const PrecisionTrace> traces, int window) {
  std::vector<PrecisionGain> gains;
  if (traces.empty()) return gains;
  const auto count = static_cast<std::size_t>(window);
  WindowMean before = mean_of(std::span(traces.front().accuracy).first(count));
  for (const PrecisionTrace& trace : traces) {
    const WindowMean now = mean_of(std::span(trace.accuracy).last(count));
    gains.push_back({trace.bits, now.mean, now.mean - before.mean, std::sqrt(now.variance + before.variance)});
    before = now;
  }
  return gains;
}

BoundsProposal propose_bounds(std::span<const PrecisionGain> gains, const RangeTestSpec& test) {
  const PrecisionGain* lower = first_learning(gains, test.threshold);
  if (lower == nullptr)
    return {{}, {}, "No precision gained more than the threshold: train longer at each, or lower the threshold."};
  const bool fresh = test.start == "fresh";
  const int upper = fresh ? last_gaining(gains, lower->bits, test.saturation) : test.highest_bits;
  const std::string bits = std::to_string(lower->bits);
  return {lower->bits, upper,
          bits + " bits are the first that learn; " +
              (fresh ? "above " + std::to_string(upper) + " bits more precision gains nothing here."
                     : std::to_string(upper) + " bits are the highest that was tried.")};
}

}  // namespace imprint
