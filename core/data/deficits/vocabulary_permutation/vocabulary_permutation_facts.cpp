// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/deficits/deficit_facts.h"

namespace imprint {

Kind vocabulary_permutation_facts() { return {.name = "vocabulary-permutation", .tasks = {"language-modelling"}}; }

}  // namespace imprint
