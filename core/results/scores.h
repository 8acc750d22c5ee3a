// SPDX-License-Identifier: GPL-3.0-or-later
// What a task is scored by: values by name, without the part of the data that they are of ("accuracy").
#pragma once

#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace imprint {

struct Score {
  std::string name;
  double value = 0;
  bool operator==(const Score&) const = default;
};

using Scores = std::vector<Score>;

/// NaN where there is none of that name.
inline double score_of(const Scores& scores, std::string_view name) {
  for (const Score& score : scores)
    if (score.name == name) return score.value;
  return std::numeric_limits<double>::quiet_NaN();
}

}  // namespace imprint
