// SPDX-License-Identifier: GPL-3.0-or-later
// What is known of a task without building it: what its samples are called, and what it is scored by. Which task a run
// has follows from its dataset (kinds.h).
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/results/metric_info.h"
#include "core/spec/experiment_spec.h"

namespace imprint {

struct TaskFacts {
  std::string name;                 // "language-modelling"
  std::string samples;              // what batches are made of, in words: "stretches of text"
  std::string units;                // what is scored: "tokens"
  std::vector<std::string> scores;  // as evaluation gives them: "loss", "accuracy"
  std::vector<MetricInfo> metrics;  // what is recorded of training and evaluation by them
};

/// Handed over by app/kinds/kinds.cpp.
std::span<const TaskFacts> task_facts();

/// Precondition: one of task_facts().
const TaskFacts& task_facts(std::string_view name);

/// The metrics that an evaluation records: "test/loss", ..., and of a dataset with such a part "validation/loss",
/// ..., then those at further precisions.
std::vector<std::string> score_metrics(const ExperimentSpec& spec);

/// Whether the spec's dataset holds a part out to choose by.
bool has_validation(const ExperimentSpec& spec);

/// Of the spec's dataset; image classification when no dataset of that name is known.
const TaskFacts& task_of(const ExperimentSpec& spec);

}  // namespace imprint
