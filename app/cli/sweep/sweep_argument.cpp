// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/sweep/sweep_argument.h"

#include <algorithm>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/fields/field_assignment.h"
#include "core/fields/field_table.h"
#include "core/fields/toml_limits.h"
#include "core/spec/spec_fields.h"
#include "core/spec/spec_paths.h"

namespace imprint::cli {
namespace {

/// The parts between commas that stand outside brackets and quotes: [64, 64], [128] are two.
std::vector<std::string> parts_of(std::string_view text) {
  std::vector<std::string> parts(1);
  int depth = 0;
  char quote = 0;
  for (const char c : text) {
    if (quote == 0 && (c == '"' || c == '\''))
      quote = c;
    else if (c == quote)
      quote = 0;
    if (quote == 0) depth += c == '[' ? 1 : c == ']' ? -1 : 0;
    if (c == ',' && depth == 0 && quote == 0)
      parts.emplace_back();
    else
      parts.back() += c;
  }
  return parts;
}

/// "1,2,3" and, as the file has it, "[1, 2, 3]": for a field that is a list itself, the brackets are the value's.
std::vector<std::string> values_in(const Field& field, std::string_view text) {
  const bool whole_list = text.starts_with('[') && text.ends_with(']') && !is_list(field);
  std::vector<std::string> values;
  for (const std::string& part : parts_of(whole_list ? text.substr(1, text.size() - 2) : text)) {
    const std::string_view value = trimmed(part);
    const auto quoted = value.starts_with('"') || value.starts_with('\'') ? toml_value(value) : std::nullopt;
    const auto* scalar = quoted ? std::get_if<FieldScalar>(&*quoted) : nullptr;
    values.push_back(scalar != nullptr ? scalar_text(*scalar) : std::string(value));
  }
  return values;
}

Assignment axis_assignment(const std::string& text) {
  constexpr char expected[] = "an axis like seed=1,2,3";
  Assignment axis = assignment_of(text, expected);
  if (axis.text.empty()) throw InputError("\"" + text + "\": " + expected + " is expected");
  return axis;
}

/// "seed=1,2,3"
void apply_axis(SweepSpec& sweep, const std::string& text) {
  const auto [name, values] = axis_assignment(text);
  const std::string key = sweep_key(name);
  ExperimentSpec scratch = sweep.base;
  SweepAxis axis{key, values_in(find_spec_field(scratch, key), values)};
  std::erase_if(sweep.axes, [&](const SweepAxis& known) { return known.key == axis.key; });
  sweep.axes.push_back(std::move(axis));
}

}  // namespace

SweepSpec read_named_sweep(const std::filesystem::path& file) {
  SweepSpec sweep = parse_sweep_toml(read_argument(file, largest_toml_file), file.string());
  make_paths_whole(sweep.base, HomeSign::kept);
  return sweep;
}

void SweepArgument::declare(Arguments& arguments, Need need) {
  arguments.path("SPEC", PathUse::input, path_,
                 "Sweep spec: an experiment's TOML file with a table [sweep.grid]; - reads standard input", need);
  arguments.repeated("--set", "KEY=VALUE", overrides_, "Override a field of the experiment: training.epochs=3");
  arguments.option("--order", "ORDER", &order_,
                   "planned (the longest way first) or random (a fair sample, whenever it is stopped)");
  arguments.repeated("--grid", "KEY=V,V,...", axes_, "Add or replace an axis of the grid: seed=1,2,3");
}

SweepSpec SweepArgument::load() const {
  SweepSpec sweep = read_named_sweep(path_);
  for (const std::string& assignment : overrides_) apply_override(sweep.base, assignment);
  make_paths_whole(sweep.base, HomeSign::kept);
  for (const std::string& axis : axes_) apply_axis(sweep, axis);
  if (!order_.empty()) sweep.order = order_;
  require_none(sweep_problems(sweep));
  return sweep;
}

}  // namespace imprint::cli
