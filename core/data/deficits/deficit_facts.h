// SPDX-License-Identifier: GPL-3.0-or-later
// What is known of deficits without applying one. No torch here.
#pragma once

#include <vector>

#include "core/data/deficits/deficit_list.h"
#include "core/spec/kinds.h"

namespace imprint {

#define IMPRINT_FACTS(deficit) Kind deficit##_facts();
IMPRINT_DATA_DEFICITS(IMPRINT_FACTS)
#undef IMPRINT_FACTS

/// The choices of deficit.kind: precision, then what strikes the data.
std::vector<Kind> kinds_of_deficits();

}  // namespace imprint
