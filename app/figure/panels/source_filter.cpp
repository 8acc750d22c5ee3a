// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/figure/panels/source_filter.h"

#include <algorithm>

#include "app/figure/panels/figure_sources.h"
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/spec/spec_fields.h"
#include "core/spec/sweep_spec.h"
#include "core/store/run_entry.h"

namespace imprint {
namespace {

bool is_of_deficit(const std::string& key) { return key.starts_with("deficit."); }

/// As the field itself would write it: "2.0" and "2" are the same number of bits.
bool has_value(ExperimentSpec spec, const std::string& key, const std::string& value) {
  const std::size_t deficits = spec.deficits.size();
  const Field field = find_spec_field(spec, key);
  if (spec.deficits.size() != deficits) return false;  // asked of a deficit that the run does not have
  const std::string own = field_text(field);
  set_field_text(field, value);
  return field_text(field) == own;
}

/// An unknown field, or a value that it does not take, is told before anything is read.
void require_known(const std::string& key, const std::string& value) {
  try {
    ExperimentSpec probe;
    set_field_text(find_spec_field(probe, key), value);
  } catch (const InputError& error) {
    throw InputError(std::string("at: ") + error.what());
  }
}

}  // namespace

std::pair<std::string, std::string> fixed_field(const std::string& assignment) {
  const auto equals = assignment.find('=');
  if (equals == std::string::npos)
    throw InputError("at: an assignment like bits=2 is expected, not \"" + assignment + "\"");
  return {sweep_key(std::string(trimmed(assignment.substr(0, equals)))),
          std::string(trimmed(assignment.substr(equals + 1)))};
}

SourceFilter::SourceFilter(const PanelRecipe& panel) : filter_(panel.filter), baseline_(panel.baseline) {
  for (const std::string& assignment : panel.at) {
    fixed_.push_back(fixed_field(assignment));
    require_known(fixed_.back().first, fixed_.back().second);
  }
}

bool SourceFilter::matches(const FigureRun& run) const {
  if (run.is_baseline && !baseline_) return false;
  const auto fits = [&](const auto& fixed) {
    return (run.is_baseline && is_of_deficit(fixed.first)) || has_value(run.spec, fixed.first, fixed.second);
  };
  if (!std::ranges::all_of(fixed_, fits)) return false;
  if (filter_.is_empty()) return true;
  // A baseline inside a run is chosen with it.
  const bool inside = run.is_baseline && run.directory.filename() == "baseline";
  return filter_.matches(read_entry(inside ? run.directory.parent_path() : run.directory));
}

}  // namespace imprint
