// SPDX-License-Identifier: GPL-3.0-or-later
// Which samples a chart draws: about two a pixel column, so that spikes and both ends survive.
//
// In each column of the visible range the samples with the smallest and the largest drawable value are kept, and the
// first and the last drawable sample; also the nearest one beyond each edge, so that lines run out of the plot.
// When the visible samples are no more than two a column, all drawable ones are kept.
#pragma once

#include <cstdint>
#include <vector>

#include "app/curves/curve.h"

namespace imprint {

struct DecimationView {
  double begin = 0;  // visible range of x, in the units of the samples
  double end = 1;
  int columns = 500;           // pixels
  bool logarithmic_x = false;  // columns of equal width in log x; needs begin > 0
  bool positive_only = false;  // a logarithmic y can't draw values <= 0
};

/// Indices of the samples to draw, ascending, each once; `kept` is overwritten. O(columns log n).
void decimate(const Samples& samples, const DecimationView& view, std::vector<std::uint32_t>& kept);

/// Whether y can be drawn: finite, and positive when that is asked for.
bool is_drawable(double y, bool positive_only);

/// Whether samples that can't be drawn lie between two kept ones: the line must not bridge them.
bool has_gap(const Samples& samples, std::uint32_t left, std::uint32_t right, bool positive_only);

}  // namespace imprint
