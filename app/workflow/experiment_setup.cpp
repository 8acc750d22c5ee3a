// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workflow/experiment_setup.h"

#include <ATen/Context.h>

#include <algorithm>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/checkpoint/training_checkpoint.h"
#include "core/data/batch_source.h"
#include "core/models/network.h"
#include "core/schedule/deficit_window.h"
#include "core/spec/spec_io.h"
#include "core/spec/spec_paths.h"
#include "core/train/threads.h"
#include "datasets/catalog.h"

namespace imprint {
namespace {

void require_device(const std::string& device) {
  if (device.starts_with("cuda") && !at::hasCUDA())
    throw InputError("device = " + device + ": this LibTorch has no CUDA; use device = \"cpu\"");
}

RunPlan make_plan(const ExperimentSpec& spec, const DatasetSplit& split) {
  const BatchSource batches(*split.train, {spec.training.batch_size, spec.dataset.augment, spec.seed});
  const auto network = make_network(spec.model, split.train->shape(), spec.seed);
  RunPlan plan;
  plan.steps_per_epoch = batches.steps_per_epoch();
  const RunLength length = run_length(spec, plan.steps_per_epoch);
  plan.total_steps = length.total_steps;
  plan.train_samples = split.train->counted();
  plan.test_samples = split.test->counted();
  if (split.validation != nullptr) plan.validation_samples = split.validation->counted();
  plan.parameters = network->parameter_count();
  plan.macs_per_sample = network->macs().total;
  plan.deficit_windows = length.windows;
  plan.continuation = length.continuation;
  plan.arms = {"deficit"};
  if (spec.comparison.baseline) plan.arms.emplace_back("baseline");
  const std::int64_t batch = std::min<std::int64_t>(spec.training.batch_size, split.train->size());
  plan.threads = choose_threads(spec.threads, plan.macs_per_sample * batch);
  return plan;
}

}  // namespace

ExperimentSetup prepare_experiment(const ExperimentSpec& spec) {
  require_valid(spec);
  require_device(spec.device);
  ExperimentSetup setup;
  setup.spec = spec;
  make_paths_whole(setup.spec, HomeSign::expanded);
  setup.split = load_dataset(setup.spec.dataset, spec.seed);
  setup.plan = make_plan(setup.spec, setup.split);
  return setup;
}

void require_fitting_start(const ExperimentSetup& setup) {
  const ExperimentSpec& spec = setup.spec;
  if (spec.continuation.from.empty()) return;
  load_weights(spec.continuation.from, *make_network(spec.model, setup.split.train->shape(), spec.seed),
               weights_wanted(spec.continuation));
}

Probes make_probes(const ExperimentSetup& setup) {
  return {setup.spec.probe, make_probe_set(*setup.split.train, setup.spec.probe.samples, setup.spec.seed),
          setup.spec.seed};
}

}  // namespace imprint
