// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/model_facts.h"

namespace imprint {

std::vector<Kind> all_cnn_facts() {
  return {{.name = "all-cnn", .tasks = {"image-classification"}, .options = {width_multiplier_option()}}};
}

}  // namespace imprint
