// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/spec_argument.h"

#include <algorithm>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/fields/field_table.h"
#include "core/fields/toml_limits.h"
#include "core/spec/spec_io.h"
#include "core/spec/sweep_spec.h"

namespace imprint::cli {

void SpecArgument::declare(Arguments& arguments, Need need) {
  arguments.path("SPEC", PathUse::input, path_, "Experiment spec, a TOML file; - reads standard input", need);
  arguments.repeated("--set", "KEY=VALUE", overrides_,
                     "Override a field of the spec: training.epochs=3, 'model.hidden=[64, 64]'");
}

ExperimentSpec SpecArgument::load() const {
  const std::string text = read_argument(path_, largest_toml_file), source = path_.string();
  // The experiment that a sweep varies is one, too.
  ExperimentSpec spec = holds_sweep(text) ? parse_sweep_toml(text, source).base : parse_spec_toml(text, source);
  for (const auto& assignment : overrides_) apply_override(spec, assignment);
  return spec;
}

void refuse_unread_fields(const std::vector<std::string>& overrides, const std::vector<std::string>& read,
                          const std::string& command, const std::string& purpose) {
  for (const std::string& assignment : overrides) {
    const std::string key = assignment_of(assignment, "an assignment like training.epochs=3").key;
    ExperimentSpec scratch;
    find_spec_field(scratch, key);  // an unknown name is told as such
    const auto covers = [&](const std::string& name) {
      return name.ends_with('.') ? key.starts_with(name) : key == name;
    };
    if (std::ranges::none_of(read, covers))
      throw InputError("--set " + key + " has no effect on " + command + ": " + purpose + "; leave it away");
  }
}

}  // namespace imprint::cli
