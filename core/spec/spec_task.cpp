// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/spec/spec_task.h"

#include <algorithm>

#include "core/spec/kinds.h"

namespace imprint {

const TaskFacts& task_facts(std::string_view name) { return *std::ranges::find(task_facts(), name, &TaskFacts::name); }

std::vector<std::string> score_metrics(const ExperimentSpec& spec) {
  std::vector<std::string> metrics;
  for (const std::string& score : task_of(spec).scores) metrics.push_back("test/" + score);
  if (has_validation(spec))
    for (const std::string& score : task_of(spec).scores) metrics.push_back("validation/" + score);
  const std::vector<std::string> base = metrics;
  for (std::size_t i = 1; i < spec.evaluation.precision.size(); ++i)
    for (const std::string& score : base) metrics.push_back(score_at(score, spec.evaluation.precision[i]));
  return metrics;
}

bool has_validation(const ExperimentSpec& spec) {
  const Kind* dataset = find_kind("dataset.name", spec.dataset.name);
  return dataset != nullptr && dataset->has_validation;
}

const TaskFacts& task_of(const ExperimentSpec& spec) {
  const Kind* dataset = find_kind("dataset.name", spec.dataset.name);
  return dataset == nullptr ? task_facts().front() : task_facts(dataset->tasks.front());
}

}  // namespace imprint
