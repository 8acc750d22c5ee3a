// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/bridge/plain_words.h"

#include <cctype>
#include <cmath>

#include "app/curves/ticks.h"
#include "app/studio/bridge/common_evaluation.h"
#include "core/results/metric_info.h"
#include "core/spec/baseline_spec.h"

namespace imprint::studio {
namespace {

constexpr double smallest_saving = 5e-4;  // shown as 0.1 %; below it a plan costs "as much"
constexpr double smallest_points = 0.05;  // of accuracy: below it the sentence says "nothing"

std::string capitalised(std::string words) {
  if (!words.empty()) words[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(words[0])));
  return words;
}

std::string fixed(double value, int decimals) {
  const double power = std::pow(10.0, decimals);
  const double rounded = std::round(value * power) / power;
  return tick_text(rounded == 0 ? 0.0 : rounded, 1 / power, 1);
}

std::string level_text(double value, const std::string& metric_name) {
  return is_told_in_points(metric_name) ? fixed(value, 3) : value_text(value, 4);
}

bool is_small(double amount, const std::string& metric_name) {
  return std::abs(amount) < (is_told_in_points(metric_name) ? smallest_points / 100 : 5e-4);
}

/// "early deficit", "deficits".
std::string deficit_name(const RunPlan& plan) {
  if (plan.deficit_windows.size() > 1) return "deficits";
  const std::string time = deficit_time(plan);
  return time.empty() ? "deficit" : time + " deficit";
}

/// As treatment_of, with the time of a deficit.
Treatment treatment_in(const RunRecord& run) {
  Treatment treatment = treatment_of(run.spec);
  if (!treatment.lasts) treatment.name = deficit_name(run.plan);
  return treatment;
}

std::string time_words(const Treatment& treatment, bool is_over) {
  if (treatment.lasts) return ". ";
  return is_over ? "; the deficit is over. " : "; the deficit is not over yet. ";
}

PlainWords planned_words(const RunRecord& run) {
  PlainWords words{"Ready", {}};
  if (run.plan.total_steps == 0) return {"Not ready", "The form says what is still wrong."};
  const std::string time = deficit_time(run.plan);
  if (const Treatment treatment = treatment_of(run.spec); treatment.lasts) {
    words.detail = run.spec.comparison.baseline
                       ? "One " + treatment.name + ", and beside it the " + treatment.baseline + "."
                       : "One " + treatment.name + ". Tick Baseline to set the " + treatment.baseline + " beside it.";
  } else if (time.empty()) {
    words.detail = "No deficit is planned: this run trains undisturbed.";
  } else {
    words.detail = "One run with the " + time + " deficit" +
                   (run.spec.comparison.baseline ? ", and its baseline without it." : ", without a baseline.");
  }
  return words;
}

/// While there is nothing to compare yet.
PlainWords busy_words(const RunRecord& run) {
  PlainWords words{run.progress.activity.empty() ? "Starting" : capitalised(run.progress.activity), {}};
  if (is_treated(run.spec)) words.detail = "The gap shows at the first evaluation of both arms.";
  return words;
}

std::string ended_words(const RunRecord& run) {
  const std::string& score = run.spec.comparison.metric;
  const double value = run.curves.latest(main_arm, score);
  return std::isnan(value) ? std::string() : metric_title(score) + " " + fixed(value, value < 10 ? 3 : 1) + ".";
}

}  // namespace

std::string deficit_time(const RunPlan& plan) {
  if (plan.deficit_windows.empty() || plan.total_steps <= 0) return {};
  const StepWindow& first = plan.deficit_windows.front();
  const double middle = static_cast<double>(first.begin + first.end) / 2 / static_cast<double>(plan.total_steps);
  if (middle < 0.4) return "early";
  return middle > 0.6 ? "late" : "middle";
}

PlainWords comparison_words(const ComparisonResult& result, const RunRecord& run) {
  const ComparisonWords words = imprint::comparison_words(result, treatment_in(run));
  return {words.headline,
          words.values + " " + words.uncertainty + (words.recovery.empty() ? "" : " " + words.recovery)};
}

Verdict verdict_of(const ComparisonResult& result) { return imprint::comparison_words(result).verdict; }

PlainWords live_gap_words(const RunRecord& run) {
  const std::string& metric_name = run.spec.comparison.metric;
  const auto common = latest_common(run, metric_name);
  if (!common) return {};
  const CommonEvaluation& both = *common;
  const double gap = (lower_is_better(metric_name) ? -1 : 1) * (both.baseline - both.deficit);
  const Treatment treatment = treatment_of(run.spec);
  PlainWords words;
  words.headline =
      "The " + treatment.name + " is " + amount_words(std::abs(gap), metric_name) + (gap >= 0 ? " behind" : " ahead");
  if (is_small(gap, metric_name))
    words.headline = capitalised(treatment.name) + " and " + treatment.baseline + " are level";
  words.detail = capitalised(treatment.baseline) + " " + level_text(both.baseline, metric_name) +
                 (treatment.lasts ? ", " + treatment.name + " " : ", with the deficit ") +
                 level_text(both.deficit, metric_name) + " at step " + count_text(static_cast<long long>(both.step)) +
                 time_words(treatment, both.step >= static_cast<double>(deficit_end(run.plan))) +
                 "One seed: no interval before the end.";
  return words;
}

PlainWords run_words(const RunRecord& run) {
  if (run.comparison) return comparison_words(*run.comparison, run);
  const PlainWords gap = live_gap_words(run);
  switch (run.status.state) {
    case RunState::failed: return {"The run failed", run.status.reason};
    case RunState::cancelled: return {"Stopped", gap.detail.empty() ? ended_words(run) : gap.detail};
    case RunState::finished: return {"Finished", gap.detail.empty() ? ended_words(run) : gap.detail};
    case RunState::running:
    case RunState::paused: return gap.headline.empty() ? busy_words(run) : gap;
    case RunState::queued: break;
  }
  return planned_words(run);
}

std::string saving_words(const PlanCost& cost, const std::string& reference) {
  if (!saves(cost) && !costs_more(cost)) return "as much as " + reference;
  return fixed(100 * std::abs(cost.saving), 1) + (saves(cost) ? " % less than " : " % more than ") + reference;
}

bool saves(const PlanCost& cost) { return cost.saving >= smallest_saving; }

bool costs_more(const PlanCost& cost) { return cost.saving <= -smallest_saving; }

std::string cost_words(const RunPlan& plan, const PlanCost& cost) {
  return count_text(plan.total_steps) + " steps, " + count_text(plan.steps_per_epoch) + " an epoch\n" +
         value_text(cost.mean_forward_bits, 3) + " bits on average, " + value_text(100 * cost.relative_cost, 3) +
         " % of the cost of 32-bit training\n" +
         saving_words(cost, cost.deficit_steps > 0 ? "static precision with the same deficits" : "static precision");
}

std::string state_words(const RunStatus& status, bool stale) {
  if (stale) return "interrupted";
  if (status.state == RunState::cancelled) return "stopped";
  const std::string words = to_string(status.state);
  return status.reason.empty() ? words : words + ": " + status.reason;
}

}  // namespace imprint::studio
