// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workflow/curvature_job.h"

#include <chrono>
#include <utility>

#include "app/workflow/experiment_setup.h"
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/checkpoint/training_checkpoint.h"
#include "core/checkpoint/weight_fit.h"
#include "core/fields/toml_limits.h"
#include "core/spec/spec_fields.h"
#include "core/spec/spec_io.h"
#include "core/store/run_directory.h"
#include "core/train/threads.h"

namespace imprint {
namespace {

namespace fs = std::filesystem;

/// The weights to measure and the spec that made them.
struct Weights {
  fs::path file;
  ExperimentSpec spec;
};

Weights weights_of_run(const RunDirectory& directory) {
  const auto steps = checkpoint_steps(directory.checkpoints());
  if (steps.empty())
    throw InputError(directory.root().string() + ": holds no checkpoint yet; wait for the first one or start the run");
  return {model_file(directory.checkpoints(), steps.back()), directory.read_config()};
}

/// Named by a person, so it may be a pipe.
ExperimentSpec read_spec(const fs::path& file) {
  return parse_spec_toml(read_argument(file, largest_toml_file), file.string());
}

/// RUN/checkpoints/FILE: the run, wherever one stands and whatever links lead there.
std::optional<RunDirectory> run_around(const fs::path& file) {
  std::error_code error;
  for (const fs::path& whole : {fs::absolute(file, error).lexically_normal(), fs::canonical(file, error)})
    if (const RunDirectory run(whole.parent_path().parent_path()); !whole.empty() && run.exists()) return run;
  return std::nullopt;
}

Weights find_weights(const CurvatureRequest& request) {
  const RunDirectory as_run(request.target);
  if (as_run.exists()) return weights_of_run(as_run);
  if (fs::is_directory(request.target) || !fs::exists(request.target))
    throw InputError(request.target.string() + ": neither a run directory nor a model file (.safetensors)");
  if (request.spec_file) return {request.target, read_spec(*request.spec_file)};
  if (const auto around = run_around(request.target)) return {request.target, around->read_config()};
  throw InputError(request.target.string() +
                   ": lies in no run directory; name the experiment that made it with --spec SPEC.toml");
}

/// The step in "step-00000237.safetensors", also through a link of another name; 0 for other files.
std::int64_t step_in_name(const fs::path& file) {
  std::error_code error;
  const fs::path whole = fs::canonical(file, error);
  for (const std::int64_t step : checkpoint_steps(whole.parent_path()))
    if (model_file(whole.parent_path(), step).filename() == whole.filename()) return step;
  return 0;
}

void require_finite(const Network& network, const std::string& source) {
  NamedTensors tensors;
  for (const auto& item : network.named_parameters()) tensors.emplace_back(item.key(), item.value());
  for (const auto& item : network.named_buffers()) tensors.emplace_back(item.key(), item.value());
  require_finite_weights(tensors, source);
}

}  // namespace

CurvatureResult measure_curvature(const CurvatureRequest& request, const CancellationToken& token) {
  const auto started = std::chrono::steady_clock::now();
  Weights weights = find_weights(request);
  for (const auto& assignment : request.overrides) apply_override(weights.spec, assignment);
  const ExperimentSetup setup = prepare_experiment(weights.spec);
  use_threads(setup.plan.threads);
  const auto network = make_network(setup.spec.model, setup.split.train->shape(), setup.spec.seed);

  CurvatureResult result;
  result.weight_notes = load_weights(weights.file, *network);
  require_finite(*network, weights.file.string());
  result.step = step_in_name(weights.file);
  const Probes probes = make_probes(setup);
  result.measurement = probes.measure(*network, result.step, token);
  result.probe_indices = probes.samples().indices;
  result.spec = setup.spec;
  result.model_file = weights.file;
  result.dataset_hash = setup.split.content_hash;
  result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
  return result;
}

}  // namespace imprint
