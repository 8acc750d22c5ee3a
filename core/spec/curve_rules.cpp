// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/spec/curve_rules.h"

#include <algorithm>
#include <cmath>

#include "core/base/text.h"
#include "core/spec/curve_names.h"

namespace imprint {
namespace {

using Problems = std::vector<FieldProblem>;

/// "point 3 (bits 9)": people count from 1.
std::string point_text(std::size_t number, const char* what, double value) {
  return "point " + std::to_string(number + 1) + " (" + what + " " + plain_text(value) + ")";
}

void check_lengths(const PrecisionCurve& curve, const std::string& key, Problems& problems) {
  const auto check = [&](const char* list, std::size_t length) {
    if (length != curve.at.size())
      problems.push_back({key + "." + list, "must have as many elements as " + key +
                                                ".at = " + std::to_string(curve.at.size()) + ", but has " +
                                                std::to_string(length)});
  };
  check("bits", curve.bits.size());
  check("segment", curve.segment.size());
}

void check_places(const PrecisionCurve& curve, const std::string& key, Problems& problems) {
  for (std::size_t i = 0; i < curve.at.size(); ++i) {
    if (!(curve.at[i] >= 0 && curve.at[i] <= 1))
      problems.push_back({key + ".at", "must lie within 0 and 1, but has " + point_text(i, "at", curve.at[i])});
    else if (i > 0 && curve.at[i] < curve.at[i - 1])
      problems.push_back({key + ".at", "must ascend: time does not go back, but " + point_text(i, "at", curve.at[i]) +
                                           " comes after " + point_text(i - 1, "at", curve.at[i - 1])});
  }
}

void check_bits(const PrecisionCurve& curve, const std::string& key, int lowest, int highest, Problems& problems) {
  for (std::size_t i = 0; i < curve.bits.size(); ++i)
    if (!(curve.bits[i] >= lowest && curve.bits[i] <= highest))
      problems.push_back({key + ".bits", "must lie within " + std::to_string(lowest) + " and " +
                                             std::to_string(highest) + " bits, but has " +
                                             point_text(i, "bits", curve.bits[i])});
}

void check_words(const PrecisionCurve& curve, const std::string& key, Problems& problems) {
  const auto& known = curve_segment_names();
  for (const std::string& segment : curve.segment)
    if (std::find(known.begin(), known.end(), segment) == known.end())
      problems.push_back({key + ".segment", "must be " + join_choices(known) + ", but has \"" + segment + "\""});
  const auto& shapes = curve_shape_names();
  if (std::find(shapes.begin(), shapes.end(), curve.shape) == shapes.end())
    problems.push_back({key + ".shape", "must be " + join_choices(shapes) + ", but is \"" + curve.shape + "\""});
  if (curve.cycles < 1)
    problems.push_back({key + ".cycles", "must be 1 or more, but is " + std::to_string(curve.cycles)});
}

void check_handles(const PrecisionCurve& curve, const std::string& key, Problems& problems) {
  const auto wanted = 4 * std::count(curve.segment.begin(), curve.segment.end(), "bezier");
  if (std::ssize(curve.handles) != wanted)
    return problems.push_back({key + ".handles", "must have 4 numbers for each bezier segment, " +
                                                     std::to_string(wanted) + " in all, but has " +
                                                     std::to_string(curve.handles.size())});
  for (std::size_t i = 0; i < curve.handles.size(); ++i) {
    const double value = curve.handles[i];
    const bool is_time = i % 2 == 0;
    if (is_time ? value >= 0 && value <= 1 : std::isfinite(value)) continue;
    problems.push_back({key + ".handles", "must have x1 and x2 within 0 and 1 and finite bits, but element " +
                                              std::to_string(i + 1) + " is " + plain_text(value)});
  }
}

}  // namespace

Problems curve_problems(const PrecisionCurve& curve, const std::string& key, int lowest, int highest) {
  Problems problems;
  if (curve.at.empty()) problems.push_back({key + ".at", "must have a point, but the curve is empty"});
  check_lengths(curve, key, problems);
  check_places(curve, key, problems);
  check_bits(curve, key, lowest, highest, problems);
  check_words(curve, key, problems);
  check_handles(curve, key, problems);
  return problems;
}

Problems curve_problems(const PrecisionSpec& precision) {
  const PrecisionCurve none;
  Problems problems;
  if (precision.schedule != "curve") {
    if (!(precision.curve == none && precision.backward_curve == none))
      problems.push_back(
          {"precision.curve", "is for precision.schedule = curve only, but the schedule is " + precision.schedule});
    return problems;
  }
  problems = curve_problems(precision.curve, "precision.curve", precision.min_bits, precision.max_bits);
  if (precision.backward_curve == none) return problems;
  for (auto& problem : curve_problems(precision.backward_curve, "precision.backward_curve", 1, 32))
    problems.push_back(std::move(problem));
  return problems;
}

}  // namespace imprint
