// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/curves/curve.h"

#include <algorithm>
#include <cmath>

namespace imprint {

namespace {

void drop_from(std::vector<std::uint32_t>& indices, std::size_t size) {
  while (!indices.empty() && indices.back() >= size) indices.pop_back();
}

}  // namespace

void Samples::append(double x, double y) {
  const auto index = static_cast<std::uint32_t>(x_.size());
  if (!std::isfinite(y)) not_finite_.push_back(index);
  if (!std::isfinite(y) || y <= 0) not_positive_.push_back(index);
  x_.push_back(x);
  y_.append(y);
}

void Samples::cut_from(double x) {
  const auto first = std::lower_bound(x_.begin(), x_.end(), x);
  if (first == x_.end()) return;
  x_.erase(first, x_.end());
  y_.truncate(x_.size());
  drop_from(not_finite_, x_.size());
  drop_from(not_positive_, x_.size());
  ++generation_;
}

std::ptrdiff_t Samples::at_or_before(double x) const {
  return std::upper_bound(x_.begin(), x_.end(), x) - x_.begin() - 1;
}

void Curve::append(double x, double y, double standard_error) {
  for (Samples* part : {&samples_, &lower_, &upper_}) part->cut_from(x);
  samples_.append(x, y);
  if (!std::isfinite(standard_error)) return;
  lower_.append(x, y - standard_error);
  upper_.append(x, y + standard_error);
}

double Curve::standard_error_at(double x) const {
  const std::ptrdiff_t index = upper_.at_or_before(x);
  if (index < 0 || upper_.x(index) != x) return std::numeric_limits<double>::quiet_NaN();
  return (upper_.y(index) - lower_.y(index)) / 2;
}

}  // namespace imprint
