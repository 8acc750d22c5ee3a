// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tasks/all_task_facts.h"

namespace imprint {

TaskFacts image_classification_facts() {
  return {"image-classification", "images", "images", {"loss", "accuracy"}, classification_metrics()};
}

}  // namespace imprint
