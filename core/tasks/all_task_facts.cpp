// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tasks/all_task_facts.h"

#include "core/results/metric_row.h"

namespace imprint {

std::vector<TaskFacts> all_task_facts() {
  return {
#define IMPRINT_ROW(task) task##_facts(),
      IMPRINT_TASKS(IMPRINT_ROW)
#undef IMPRINT_ROW
  };
}

std::vector<MetricInfo> classification_metrics() {
  constexpr double per_cent = 100;
  constexpr bool lower = true;
  return {{metric::train_loss, "Training loss", "loss", "training", "", 1, lower},
          {metric::train_accuracy, "Training accuracy", "accuracy", "training", "%", per_cent},
          {metric::validation_loss, "Validation loss", "loss", "validation", "", 1, lower},
          {metric::validation_accuracy, "Validation accuracy", "accuracy", "validation", "%", per_cent},
          {metric::test_loss, "Test loss", "loss", "test", "", 1, lower, false, "loss"},
          {metric::test_accuracy, "Test accuracy", "accuracy", "test", "%", per_cent, false, false, "accuracy"}};
}

}  // namespace imprint
