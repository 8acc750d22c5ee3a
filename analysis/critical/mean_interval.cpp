// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/critical/mean_interval.h"

#include <cmath>
#include <limits>

#include "analysis/critical/bootstrap.h"
#include "analysis/critical/student_t.h"
#include "core/base/error.h"
#include "core/base/text.h"

namespace imprint {
namespace {

constexpr double rounding = 1e-10;  // of the largest magnitude; differences of accuracies lose some digits

ConfidenceInterval student_t_interval(const Eigen::Ref<const Eigen::ArrayXd>& values, double level) {
  const auto count = static_cast<double>(values.size());
  const double mean = values.mean();
  const double half = student_t_quantile((1 + level) / 2, count - 1) * sample_deviation(values) / std::sqrt(count);
  return {mean - half, mean + half, level, IntervalKind::student_t};
}

}  // namespace

double sample_deviation(const Eigen::Ref<const Eigen::ArrayXd>& values) {
  if (values.size() < 2) return std::numeric_limits<double>::quiet_NaN();
  const double range = values.maxCoeff() - values.minCoeff();
  if (range <= rounding * values.abs().maxCoeff()) return 0;
  return std::sqrt((values - values.mean()).square().sum() / static_cast<double>(values.size() - 1));
}

std::optional<ConfidenceInterval> mean_interval(const Eigen::Ref<const Eigen::ArrayXd>& values,
                                                const IntervalOptions& options) {
  if (!(options.level > 0 && options.level < 1))
    throw InputError("interval level: must be above 0 and below 1, found " + plain_text(options.level));
  if (values.size() < fewest_values(options.kind) || !values.isFinite().all() || sample_deviation(values) == 0)
    return std::nullopt;
  switch (options.kind) {
    case IntervalKind::student_t: return student_t_interval(values, options.level);
    case IntervalKind::studentised_bootstrap: return studentised_mean_interval(values, options);
    case IntervalKind::bca: return bca_mean_interval(values, options);
    default: break;
  }
  throw InputError("interval " + to_string(options.kind) + ": is none of a mean over seeds");
}

}  // namespace imprint
