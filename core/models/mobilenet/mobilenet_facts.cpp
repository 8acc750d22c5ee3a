// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/model_facts.h"

namespace imprint {

std::vector<Kind> mobilenet_facts() {
  return {{.name = "mobilenetv2", .tasks = {"image-classification"}, .options = {width_multiplier_option()}}};
}

}  // namespace imprint
