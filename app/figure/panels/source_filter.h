// SPDX-License-Identifier: GPL-3.0-or-later
// Which runs of its sources a panel draws.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "app/figure/figure_recipe.h"
#include "core/store/run_filter.h"

namespace imprint {

struct FigureRun;

/// "bits=2" as a dotted field and its value. Throws InputError for a text that is no assignment.
std::pair<std::string, std::string> fixed_field(const std::string& assignment);

class SourceFilter {
 public:
  /// Throws InputError for a filter or a field that is wrong.
  explicit SourceFilter(const PanelRecipe& panel);
  bool matches(const FigureRun& run) const;

 private:
  RunFilter filter_;
  std::vector<std::pair<std::string, std::string>> fixed_;
  bool baseline_;
};

}  // namespace imprint
