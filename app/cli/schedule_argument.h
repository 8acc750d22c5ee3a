// SPDX-License-Identifier: GPL-3.0-or-later
// What `schedule show` and `schedule convert` share: the options of a named schedule, and which of them it has.
#pragma once

#include <string>

#include "app/cli/command.h"
#include "core/spec/precision_spec.h"

namespace imprint::cli {

/// The longest run whose steps are written out.
inline constexpr double most_shown_iterations = 1e8;

/// --cycles, --min-bits, --max-bits, --backward-bits, --rex-constant and --period.
void declare_precision(Arguments& arguments, PrecisionSpec& precision);

/// Those of them that the schedule `source` reads: CR has no REX constant, static no cycles, and a file says all
/// itself. Every argument is read of a name that is unknown: the command refuses it.
Mode schedule_mode(const std::string& source);

}  // namespace imprint::cli
