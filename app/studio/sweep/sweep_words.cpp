// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/sweep/sweep_words.h"

#include <algorithm>
#include <cmath>

#include "app/curves/ticks.h"
#include "app/studio/bridge/run_command.h"
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/spec/deficit_words.h"
#include "core/spec/spec_task.h"
#include "datasets/facts/dataset_facts.h"

namespace imprint::studio {
namespace {

constexpr double seconds_a_step = 0.004;  // whatever the model: batch, optimizer, bookkeeping
constexpr double macs_a_second = 8e9;     // of a core on small convolutions
constexpr double passes = 3;              // forward, and twice as much backward

QString text_of(const std::string& text) { return QString::fromStdString(text); }
QString count(std::int64_t number) { return text_of(count_text(number)); }

}  // namespace

StepSpeed assumed_speed(const ExperimentSpec& spec, std::int64_t macs_per_sample) {
  StepSpeed speed;
  if (macs_per_sample <= 0) return speed;
  const double work = static_cast<double>(macs_per_sample) * spec.training.batch_size * passes / macs_a_second;
  speed.steps_per_second = 1 / (seconds_a_step + work);
  return speed;
}

QString base_words(const ExperimentSpec& base) {
  std::int64_t samples = 0;
  try {
    samples = published_train_samples(base.dataset);
  } catch (const InputError&) {
    // An unknown dataset is told by the form.
  }
  const TrainingSpec& training = base.training;
  QStringList words;
  words << text_of(base.model.name) + " on " +
               (samples > 0 ? count(samples) + " " + text_of(task_of(base).samples) + " of " : QString()) +
               text_of(base.dataset.name);
  words << (training.iterations > 0 ? count(training.iterations) + " steps"
                                    : QString::number(training.epochs) + " epochs") +
               ", " + text_of(training.optimizer) + " at " + text_of(plain_text(training.learning_rate)) + ", " +
               text_of(training.lr_schedule);
  const PrecisionSpec& precision = base.precision;
  words << text_of(precision.schedule) + ", " +
               (precision.schedule == "static" ? QString() : QString::number(precision.min_bits) + " to ") +
               QString::number(precision.max_bits) + " bits";
  if (base.deficits.empty()) words << "no deficit of its own";
  for (const DeficitSpec& deficit : base.deficits)
    words << text_of(deficit.kind) + " deficit" +
                 (strikes_bits(deficit) ? " of " + text_of(deficit_label(deficit)) : QString());
  return words.join(" · ");
}

double plan_seconds(const SweepPlan& plan, const StepSpeed& speed) {
  const double shared = static_cast<double>(plan.planned_steps) / std::max(1, plan.processes);
  const double starts = speed.seconds_a_run * different_runs(plan) / std::max(1, plan.processes);
  return starts + std::max(shared, static_cast<double>(plan.longest_path_steps)) / speed.steps_per_second;
}

int different_runs(const SweepPlan& plan) {
  return static_cast<int>(std::ranges::count_if(plan.leaves, [](const SweepLeaf& leaf) { return leaf.same_as < 0; }));
}

QString factor_text(double factor) { return QString::number(factor, 'f', factor < 10 ? 2 : 1) + "×"; }

QString progress_words(const SweepProgress& progress, bool running) {
  QStringList words;
  QString runs = QString("%1 of %2 runs finished").arg(progress.finished).arg(progress.leaves.size());
  if (progress.running > 0) runs += ", " + QString::number(progress.running) + " running";
  if (progress.failed > 0) runs += ", " + QString::number(progress.failed) + " failed";
  words << runs << count(progress.steps_done) + " of " + count(progress.steps_in_all) + " steps";
  if (!running) return words.join(" · ");
  if (progress.steps_per_second > 0) words << text_of(value_text(progress.steps_per_second, 3)) + " steps/s";
  if (std::isfinite(progress.seconds_left)) words << text_of(duration_text(progress.seconds_left)) + " left";
  return words.join(" · ");
}

QString state_headline(const StoredSweep& sweep, bool running, bool paused, bool stopping) {
  const QString name = text_of(sweep.spec.base.name);
  if (stopping) return name + ": the runs save and end";
  if (paused) return name + ": paused";
  if (running) return name + ": running";
  switch (sweep.state) {
    case RunState::finished: return name + ": finished";
    case RunState::failed:
      return sweep.progress.failed > 0 ? name + ": ended, some runs failed" : name + ": could not work";
    case RunState::cancelled: return name + ": stopped; it can be continued";
    default: break;
  }
  return name + ": not finished; it can be continued";
}

QString sweep_command(const std::filesystem::path& file, const std::filesystem::path& out) {
  return QString::fromStdString("imprint sweep run " + shell_word(file.string()) + " --out " +
                                shell_word(out.string()));
}

}  // namespace imprint::studio
