// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/deficits/deficit_facts.h"

namespace imprint {

Kind noise_facts() { return {.name = "noise", .tasks = {"image-classification"}}; }

}  // namespace imprint
