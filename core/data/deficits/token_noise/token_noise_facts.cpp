// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/deficits/deficit_facts.h"

namespace imprint {

Kind token_noise_facts() {
  return {.name = "token-noise", .reads = {"deficit.share"}, .tasks = {"language-modelling"}};
}

}  // namespace imprint
