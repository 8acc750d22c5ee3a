// SPDX-License-Identifier: GPL-3.0-or-later
// The facts of all tasks (task_list.h). No torch here.
#pragma once

#include <vector>

#include "core/spec/spec_task.h"
#include "core/tasks/task_list.h"

namespace imprint {

#define IMPRINT_FACTS(task) TaskFacts task##_facts();
IMPRINT_TASKS(IMPRINT_FACTS)
#undef IMPRINT_FACTS

std::vector<TaskFacts> all_task_facts();

/// Loss and accuracy, of training batches, of validation and of the test.
std::vector<MetricInfo> classification_metrics();

}  // namespace imprint
