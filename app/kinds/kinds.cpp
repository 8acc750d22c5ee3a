// SPDX-License-Identifier: GPL-3.0-or-later
// Where the layers are joined: the kinds of everything between which a spec can choose, from the lists of those who
// make them. core/spec and core/results declare what they ask for here; every program links this.
#include "core/spec/kinds.h"

#include <algorithm>
#include <iterator>

#include "analysis/probes/probe_kinds.h"
#include "core/data/deficits/deficit_facts.h"
#include "core/models/model_facts.h"
#include "core/precision/format_facts.h"
#include "core/schedule/learning_rate_kind.h"
#include "core/schedule/precision_schedule.h"
#include "core/spec/spec_task.h"
#include "core/tasks/all_task_facts.h"
#include "core/train/optimizer_facts.h"
#include "datasets/facts/dataset_facts.h"

namespace imprint {
namespace {

/// Two tasks may be scored by one metric.
void append_new(std::vector<MetricInfo>& all, std::span<const MetricInfo> more) {
  std::ranges::copy_if(more, std::back_inserter(all), [&](const MetricInfo& info) {
    return std::ranges::find(all, info.name, &MetricInfo::name) == all.end();
  });
}

std::vector<MetricInfo> all_metrics() {
  std::vector<MetricInfo> all;
  for (const TaskFacts& task : task_facts()) append_new(all, task.metrics);
  append_new(all, training_metrics());
  for (const ProbeFacts& probe : probe_facts()) append_new(all, probe.metrics);
  return all;
}

}  // namespace

std::span<const FormatFacts> format_facts() {
  static const std::vector<FormatFacts> all = {
#define IMPRINT_ROW(family) family##_facts(),
      IMPRINT_FORMATS(IMPRINT_ROW)
#undef IMPRINT_ROW
  };
  return all;
}

std::span<const TaskFacts> task_facts() {
  static const std::vector<TaskFacts> all = all_task_facts();
  return all;
}

std::span<const ProbeFacts> probe_facts() {
  static const std::vector<ProbeFacts> all = all_probe_facts();
  return all;
}

std::span<const MetricInfo> metric_infos() {
  static const std::vector<MetricInfo> all = all_metrics();
  return all;
}

std::span<const KindChoice> kind_choices() {
  using S = ExperimentSpec;
  static const std::vector<KindChoice> choices = {
      {"dataset.name", kinds_of_datasets(),
       [](const S& s, std::size_t) -> const std::string& { return s.dataset.name; }},
      {"model.name", kinds_of_models(), [](const S& s, std::size_t) -> const std::string& { return s.model.name; }},
      {"training.optimizer", kinds_of_optimizers(),
       [](const S& s, std::size_t) -> const std::string& { return s.training.optimizer; }},
      {"training.lr_schedule", kinds_of_learning_rates(),
       [](const S& s, std::size_t) -> const std::string& { return s.training.lr_schedule; }},
      {"precision.schedule", kinds_of_precision_schedules(),
       [](const S& s, std::size_t) -> const std::string& { return s.precision.schedule; }},
      {"deficit.kind", kinds_of_deficits(),
       [](const S& s, std::size_t n) -> const std::string& { return s.deficits[n].kind; }},
      {"comparison.final_value",
       {{"last"}, {"median", {"comparison.final_count"}}, {"best"}, {best_validation}},
       [](const S& s, std::size_t) -> const std::string& { return s.comparison.final_value; }},
      {"range_test.start",
       {{"continued"}, {"fresh", {"range_test.saturation"}}},
       [](const S& s, std::size_t) -> const std::string& { return s.range_test.start; }},
  };
  return choices;
}

}  // namespace imprint
