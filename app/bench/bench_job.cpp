// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bench/bench_job.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <chrono>

#include "app/bench/peak_memory.h"
#include "app/bench/step_ratio.h"
#include "app/bench/timed_models.h"
#include "app/bench/training_step.h"
#include "core/base/machine.h"

namespace imprint {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int warm_up_rounds = 2;  // oneDNN makes its kernels in the first one
constexpr int memory_steps = 3;
constexpr double seconds_for_rounds = 45;
constexpr int fewest_rounds = 5, most_rounds = 200;

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

/// One of those that take turns.
struct Contender {
  BenchRow row = {};
  std::function<std::unique_ptr<TrainingStep>()> make = {};
  std::vector<double> milliseconds = {};  // of each counted round
};

Contender plain_contender(const std::string& model, const TimedBatch& batch) {
  return {{.model = model, .precision = precision_text(LayerPrecision()), .executor = "plain"},
          [=] { return plain_step(model, batch); }};
}

/// Without those that would run the same again: on machines without fast integers "auto" is the simulation.
std::vector<Contender> contenders_of(const std::string& model, const BenchRequest& request, const TimedBatch& batch) {
  std::vector<Contender> contenders = {plain_contender(model, batch)};
  for (const LayerPrecision& precision : request.precisions)
    for (const std::string& executor : request.executors) {
      const BenchRow row{.model = model,
                         .precision = precision_text(precision),
                         .executor = executors_of_a_step(model, precision, executor, batch.image())};
      const bool is_there = std::ranges::any_of(contenders, [&](const Contender& other) {
        return other.row.precision == row.precision && other.row.executor == row.executor;
      });
      if (!is_there) contenders.push_back({row, [=] { return engine_step(model, precision, executor, batch); }});
    }
  return contenders;
}

/// Each alone in memory. The kernels and the libraries' own buffers are there before: a first step makes them.
void measure_memory(std::vector<Contender>& contenders, const CancellationToken& token) {
  for (const Contender& contender : contenders) {
    token.throw_if_cancelled();
    contender.make()->run();
  }
  for (Contender& contender : contenders) {
    const PeakMemory peak;
    const auto step = contender.make();
    for (int i = 0; i < memory_steps; ++i) {
      token.throw_if_cancelled();
      step->run();
    }
    contender.row.peak_bytes = peak.bytes();
  }
}

double milliseconds_of(TrainingStep& step) {
  const auto start = Clock::now();
  step.run();
  return 1000 * seconds_since(start);
}

bool is_enough(int rounds, int wanted, double seconds) {
  if (wanted > 0) return rounds >= wanted;
  return rounds >= most_rounds || (rounds >= fewest_rounds && seconds >= seconds_for_rounds);
}

void take_turns(std::vector<Contender>& contenders, int rounds, const CancellationToken& token,
                const std::function<void(const BenchProgress&)>& on_progress) {
  std::vector<std::unique_ptr<TrainingStep>> steps;
  for (const Contender& contender : contenders) steps.push_back(contender.make());
  const auto start = Clock::now();
  for (int round = 0; !is_enough(round - warm_up_rounds, rounds, seconds_since(start)); ++round) {
    for (std::size_t i = 0; i < steps.size(); ++i) {
      token.throw_if_cancelled();
      const double milliseconds = milliseconds_of(*steps[i]);
      if (round >= warm_up_rounds) contenders[i].milliseconds.push_back(milliseconds);
    }
    on_progress({contenders.front().row.model, round + 1, seconds_since(start)});
  }
}

BenchRow finished_row(const Contender& contender, const Contender& plain, std::int64_t batch) {
  BenchRow row = contender.row;
  row.batch = batch;
  row.milliseconds = quartiles(contender.milliseconds).median;
  const Quartiles ratio = ratio_quartiles(contender.milliseconds, plain.milliseconds);
  row.ratio = ratio.median;
  row.ratio_low = ratio.low;
  row.ratio_high = ratio.high;
  return row;
}

}  // namespace

BenchResult run_bench(const BenchRequest& request, const CancellationToken& token,
                      const std::function<void(const BenchProgress&)>& on_progress) {
  for (const std::string& model : request.models) require_timed(model);
  BenchResult result{
      .threads = request.threads > 0 ? request.threads : physical_cores(), .image = request.image, .rows = {}};
  at::set_num_threads(result.threads);
  const TimedBatch batch = timed_batch(request.batch, request.image);
  for (const std::string& model : request.models) {
    std::vector<Contender> contenders = contenders_of(model, request, batch);
    measure_memory(contenders, token);
    take_turns(contenders, request.rounds, token, on_progress);
    for (const Contender& contender : contenders)
      result.rows.push_back(finished_row(contender, contenders.front(), request.batch));
  }
  return result;
}

}  // namespace imprint
