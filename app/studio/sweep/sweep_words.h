// SPDX-License-Identifier: GPL-3.0-or-later
// What a sweep, its plan and its progress say in words.
#pragma once

#include <QString>
#include <QStringList>
#include <filesystem>

#include "app/studio/bridge/sweep_functions.h"

namespace imprint::studio {

/// How fast one process trains, and where that is known from.
struct StepSpeed {
  double steps_per_second = 20;
  bool is_measured = false;
  QString source = "no run of this kind was measured yet";
  double seconds_a_run = 1.5;  // to start a process and read the data
};

/// What is taken for the speed while none was measured: a few milliseconds a step, and the multiply-accumulates at the
/// pace of one core. `macs_per_sample` 0 = not known.
StepSpeed assumed_speed(const ExperimentSpec& spec, std::int64_t macs_per_sample);

/// "small-cnn on 10,000 images of mnist · 20 epochs, sgd at 0.1, cosine · static, 8 bits · precision deficit of 3
/// bits".
QString base_words(const ExperimentSpec& base);

/// Seconds that the plan takes at least: all steps over the processes, or the longest way through the tree.
double plan_seconds(const SweepPlan& plan, const StepSpeed& speed);
int different_runs(const SweepPlan& plan);
QString factor_text(double factor);  // "1.8×"

/// "12 of 72 runs finished, 2 running, 1 failed · 1,200 of 5,400 steps", and while it runs
/// "3.4 steps/s · 1:05 left".
QString progress_words(const SweepProgress& progress, bool running);
/// "Running", "Paused", "Stopped: can be continued", ...
QString state_headline(const StoredSweep& sweep, bool running, bool paused, bool stopping);

/// "imprint sweep run FILE --out DIR", quoted for a shell.
QString sweep_command(const std::filesystem::path& file, const std::filesystem::path& out);

}  // namespace imprint::studio
