// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/curves/decimator.h"

#include <algorithm>
#include <cmath>

namespace imprint {
namespace {

using Kept = std::vector<std::uint32_t>;

struct IndexRange {
  std::size_t begin;
  std::size_t end;
  std::size_t size() const { return end - begin; }
};

IndexRange visible_range(const Samples& samples, const DecimationView& view) {
  const auto x = samples.x();
  const auto begin = std::lower_bound(x.begin(), x.end(), view.begin);
  const auto end = std::upper_bound(begin, x.end(), view.end);
  return {static_cast<std::size_t>(begin - x.begin()), static_cast<std::size_t>(end - x.begin())};
}

/// The x at which column `column` ends.
double column_end(const DecimationView& view, int column) {
  const double share = static_cast<double>(column + 1) / view.columns;
  if (view.logarithmic_x) return view.begin * std::pow(view.end / view.begin, share);
  return view.begin + (view.end - view.begin) * share;
}

void keep(Kept& kept, std::int32_t index) {
  if (index == Extremes::none) return;
  const auto position = static_cast<std::uint32_t>(index);
  if (kept.empty() || kept.back() < position) kept.push_back(position);
}

void keep_extremes(const Samples& samples, IndexRange range, bool positive_only, Kept& kept) {
  const Extremes found = samples.y().extremes(range.begin, range.end);
  const std::int32_t low = positive_only ? found.smallest_positive : found.minimum;
  const bool has_high = found.maximum != Extremes::none && (!positive_only || low != Extremes::none);
  const std::int32_t high = has_high ? found.maximum : Extremes::none;
  keep(kept, std::min(low, high));
  keep(kept, std::max(low, high));
}

/// The nearest drawable sample from `index` on, going by `step`, before `stop`.
std::int32_t nearest_drawable(const Samples& samples, std::ptrdiff_t index, std::ptrdiff_t stop, int step,
                              bool positive_only) {
  for (; index != stop; index += step) {
    if (is_drawable(samples.y(index), positive_only)) return static_cast<std::int32_t>(index);
  }
  return Extremes::none;
}

void keep_all(const Samples& samples, IndexRange range, bool positive_only, Kept& kept) {
  for (std::size_t i = range.begin; i < range.end; ++i) {
    if (is_drawable(samples.y(i), positive_only)) keep(kept, static_cast<std::int32_t>(i));
  }
}

void keep_by_columns(const Samples& samples, IndexRange range, const DecimationView& view, Kept& kept) {
  const auto x = samples.x();
  const auto last = x.begin() + range.end;
  auto from = x.begin() + range.begin;
  keep(kept, nearest_drawable(samples, range.begin, range.end, 1, view.positive_only));
  for (int column = 0; column < view.columns && from != last; ++column) {
    const bool final_column = column + 1 == view.columns;
    const auto to = final_column ? last : std::lower_bound(from, last, column_end(view, column));
    keep_extremes(samples, {static_cast<std::size_t>(from - x.begin()), static_cast<std::size_t>(to - x.begin())},
                  view.positive_only, kept);
    from = to;
  }
  const auto begin = static_cast<std::ptrdiff_t>(range.begin);
  keep(kept, nearest_drawable(samples, static_cast<std::ptrdiff_t>(range.end) - 1, begin - 1, -1, view.positive_only));
}

}  // namespace

bool is_drawable(double y, bool positive_only) { return std::isfinite(y) && (!positive_only || y > 0); }

void decimate(const Samples& samples, const DecimationView& view, Kept& kept) {
  kept.clear();
  const IndexRange range = visible_range(samples, view);
  const auto count = static_cast<std::ptrdiff_t>(samples.size());
  const auto begin = static_cast<std::ptrdiff_t>(range.begin);
  if (begin > 0) keep(kept, nearest_drawable(samples, begin - 1, -1, -1, view.positive_only));
  if (range.size() <= 2 * static_cast<std::size_t>(view.columns)) {
    keep_all(samples, range, view.positive_only, kept);
  } else {
    keep_by_columns(samples, range, view, kept);
  }
  const auto end = static_cast<std::ptrdiff_t>(range.end);
  if (end < count) keep(kept, nearest_drawable(samples, end, count, 1, view.positive_only));
}

bool has_gap(const Samples& samples, std::uint32_t left, std::uint32_t right, bool positive_only) {
  const auto dropped = samples.undrawable(positive_only);
  const auto next = std::upper_bound(dropped.begin(), dropped.end(), left);
  return next != dropped.end() && *next < right;
}

}  // namespace imprint
