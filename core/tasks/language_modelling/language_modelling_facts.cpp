// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/results/metric_row.h"
#include "core/tasks/all_task_facts.h"

namespace imprint {

TaskFacts language_modelling_facts() {
  TaskFacts facts = {"language-modelling",
                     "stretches of text",
                     "tokens",
                     {"loss", "accuracy", "perplexity"},
                     classification_metrics()};
  facts.metrics.push_back({metric::validation_perplexity,
                           "Validation perplexity",
                           "perplexity",
                           "validation",
                           "",
                           1,
                           true,
                           false,
                           {},
                           true});
  facts.metrics.push_back(
      {metric::test_perplexity, "Test perplexity", "perplexity", "test", "", 1, true, false, "perplexity", true});
  return facts;
}

}  // namespace imprint
