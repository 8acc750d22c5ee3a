// SPDX-License-Identifier: GPL-3.0-or-later
// What a stored spec means where it lacks a field. A field's default may be whatever is best for a new experiment; a
// run that was stored before the field existed did something definite, and that must not change when the default does.
//
// Whoever adds a field to a spec adds a line to the table: a test knows the fields that are as old as the format, and
// fails for one that is neither there nor here.
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "core/spec/experiment_spec.h"

namespace imprint {

/// A field that is younger than format 1 of config.json, and what every run did before it was there.
struct LateField {
  std::string name;   // dotted, without the number of a deficit: "deficit.resampling"
  std::string value;  // as text that the field reads
};
std::span<const LateField> late_fields();

/// The deficit that a stored table [[deficit]] starts from: the defaults, late fields at their values of old.
DeficitSpec stored_deficit();

/// The same of a whole spec: late fields of `spec` and of its deficits set, and deficits added up to `deficits`.
ExperimentSpec stored_start(ExperimentSpec spec, std::size_t deficits);

}  // namespace imprint
