// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/pages/job_line.h"

#include <algorithm>
#include <cmath>

#include "app/curves/ticks.h"
#include "app/studio/bridge/plain_words.h"
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/schedule/deficit_window.h"
#include "core/store/run_list.h"

namespace imprint::studio {
namespace {

QString text_of(const std::string& text) { return QString::fromStdString(text); }
QString count(std::int64_t number) { return text_of(count_text(number)); }

double share_of(std::int64_t done, std::int64_t in_all) {
  return in_all > 0 ? std::clamp(static_cast<double>(done) / static_cast<double>(in_all), 0.0, 1.0) : 0;
}

/// "Step 504 of 1,504": its room is that of the last step.
LinePart steps_part(const QString& before, std::int64_t step, std::int64_t total, const QString& unit = {}) {
  const QString of = " of " + count(total) + unit;
  return {before + count(step) + of, 0, true, before + count(total) + of};
}

LinePart left_part(double seconds, int rank) {
  return {text_of(duration_text(seconds)) + " left", rank, false, "00:00 left"};
}

/// An arm's own length: with an equal clean budget the baseline is shorter.
std::int64_t steps_of_arm(const RunRecord& run) {
  if (run.progress.arm != baseline_arm) return run.plan.total_steps;
  try {
    return run_length(run.spec, run.plan.steps_per_epoch, false).total_steps;
  } catch (const InputError&) {
    return run.plan.total_steps;  // the engine has refused it already
  }
}

QString doing(const RunSession& session, const QString& otherwise) {
  if (session.is_stopping()) return "stopping";
  return session.is_paused() ? "paused" : otherwise;
}

JobLine running_line(const RunSession& session, const RunRecord& run) {
  const RunProgress& progress = run.progress;
  const QString activity = doing(session, session.activity());
  if (progress.arm.empty() || run.plan.total_steps <= 0) {
    QString first = activity.isEmpty() ? QString("Starting") : activity;
    first[0] = first[0].toUpper();
    return {{{first, 0, true}}, 0};
  }
  JobLine line{{steps_part("Step ", progress.step, steps_of_arm(run))},
               share_of(progress.steps_done, progress.steps_in_all)};
  if (run.plan.arms.size() > 1) line.parts.push_back({text_of(progress.arm), 1, false, baseline_arm});
  const bool waits = session.is_paused() || session.is_stopping();
  line.parts.push_back({activity, waits ? 0 : 2, waits});
  if (std::isfinite(progress.seconds_left)) line.parts.push_back(left_part(progress.seconds_left, 3));
  line.parts.push_back({"epoch " + QString::number(progress.epoch, 'f', 1), 4, false, "epoch 000.0"});
  const LayerPrecision& precision = progress.precision;
  line.parts.push_back({text_of(short_text(precision)) + " bits", 5, false,
                        precision.weight == precision.activation ? "00/00 bits" : "W00 A00 G00 bits"});
  if (progress.steps_per_second > 0)
    line.parts.push_back({text_of(value_text(progress.steps_per_second, 3)) + " steps/s", 6, false, "00.00 steps/s"});
  return line;
}

JobLine ended_line(const QString& what, RunState state, const QString& name, const QString& more, double share) {
  JobLine line{{{what + " " + text_of(state_words({.state = state}, false)), 0, true}}, share};
  for (const QString& part : {name, more})
    if (!part.isEmpty()) line.parts.push_back({part, static_cast<int>(line.parts.size()), false});
  return line;
}

QString sweep_doing(const SweepSession& session) {
  return session.is_stopping() ? "stopping" : session.is_paused() ? "paused" : QString();
}

}  // namespace

JobLine line_of(const RunSession& session) {
  const auto run = session.record();
  if (!run || run->status.state == RunState::queued) return {{{"Ready", 0, true}}, 0};
  if (session.is_running()) return running_line(session, *run);
  if (is_active(run->status)) return {{{"Run not finished", 0, true}, {text_of(run->spec.name), 1, false}}, 0};
  const double share =
      run->status.state == RunState::finished ? 1 : share_of(run->progress.steps_done, run->progress.steps_in_all);
  QString more;
  if (run->status.state == RunState::cancelled)
    more = session.is_stored() ? "can be continued from Stored runs" : "before it began; nothing is stored";
  return ended_line("Run", run->status.state, text_of(run->spec.name), more, share);
}

JobLine line_of(const RangeTestSession& session) {
  if (!session.is_running())
    return ended_line("Range test", session.state(), {}, {}, session.state() == RunState::finished ? 1 : 0);
  if (session.steps().empty()) return {{{"Range test: loading data", 0, true}}, 0};
  const RangeTestStep& step = session.steps().back();
  return {{steps_part("Range test: step ", step.step, step.total_steps),
           {QString("%1 bits").arg(step.bits), 1, false, "00 bits"}},
          share_of(step.step, step.total_steps)};
}

JobLine line_of(const SweepSession& session) {
  const StoredSweep* sweep = session.sweep();
  if (sweep == nullptr) return {{{"Ready", 0, true}}, 0};
  const SweepProgress& progress = sweep->progress;
  const double share = share_of(progress.steps_done, progress.steps_in_all);
  if (!session.is_running())
    return ended_line("Sweep", sweep->state, text_of(sweep->spec.base.name),
                      progress.failed > 0 ? QString("%1 failed").arg(progress.failed) : QString(), share);
  JobLine line{{steps_part("Sweep: ", progress.finished, static_cast<std::int64_t>(progress.leaves.size()), " runs")},
               share};
  if (const QString state = sweep_doing(session); !state.isEmpty()) line.parts.push_back({state, 0, true});
  if (progress.failed > 0) line.parts.push_back({QString("%1 failed").arg(progress.failed), 1, false});
  if (std::isfinite(progress.seconds_left)) line.parts.push_back(left_part(progress.seconds_left, 2));
  if (progress.running > 0) line.parts.push_back({QString("%1 running").arg(progress.running), 3, false});
  if (progress.steps_per_second > 0)
    line.parts.push_back({text_of(value_text(progress.steps_per_second, 3)) + " steps/s", 4, false, "00.00 steps/s"});
  return line;
}

}  // namespace imprint::studio
