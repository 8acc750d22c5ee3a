// SPDX-License-Identifier: GPL-3.0-or-later
// Which runs to show, as one line of text. Terms stand side by side, and all must hold:
//
//   word            found in name, folder, model, dataset, schedule, deficit, state, tags or note
//   "two words"     the same, blanks included
//   field:text      the field holds the text (a number equals it); field:a,b holds one of them
//   field=text      the field is exactly the text
//   field>number    also >= < <= and != ; begun>2025-03-01 compares days
//   -term           the term must not hold
//
// Case is ignored. Fields: see run_filter_fields, and every field of a spec by its name (training.epochs>10);
// deficit.bits without a number means any of the deficits. A run that lacks a number fulfils no comparison with it.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/store/run_entry.h"

namespace imprint {

class RunFilter {
 public:
  /// Holds for every run.
  RunFilter() = default;
  /// Throws InputError that quotes the term and says what is wrong with it.
  explicit RunFilter(std::string_view expression);

  bool matches(const RunEntry& entry) const;
  bool is_empty() const { return terms_.empty(); }

  struct Term;

 private:
  std::vector<std::shared_ptr<const Term>> terms_;  // shared: a filter is copied with what it filters
};

struct RunFilterField {
  std::string name;
  std::string help;
};

/// The fields that are not of the spec, in the order in which a person would look for them.
const std::vector<RunFilterField>& run_filter_fields();

}  // namespace imprint
