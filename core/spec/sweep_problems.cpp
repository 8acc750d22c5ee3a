// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/spec/spec_fields.h"
#include "core/spec/spec_io.h"
#include "core/spec/sweep_fields.h"
#include "core/spec/sweep_spec.h"

namespace imprint {
namespace {

using Problems = std::vector<FieldProblem>;

/// Fields that say how runs are named, compared or stored: a grid over them would compare what can't be compared.
bool is_of_the_whole_sweep(const std::string& key) {
  return key == "name" || key == "threads" || key.starts_with("comparison.") || key.starts_with("checkpoint.") ||
         key.starts_with("range_test.");
}

std::string grid_key(const SweepAxis& axis) { return "sweep.grid." + axis.key; }

/// The value stored as the axis would store it, so that 0.10 and 0.1 are one.
void check_value(ExperimentSpec spec, const SweepAxis& axis, const std::string& value, std::set<std::string>& seen,
                 Problems& problems) {
  const Field field = find_spec_field(spec, axis.key);
  set_field_text(field, value);
  if (std::string problem = field_problem(field); !problem.empty())
    problems.push_back({axis.key, std::move(problem)});
  else if (!seen.insert(field_text(field)).second)
    problems.push_back({grid_key(axis), "has the value " + value + " twice"});
}

/// Rules between the experiment's fields hold where the first value of each axis is set.
void check_first_leaf(const SweepSpec& sweep, Problems& problems) {
  ExperimentSpec first = sweep.base;
  for (const SweepAxis& axis : sweep.axes) set_field_text(find_spec_field(first, axis.key), axis.values.front());
  for (FieldProblem& problem : spec_problems(first)) problems.push_back(std::move(problem));
}

void check_late_onset(const SweepSpec& sweep, Problems& problems) {
  if (sweep.late_onset > -1 && sweep.late_onset < 0)
    problems.push_back(
        {"sweep.late_onset", "must be at least 0, or -1 for none, but is " + plain_text(sweep.late_onset)});
}

void check_scale(const SweepSpec& sweep, Problems& problems) {
  const auto is_chosen = [&](const SweepProtocol& protocol) { return protocol.name == sweep.protocol; };
  const auto protocol = std::ranges::find_if(sweep_protocols(), is_chosen);
  if (sweep.scale == 1 || protocol == sweep_protocols().end() || protocol->counts_epochs) return;
  problems.push_back({"sweep.scale", "must be 1 for sweep.protocol = " + sweep.protocol +
                                         ", which counts no epochs, but is " + plain_text(sweep.scale)});
}

}  // namespace

const std::vector<std::string>& sweep_order_names() {
  static const std::vector<std::string> names = {"planned", "random"};
  return names;
}

std::vector<FieldProblem> axis_problems(const ExperimentSpec& base, const SweepAxis& axis) {
  Problems problems;
  if (is_of_the_whole_sweep(axis.key))
    return {{grid_key(axis), "is the same for the whole sweep; set it outside the grid"}};
  if (axis.values.empty()) problems.push_back({grid_key(axis), "has no value: a grid needs at least one"});
  std::set<std::string> seen;
  try {
    for (const std::string& value : axis.values) check_value(base, axis, value, seen, problems);
  } catch (const InputError& error) {
    problems.push_back({"sweep.grid", std::string("has a value that can't be read: ") + error.what()});
  }
  return problems;
}

std::vector<FieldProblem> sweep_problems(const SweepSpec& sweep) {
  SweepSpec copy = sweep;
  Problems problems = field_problems(sweep_fields(copy));
  check_late_onset(sweep, problems);
  check_scale(sweep, problems);
  std::set<std::string> keys;
  for (const SweepAxis& axis : sweep.axes) {
    if (!keys.insert(axis.key).second) problems.push_back({grid_key(axis), "is there twice"});
    std::ranges::move(axis_problems(sweep.base, axis), std::back_inserter(problems));
  }
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
