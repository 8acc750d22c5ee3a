// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/spec_argument.h"

#include "core/records/spec_io.h"

namespace imprint::cli {

void SpecArgument::declare(Arguments& arguments, Need need) {
  arguments.positional("SPEC", &path_, "Experiment spec, a TOML file", need);
  arguments.repeated("--set", "KEY=VALUE", overrides_, "Override a field of the spec: training.epochs=3");
}

ExperimentSpec SpecArgument::load() const {
  ExperimentSpec spec = load_spec(path_);
  for (const auto& assignment : overrides_) apply_override(spec, assignment);
  return spec;
}

}  // namespace imprint::cli
