// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/deficits/deficit_facts.h"

namespace imprint {

Kind blur_facts() { return {.name = "blur", .reads = {"deficit.resampling"}, .tasks = {"image-classification"}}; }

}  // namespace imprint
