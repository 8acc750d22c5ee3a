// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/spec/spec_io.h"
#include "tests/fuzz/fuzz_target.h"

IMPRINT_FUZZ_TARGET(spec_json) {
  using namespace imprint;
  ExperimentSpec spec;
  if (!fuzz::accepts_by_name([&] { spec = spec_from_json(bytes, "input"); })) return;
  fuzz::require(spec_from_json(spec_to_json(spec), "written") == spec, "what is read is written and read equal");
}
