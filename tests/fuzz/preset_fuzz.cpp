// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/spec/preset_io.h"
#include "tests/fuzz/fuzz_target.h"

IMPRINT_FUZZ_TARGET(preset) {
  using namespace imprint;
  Preset preset;
  if (!fuzz::accepts_by_name([&] { preset = preset_from_json(bytes, "input"); })) return;
  fuzz::require(preset_from_json(preset_to_json(preset), "written") == preset,
                "what is read is written and read equal");
}
