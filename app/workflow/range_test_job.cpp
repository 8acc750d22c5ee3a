// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workflow/range_test_job.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "app/workflow/experiment_setup.h"
#include "core/base/error.h"
#include "core/schedule/precision_curve.h"
#include "core/spec/baseline_spec.h"
#include "core/train/threads.h"
#include "core/train/trainer.h"

namespace imprint {
namespace {

std::int64_t levels_of(const RangeTestSpec& test) { return test.highest_bits - test.lowest_bits + 1; }

/// Precision as stairs over the test: the trainer needs to know nothing of it.
PrecisionSpec rising_precision(const ExperimentSpec& spec) {
  const std::int64_t levels = levels_of(spec.range_test);
  CurvePoints points;
  for (std::int64_t level = 0; level < levels; ++level)
    points.push_back({static_cast<double>(level * spec.range_test.iterations) /
                          static_cast<double>(levels * spec.range_test.iterations),
                      static_cast<double>(spec.range_test.lowest_bits + level)});
  PrecisionSpec precision = spec.precision;
  precision.schedule = "curve";
  precision.min_bits = spec.range_test.lowest_bits;
  precision.max_bits = spec.range_test.highest_bits;
  precision.curve = {};
  precision.backward_curve = {};
  precision.period = "floor";
  set_curve_points(precision.curve, points);
  return precision;
}

PrecisionSpec constant_precision(const ExperimentSpec& spec, int bits) {
  PrecisionSpec precision = spec.precision;
  precision.schedule = "static";
  precision.min_bits = std::min(precision.min_bits, bits);
  precision.max_bits = bits;
  precision.curve = {};
  precision.backward_curve = {};
  return precision;
}

void require_varying(const PrecisionSpec& precision) {
  if (precision.weight_bits > 0 && precision.activation_bits > 0)
    throw InputError(
        "precision.weight_bits and precision.activation_bits are both constant, so that a range test would vary "
        "nothing: set one of them to 0");
}

/// What the test trains, whatever else the experiment would do.
ExperimentSpec training_spec(const ExperimentSpec& spec, const PrecisionSpec& precision, std::int64_t steps) {
  ExperimentSpec plain = untreated(spec);
  plain.continuation = {};
  plain.precision = precision;
  plain.training.iterations = steps;
  plain.training.lr_schedule = "constant";
  plain.training.lr_warmup = 0;
  return plain;
}

/// Trains and tells each step; what diverges stays at chance.
class RangeTestRun {
 public:
  RangeTestRun(const ExperimentSpec& spec, const CancellationToken& token,
               const std::function<void(const RangeTestStep&)>& on_step)
      : setup_(prepare_experiment(training_spec(spec, rising_precision(spec), steps_of(spec.range_test)))),
        test_(spec.range_test),
        token_(token),
        on_step_(on_step) {}

  std::vector<RangeTestStep> run(const ExperimentSpec& spec) {
    use_threads(setup_.plan.threads);
    if (test_.start == "fresh")
      run_fresh(spec);
    else
      run_continued();
    return std::move(steps_);
  }

 private:
  static std::int64_t steps_of(const RangeTestSpec& test) { return levels_of(test) * test.iterations; }

  void run_continued() {
    Trainer trainer(setup_.spec, false, setup_.split);
    bool learning = true;
    for (int bits = test_.lowest_bits; bits <= test_.highest_bits; ++bits) train_level(trainer, bits, learning);
  }

  void run_fresh(const ExperimentSpec& spec) {
    for (int bits = test_.lowest_bits; bits <= test_.highest_bits; ++bits) {
      ExperimentSpec level = training_spec(spec, constant_precision(spec, bits), test_.iterations);
      level.dataset = setup_.spec.dataset;
      Trainer trainer(level, false, setup_.split);
      bool learning = true;
      train_level(trainer, bits, learning);
    }
  }

  void train_level(Trainer& trainer, int bits, bool& learning) {
    for (std::int64_t i = 0; i < test_.iterations; ++i) {
      token_.throw_if_cancelled();
      steps_.push_back({std::ssize(steps_) + 1, steps_of(test_), bits, 0,
                        1.0 / static_cast<double>(setup_.split.train->shape().classes)});
      if (learning) learning = train_step(trainer, steps_.back());
      on_step_(steps_.back());
    }
  }

  static bool train_step(Trainer& trainer, RangeTestStep& step) {
    try {
      const StepRecord record = trainer.step();
      step.loss = record.loss;
      step.accuracy = score_of(record.scores, "accuracy");
      return true;
    } catch (const DivergedError&) {
      return false;
    }
  }

  ExperimentSetup setup_;
  RangeTestSpec test_;
  const CancellationToken& token_;
  const std::function<void(const RangeTestStep&)>& on_step_;
  std::vector<RangeTestStep> steps_;
};

}  // namespace

std::vector<PrecisionGain> gains_so_far(const std::vector<RangeTestStep>& steps, const RangeTestSpec& test) {
  std::vector<PrecisionTrace> traces;
  for (const RangeTestStep& step : steps) {
    if (traces.empty() || traces.back().bits != step.bits) traces.push_back({step.bits, {}});
    traces.back().accuracy.push_back(step.accuracy);
  }
  if (!traces.empty() && std::ssize(traces.back().accuracy) < test.iterations) traces.pop_back();
  return precision_gains(traces, test.window);
}

RangeTestResult run_range_test(const ExperimentSpec& spec, const CancellationToken& token,
                               const std::function<void(const RangeTestStep&)>& on_step) {
  require_varying(spec.precision);
  const auto started = std::chrono::steady_clock::now();
  RangeTestResult result;
  result.spec = spec;
  result.steps = RangeTestRun(spec, token, on_step).run(spec);
  result.gains = gains_so_far(result.steps, spec.range_test);
  result.proposal = propose_bounds(result.gains, spec.range_test);
  result.wall_seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
  return result;
}

}  // namespace imprint
