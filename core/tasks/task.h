// SPDX-License-Identifier: GPL-3.0-or-later
// What is learned and scored. A task sees a network's output [units, classes] and the batch that it is of; losses and
// scores are means over units, in nats where they are losses.
// task_list.h names all.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/data/batch.h"
#include "core/results/scores.h"
#include "core/tasks/task_list.h"

namespace imprint {

/// Gathers the scores of an evaluation, batch by batch.
class Scorer {
 public:
  virtual ~Scorer() = default;
  virtual void add(const at::Tensor& output, const Batch& batch) = 0;
  /// Of all units so far, in the order of the task's facts; there must be one.
  virtual Scores scores() const = 0;
  /// Whether each unit was answered right, in their order; empty for a task whose units are no independent answers.
  virtual std::vector<bool> correct() const = 0;
};

/// Which labels a Fisher trace is taken by (output_directions.h).
struct FisherLabels {
  std::string method = "sampled";  // sampled | exact | empirical
  int draws = 1;                   // sampled: labels drawn per unit
  std::uint64_t seed = 1;
  std::uint64_t draw_index = 0;  // the step, so that each probe draws afresh
  std::int64_t first_unit = 0;   // number of the batch's first unit within the whole: chunks do not change the labels
};

class Task {
 public:
  virtual ~Task() = default;

  virtual at::Tensor mean_loss(const at::Tensor& output, const Batch& batch) const = 0;
  virtual at::Tensor summed_loss(const at::Tensor& output, const Batch& batch) const = 0;
  /// What a training step shows beside its loss.
  virtual Scores step_scores(const at::Tensor& output, const Batch& batch) const = 0;
  virtual std::unique_ptr<Scorer> scorer() const = 0;

  /// Directions u at the output such that the Fisher trace of a unit is the sum of ||J'u||^2 over them; for `sampled`
  /// the mean over the draws of it.
  virtual std::vector<at::Tensor> fisher_directions(const at::Tensor& output, const Batch& batch,
                                                    const FisherLabels& labels) const = 0;
  /// Of the predictive distributions, summed over units, in nats.
  virtual double summed_entropy(const at::Tensor& output) const = 0;
};

// Of each task: make_image_classification(), ...
#define IMPRINT_MAKER(task) std::shared_ptr<const Task> make_##task();
IMPRINT_TASKS(IMPRINT_MAKER)
#undef IMPRINT_MAKER

/// One of task_facts() (core/spec/spec_task.h). Throws InputError for another name.
std::shared_ptr<const Task> make_task(std::string_view name);

}  // namespace imprint
