// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/deficits/deficit_facts.h"

namespace imprint {

Kind label_permutation_facts() { return {.name = "label-permutation"}; }

}  // namespace imprint
