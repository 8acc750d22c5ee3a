// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/sweep/sweep_argument.h"

#include <algorithm>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/records/spec_fields.h"

namespace imprint::cli {
namespace {

/// "seed=1,2,3"
void apply_axis(SweepSpec& sweep, const std::string& text) {
  const auto equals = text.find('=');
  if (equals == std::string::npos || equals + 1 == text.size())
    throw InputError("\"" + text + "\": an axis like seed=1,2,3 is expected");
  SweepAxis axis{sweep_key(std::string(trimmed(text.substr(0, equals)))), {}};
  for (const std::string& value : split(text.substr(equals + 1), ',')) axis.values.emplace_back(trimmed(value));
  std::erase_if(sweep.axes, [&](const SweepAxis& known) { return known.key == axis.key; });
  sweep.axes.push_back(std::move(axis));
}

}  // namespace

void SweepArgument::declare(Arguments& arguments, Need need) {
  arguments.positional("SPEC", &path_, "Sweep spec: an experiment's TOML file with a table [sweep.grid]", need);
  arguments.repeated("--set", "KEY=VALUE", overrides_, "Override a field of the experiment: training.epochs=3");
  arguments.option("--order", "ORDER", &order_,
                   "planned (the longest way first) or random (a fair sample, whenever it is stopped)");
  arguments.repeated("--grid", "KEY=V,V,...", axes_, "Add or replace an axis of the grid: seed=1,2,3");
}

SweepSpec SweepArgument::load() const {
  SweepSpec sweep = load_sweep(path_);
  for (const std::string& assignment : overrides_) apply_override(sweep.base, assignment);
  for (const std::string& axis : axes_) apply_axis(sweep, axis);
  if (!order_.empty()) sweep.order = order_;
  std::string all;
  for (const std::string& problem : sweep_problems(sweep)) all += (all.empty() ? "" : "\n") + problem;
  if (!all.empty()) throw InputError(all);
  return sweep;
}

}  // namespace imprint::cli
