// SPDX-License-Identifier: GPL-3.0-or-later
// Round numbers for axes, and their texts in the C locale.
#pragma once

#include <string>
#include <vector>

#include "app/curves/value_scale.h"

namespace imprint {

struct Tick {
  double value = 0;
  std::string text;  // empty: a grid line without a number
};

/// Multiples of 1, 2 or 5 times a power of ten inside the range, at most `most` + 1 of them. Empty for a range
/// of no height, or of less than 1e-12 of its values (a double can not tell such ticks apart).
std::vector<Tick> linear_ticks(const ValueRange& range, int most);

/// Powers of ten inside the range (every k-th when there are too many); below one and a half decades also 2 and 5
/// times them, below a third of a decade linear ones. Precondition: range.low > 0.
std::vector<Tick> logarithmic_ticks(const ValueRange& range, int most);

/// 0 and plus and minus the powers of ten above the threshold.
std::vector<Tick> symlog_ticks(const ValueRange& range, double threshold, int most);

/// Multiples of one round step on both sides of the gap, none inside it; at least one a side where the side has a
/// height. A range without the gap has linear ticks. Precondition: scale.kind is broken.
std::vector<Tick> broken_ticks(const ValueRange& range, const ValueScale& scale, int most);

std::vector<Tick> ticks_for(const ValueScale& scale, const ValueRange& range, int most);

/// "0.25", "1200", "12k", "1.5M", "2e-5": short, and in the same unit and number of decimals for all multiples of
/// `step` up to `largest`.
std::string tick_text(double value, double step, double largest);

/// `digits` significant digits for readouts: "0.9530", "123.4", "1.235e+06"; whole numbers as they are.
std::string value_text(double value, int digits = 4);

/// "1,234,567", for counts in sentences.
std::string count_text(long long count);

}  // namespace imprint
