// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <set>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/results/interval_kind.h"
#include "core/spec/field_value.h"
#include "core/spec/spec_fields.h"
#include "core/spec/spec_io.h"
#include "core/spec/sweep_spec.h"

namespace imprint {
namespace {

using Problems = std::vector<std::string>;

/// Fields that say how runs are named, compared or stored: a grid over them would compare what can't be compared.
bool is_of_the_whole_sweep(const std::string& key) {
  return key == "name" || key == "threads" || key.starts_with("comparison.") || key.starts_with("checkpoint.") ||
         key.starts_with("range_test.");
}

/// The value stored as the axis would store it, so that 0.10 and 0.1 are one.
std::string value_problem(ExperimentSpec spec, const SweepAxis& axis, const std::string& value,
                          std::set<std::string>& seen) {
  const SpecField field = find_spec_field(spec, axis.key);
  set_field_text(field, value);
  if (const std::string problem = field_problem(field); !problem.empty()) return axis.key + " " + problem;
  if (!seen.insert(field_text(field)).second) return "sweep.grid." + axis.key + " has the value " + value + " twice";
  return {};
}

void check_axis(const SweepSpec& sweep, const SweepAxis& axis, Problems& problems) {
  if (is_of_the_whole_sweep(axis.key)) {
    problems.push_back("sweep.grid." + axis.key + ": is the same for the whole sweep; set it outside the grid");
    return;
  }
  if (axis.values.empty()) problems.push_back("sweep.grid." + axis.key + " has no value: a grid needs at least one");
  std::set<std::string> seen;
  try {
    for (const std::string& value : axis.values)
      if (std::string problem = value_problem(sweep.base, axis, value, seen); !problem.empty())
        problems.push_back(std::move(problem));
  } catch (const InputError& error) {
    problems.push_back("sweep.grid: " + std::string(error.what()));
  }
}

/// The first leaf of the grid must be an experiment; rules between fields are checked there.
void check_first_leaf(const SweepSpec& sweep, Problems& problems) {
  ExperimentSpec first = sweep.base;
  for (const SweepAxis& axis : sweep.axes) set_field_text(find_spec_field(first, axis.key), axis.values.front());
  for (const SpecProblem& problem : spec_problems(first)) problems.push_back(problem.key + " " + problem.message);
}

}  // namespace

const std::vector<std::string>& sweep_order_names() {
  static const std::vector<std::string> names = {"planned", "random"};
  return names;
}

std::vector<std::string> sweep_problems(const SweepSpec& sweep) {
  Problems problems;
  std::set<std::string> keys;
  for (const SweepAxis& axis : sweep.axes) {
    if (!keys.insert(axis.key).second) problems.push_back("sweep.grid." + axis.key + " is there twice");
    check_axis(sweep, axis, problems);
  }
  if (sweep.late_onset < 0 && sweep.late_onset != -1)
    problems.push_back("sweep.late_onset must be at least 0, or -1 for none, but is " + plain_text(sweep.late_onset));
  if (!(sweep.margin >= 0)) problems.push_back("sweep.margin must be at least 0, but is " + plain_text(sweep.margin));
  if (sweep.processes < 0 || sweep.processes > 1024)
    problems.push_back("sweep.processes must be from 0 to 1024, but is " + std::to_string(sweep.processes));
  const auto& orders = sweep_order_names();
  if (std::ranges::find(orders, sweep.order) == orders.end())
    problems.push_back("sweep.order must be " + join_choices(orders) + ", but is \"" + sweep.order + "\"");
  if (std::ranges::find(mean_interval_names(), sweep.interval) == mean_interval_names().end())
    problems.push_back("sweep.interval must be " + join_choices(mean_interval_names()) + ", but is \"" +
                       sweep.interval + "\"");
  if (problems.empty()) check_first_leaf(sweep, problems);
  return problems;
}

std::vector<SweepAxis> grid_axes(const SweepSpec& sweep) {
  std::vector<SweepAxis> axes = sweep.axes;
  const std::string onset = sweep_key("onset");
  const bool needs_onset = sweep.late_onset >= 0 && !sweep.base.deficits.empty();
  if (needs_onset && std::ranges::find(axes, onset, &SweepAxis::key) == axes.end())
    axes.insert(axes.begin(), {onset, {shortest_text(sweep.base.deficits.front().onset)}});
  return axes;
}

double sweep_size(const SweepSpec& sweep) {
  double size = 1;
  for (const SweepAxis& axis : sweep.axes) size *= static_cast<double>(axis.values.size());
  return std::min(size, 0x1p53);
}

}  // namespace imprint
