// SPDX-License-Identifier: GPL-3.0-or-later
// Where a schedule on the command line comes from: a name, an experiment spec, a preset or a table of points.
#pragma once

#include <string>

#include "core/spec/experiment_spec.h"

namespace imprint {

/// Reads `source` into `precision`: a name of `schedule list` sets the schedule alone, that of a switch the whole
/// precision; FILE.toml takes the precision of that experiment; FILE.json that of a preset; FILE.csv or FILE.tsv a
/// drawn curve with bits that it spans; `-` and a path without such an ending (a pipe) are told apart by their content.
/// What a file names, a recipe's source, must be a regular file: a pipe could wait for ever. Throws InputError.
enum class NamedBy { file, person };
void read_schedule(const std::string& source, PrecisionSpec& precision, NamedBy by = NamedBy::file);

/// Whether `source` names a file, by its ending or a slash in it, so that options of the ten schedules do not apply.
bool is_schedule_file(const std::string& source);

}  // namespace imprint
