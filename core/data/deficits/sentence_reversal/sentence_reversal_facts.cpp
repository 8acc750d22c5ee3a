// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/deficits/deficit_facts.h"

namespace imprint {

Kind sentence_reversal_facts() { return {.name = "sentence-reversal", .tasks = {"language-modelling"}}; }

}  // namespace imprint
