// SPDX-License-Identifier: GPL-3.0-or-later
#include <string>

#include "core/models/model_facts.h"

namespace imprint {

std::vector<Kind> resnet_facts() {
  std::vector<Kind> kinds;
  for (const int depth : {20, 32, 44, 56, 74, 110, 152})
    kinds.push_back(
        {.name = "resnet" + std::to_string(depth), .tasks = {"image-classification"}, .options = {width_option()}});
  return kinds;
}

}  // namespace imprint
