// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/deficits/deficit_facts.h"

namespace imprint {

Kind flip_facts() { return {.name = "flip", .tasks = {"image-classification"}}; }

}  // namespace imprint
