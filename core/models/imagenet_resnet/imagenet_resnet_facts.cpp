// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/model_facts.h"

namespace imprint {

std::vector<Kind> imagenet_resnet_facts() {
  std::vector<Kind> kinds;
  for (const char* name : {"resnet18", "resnet34"})
    kinds.push_back({.name = name, .tasks = {"image-classification"}, .options = {width_multiplier_option()}});
  return kinds;
}

}  // namespace imprint
