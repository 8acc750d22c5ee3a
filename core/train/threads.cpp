// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/threads.h"

#include <ATen/Parallel.h>

namespace imprint {

int choose_threads(int requested, std::int64_t macs_of_batch) {
  if (requested > 0) return requested;
  return macs_of_batch < small_step_macs ? 1 : physical_cores();
}

void use_threads(int count) { at::set_num_threads(count); }

}  // namespace imprint
