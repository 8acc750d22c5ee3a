// SPDX-License-Identifier: GPL-3.0-or-later
// How a confidence interval was made. Every interval carries its kind, and every text that shows one names it.
#pragma once

#include <string>
#include <vector>

namespace imprint {

enum class IntervalKind {
  student_t,              // of a mean over seeds: the default at every N
  studentised_bootstrap,  // of a mean over seeds
  bca,                    // of a mean over seeds: bias-corrected accelerated bootstrap
  agresti_min,            // of the difference of two accuracies on the same samples
  permutation,            // of a rank correlation over runs: conditions and seeds are permuted
};

/// "student-t": in files and options.
std::string to_string(IntervalKind kind);
/// Those of a mean. Throws InputError for any other text, naming the nearest.
IntervalKind mean_interval_kind_from(const std::string& text);
/// What mean_interval_kind_from reads.
const std::vector<std::string>& mean_interval_names();

/// "Student t", "BCa bootstrap": in sentences and column heads.
std::string interval_words(IntervalKind kind);

/// "95 % Student t interval".
std::string interval_words(IntervalKind kind, double level);

/// The fewest values whose mean gets an interval of that kind: below it none is given, and never one of another kind.
int fewest_values(IntervalKind kind);

/// "needs 2 seeds", or, with that many, "seeds do not differ": why there is none.
std::string no_interval_words(IntervalKind kind, int count);

}  // namespace imprint
