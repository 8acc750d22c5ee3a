// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/model_facts.h"

namespace imprint {

std::vector<Kind> small_cnn_facts() {
  return {{.name = "small-cnn", .tasks = {"image-classification"}, .options = {width_option()}}};
}

}  // namespace imprint
