// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/deficits/deficit_facts.h"

namespace imprint {

Kind dropped_edges_facts() {
  return {.name = "dropped-edges", .reads = {"deficit.share"}, .tasks = {"node-classification"}};
}

}  // namespace imprint
