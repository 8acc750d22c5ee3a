// SPDX-License-Identifier: GPL-3.0-or-later
// The fields of an experiment, one table for its files, --set and the studio's form.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/fields/field.h"
#include "core/spec/experiment_spec.h"

namespace imprint {

/// Every field of `spec`, in the order of the file; deficits are numbered from 0.
std::vector<Field> spec_fields(ExperimentSpec& spec);

/// The dotted names without the number of the deficit: "training.epochs", "deficit.bits", ...
const std::vector<std::string>& spec_key_names();

/// Field `key` of `spec`; `deficit.N.x` with N == the number of deficits appends one. Throws InputError that
/// names the nearest known key.
Field find_spec_field(ExperimentSpec& spec, std::string_view key);

/// Applies one "a.b.c=value" override. Throws InputError.
void apply_override(ExperimentSpec& spec, std::string_view assignment);

}  // namespace imprint
