// SPDX-License-Identifier: GPL-3.0-or-later
// The fields of a sweep's own table.
#pragma once

#include <vector>

#include "core/fields/field.h"
#include "core/spec/sweep_spec.h"

namespace imprint {

/// sweep.protocol first, then everything of [sweep] but the grid.
std::vector<Field> sweep_fields(SweepSpec& sweep);

}  // namespace imprint
