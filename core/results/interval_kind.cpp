// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/results/interval_kind.h"

#include <algorithm>
#include <array>

#include "core/base/error.h"
#include "core/base/text.h"

namespace imprint {
namespace {

struct KindNames {
  IntervalKind kind;
  const char* name;
  const char* words;
  int fewest;  // of the values of a mean; 0 = not of a mean
};

constexpr std::array<KindNames, 5> all_names = {{
    {IntervalKind::student_t, "student-t", "Student t", 2},
    {IntervalKind::studentised_bootstrap, "studentised-bootstrap", "studentised bootstrap", 5},
    {IntervalKind::bca, "bca", "BCa bootstrap", 3},
    {IntervalKind::agresti_min, "agresti-min", "paired, Agresti-Min", 0},
    {IntervalKind::permutation, "permutation", "permutation", 0},
}};

const KindNames& names_of(IntervalKind kind) { return *std::ranges::find(all_names, kind, &KindNames::kind); }

}  // namespace

std::string to_string(IntervalKind kind) { return names_of(kind).name; }

IntervalKind mean_interval_kind_from(const std::string& text) {
  for (const KindNames& names : all_names)
    if (names.fewest > 0 && text == names.name) return names.kind;
  const std::string near = nearest_name(text, mean_interval_names());
  throw InputError("interval \"" + text + "\" is unknown: " + join_choices(mean_interval_names()) + " is expected" +
                   (near.empty() ? "" : "; did you mean " + near + "?"));
}

const std::vector<std::string>& mean_interval_names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> result;
    for (const KindNames& kind : all_names)
      if (kind.fewest > 0) result.emplace_back(kind.name);
    return result;
  }();
  return names;
}

std::string interval_words(IntervalKind kind) { return names_of(kind).words; }

std::string interval_words(IntervalKind kind, double level) {
  return plain_text(100 * level) + " % " + interval_words(kind) + " interval";
}

int fewest_values(IntervalKind kind) { return names_of(kind).fewest; }

std::string no_interval_words(IntervalKind kind, int count) {
  const int fewest = fewest_values(kind);
  return count < fewest ? "needs " + std::to_string(fewest) + " seeds" : "seeds do not differ";
}

}  // namespace imprint
