// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/spec/sweep_spec.h"
#include "tests/fuzz/fuzz_target.h"

IMPRINT_FUZZ_TARGET(sweep_toml) {
  using namespace imprint;
  SweepSpec sweep;
  if (!fuzz::accepts([&] { sweep = parse_sweep_toml(bytes, "input"); })) return;
  fuzz::require(parse_sweep_toml(sweep_to_toml(sweep), "written") == sweep, "what is read is written and read equal");
  fuzz::require(sweep_size(sweep) >= 1, "a valid sweep has runs");
}
