// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tasks/all_task_facts.h"

namespace imprint {

TaskFacts node_classification_facts() {
  return {"node-classification", "nodes", "nodes", {"loss", "accuracy"}, classification_metrics()};
}

}  // namespace imprint
