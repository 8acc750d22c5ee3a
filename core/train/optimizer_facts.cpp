// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/optimizer_facts.h"

namespace imprint {

std::vector<Kind> kinds_of_optimizers() { return {{"sgd", {"training.momentum"}}, {"adam"}}; }

}  // namespace imprint
