// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/spec/spec_io.h"
#include "tests/fuzz/fuzz_target.h"

IMPRINT_FUZZ_TARGET(spec_toml) {
  using namespace imprint;
  ExperimentSpec spec;
  if (!fuzz::accepts_by_name([&] { spec = parse_spec_toml(bytes, "input"); })) return;
  for (const bool complete : {false, true})
    fuzz::require(parse_spec_toml(spec_to_toml(spec, complete), "written") == spec,
                  "what is read is written and read equal");
  for (const FieldProblem& problem : spec_problems(spec))
    fuzz::require(!problem.key.empty() && !problem.message.empty(), "a problem names its field");
}
