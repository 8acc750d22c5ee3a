// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/deficits/deficit_facts.h"

namespace imprint {

Kind feature_noise_facts() {
  return {.name = "feature-noise", .reads = {"deficit.share"}, .tasks = {"node-classification"}};
}

}  // namespace imprint
