// SPDX-License-Identifier: GPL-3.0-or-later
// Confidence intervals of a mean over seeds.
//
//   student-t               m -+ t(1 - alpha / 2, N - 1) s / sqrt(N); exact for normal values, the default, N >= 2
//   studentised-bootstrap   N >= 5; bootstrap.h
//   bca                     N >= 3; bootstrap.h
//
// Coverage at 95 %, 10,000 trials each, bootstraps of 2,000 resamples (standard error .002 to .004), N = 3, 5, 8, 12:
//
//                                     student-t             studentised-bootstrap    bca
//   normal                            .949 .952 .951 .951     -  .949 .949 .950     .722 .837 .885 .907
//   normal, in steps of s/5           .955 .952 .950 .951     -  .943 .948 .950     .767 .850 .892 .910
//   normal, in steps of s             .993 .964 .938 .952     -  .903 .944 .944     .962 .872 .906 .928
//   accuracies of 1,000 images        .950 .949 .953 .950     -  .943 .952 .948     .757 .847 .891 .909
//   exponential                       .883 .883 .899 .906     -  .929 .939 .943     .675 .800 .858 .888
//   lognormal                         .834 .821 .833 .844     -  .893 .899 .909     .616 .741 .805 .840
//
// s is the standard deviation; of values in such steps those trials count in which an interval is given. Two seeds: t
// covers .946 of normal means, with intervals six times as wide as for five. tests/analysis/critical/coverage_test.cpp
// makes the table again.
#pragma once

#include <Eigen/Core>
#include <optional>

#include "analysis/critical/confidence_interval.h"

namespace imprint {

/// The standard deviation of a sample, by N - 1; exactly 0 when the values differ by no more than the rounding of their
/// arithmetic (10^-10 of the largest magnitude). NaN for fewer than 2.
double sample_deviation(const Eigen::Ref<const Eigen::ArrayXd>& values);

/// The interval of the mean. Nothing when the values are too few for that kind (core/results/interval_kind.h), when one
/// is not finite, and when they do not differ: seeds that agree to the last digit say nothing of their spread, and an
/// interval of no width would claim certainty. Throws InputError for a level outside (0, 1), and as bootstrap.h.
std::optional<ConfidenceInterval> mean_interval(const Eigen::Ref<const Eigen::ArrayXd>& values,
                                                const IntervalOptions& options = {});

}  // namespace imprint
