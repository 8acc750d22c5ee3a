// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/bridge/plain_words.h"

#include <algorithm>
#include <cctype>
#include <cmath>

#include "app/workflow/curves/ticks.h"

namespace imprint::studio {
namespace {

constexpr double smallest_saving = 5e-4;  // shown as 0.1 %; below it a plan costs "as much"
constexpr double smallest_points = 0.05;  // of accuracy: below it the sentence says "nothing"

bool is_accuracy(const std::string& name) { return name.ends_with("accuracy"); }

std::string capitalised(std::string words) {
  if (!words.empty()) words[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(words[0])));
  return words;
}

std::string metric_words(const std::string& name) {
  std::string words = name;
  std::replace(words.begin(), words.end(), '/', ' ');
  return words;
}

std::string fixed(double value, int decimals) {
  const double power = std::pow(10.0, decimals);
  const double rounded = std::round(value * power) / power;
  return tick_text(rounded == 0 ? 0.0 : rounded, 1 / power, 1);
}

/// "2.4 points of test accuracy", "0.031 of test loss".
std::string amount_words(double amount, const std::string& metric_name) {
  if (is_accuracy(metric_name)) {
    const std::string points = fixed(100 * amount, 1);
    return points + (points == "1.0" ? " point of " : " points of ") + metric_words(metric_name);
  }
  return value_text(amount, 3) + " of " + metric_words(metric_name);
}

std::string level_text(double value, const std::string& metric_name) {
  return is_accuracy(metric_name) ? fixed(value, 3) : value_text(value, 4);
}

bool is_small(double amount, const std::string& metric_name) {
  return std::abs(amount) < (is_accuracy(metric_name) ? smallest_points / 100 : 5e-4);
}

std::string the_deficit(const RunPlan& plan) {
  const std::string time = deficit_time(plan);
  const std::string adjective = time.empty() ? std::string() : time + " ";
  return plan.deficit_windows.size() > 1 ? "The deficits" : "The " + adjective + "deficit";
}

std::string damage_headline(const ComparisonResult& result, const RunPlan& plan) {
  const std::string subject = the_deficit(plan);
  if (is_small(result.damage, result.metric)) return subject + " left no lasting damage";
  if (result.damage > 0) return subject + " cost " + amount_words(result.damage, result.metric);
  return subject + " did no harm: it ended " + amount_words(-result.damage, result.metric) + " ahead";
}

/// "14.7 points", "0.031".
std::string short_amount(double amount, const std::string& metric_name) {
  const std::string words = amount_words(amount, metric_name);
  return words.substr(0, words.find(" of "));
}

std::string recovery_words(const ComparisonResult& result) {
  if (!result.gap_at_deficit_end) return {};
  const double gap = *result.gap_at_deficit_end;
  if (!result.recovery) return "There was no gap yet when the deficit ended.";
  const std::string at_end = "When the deficit ended the gap was " + short_amount(gap, result.metric);
  if (*result.recovery < 0) return at_end + "; it has grown since.";
  if (*result.recovery >= 1) return at_end + "; all of it has closed.";
  return at_end + "; " + fixed(100 * *result.recovery, 0) + " % of it has closed.";
}

/// The latest step at which both arms were evaluated, and the two values there.
struct CommonEvaluation {
  double step = -1;
  double baseline = 0;
  double deficit = 0;
};

CommonEvaluation latest_common(const Curve& baseline, const Curve& deficit) {
  const Samples& a = baseline.samples();
  const Samples& b = deficit.samples();
  for (std::ptrdiff_t i = static_cast<std::ptrdiff_t>(a.size()) - 1; i >= 0; --i) {
    const std::ptrdiff_t j = b.at_or_before(a.x(i));
    if (j >= 0 && b.x(j) == a.x(i)) return {a.x(i), a.y(i), b.y(j)};
  }
  return {};
}

PlainWords planned_words(const RunRecord& run) {
  PlainWords words{"Ready", {}};
  if (run.plan.total_steps == 0) return {"Not ready", "The form says what is still wrong."};
  const std::string time = deficit_time(run.plan);
  if (time.empty()) {
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
  if (!run.plan.deficit_windows.empty()) words.detail = "The gap shows at the first evaluation of both arms.";
  return words;
}

std::string ended_words(const RunRecord& run) {
  const double accuracy = run.curves.latest(main_arm, metric::test_accuracy);
  return std::isnan(accuracy) ? std::string() : "Test accuracy " + fixed(accuracy, 3) + ".";
}

}  // namespace

std::string deficit_time(const RunPlan& plan) {
  if (plan.deficit_windows.empty() || plan.total_steps <= 0) return {};
  const StepWindow& first = plan.deficit_windows.front();
  const double middle = static_cast<double>(first.begin + first.end) / 2 / static_cast<double>(plan.total_steps);
  if (middle < 0.4) return "early";
  return middle > 0.6 ? "late" : "middle";
}

PlainWords comparison_words(const ComparisonResult& result, const RunPlan& plan) {
  PlainWords words;
  words.headline = damage_headline(result, plan);
  words.detail = "Baseline " + level_text(result.baseline_final, result.metric) + ", with the deficit " +
                 level_text(result.deficit_final, result.metric) + " (" + result.final_value + "). " +
                 recovery_words(result);
  return words;
}

PlainWords live_gap_words(const RunRecord& run) {
  const std::string& metric_name = run.spec.comparison.metric;
  const Curve* baseline = run.curves.find(baseline_arm, metric_name);
  const Curve* deficit = run.curves.find(main_arm, metric_name);
  if (baseline == nullptr || deficit == nullptr) return {};
  const CommonEvaluation both = latest_common(*baseline, *deficit);
  if (both.step < 0) return {};
  const double gap = is_accuracy(metric_name) ? both.baseline - both.deficit : both.deficit - both.baseline;
  const bool over = both.step >= static_cast<double>(deficit_end(run.plan));
  PlainWords words;
  words.headline = gap >= 0 ? "The deficit is " + amount_words(gap, metric_name) + " behind"
                            : "The deficit is " + amount_words(-gap, metric_name) + " ahead";
  if (is_small(gap, metric_name)) words.headline = "Deficit and baseline are level";
  words.detail = "Baseline " + level_text(both.baseline, metric_name) + ", with the deficit " +
                 level_text(both.deficit, metric_name) + " at step " +
                 count_text(static_cast<long long>(both.step)) +
                 (over ? "; the deficit is over." : "; the deficit is not over yet.");
  return words;
}

PlainWords run_words(const RunRecord& run) {
  if (run.comparison) return comparison_words(*run.comparison, run.plan);
  const PlainWords gap = live_gap_words(run);
  switch (run.status.state) {
    case RunState::failed: return {"The run failed", run.status.reason};
    case RunState::cancelled: return {"Stopped", gap.detail.empty() ? ended_words(run) : gap.detail};
    case RunState::finished: return {"Finished", gap.detail.empty() ? ended_words(run) : gap.detail};
    case RunState::running:
    case RunState::paused:
      return gap.headline.empty() ? busy_words(run) : gap;
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
  return count_text(plan.total_steps) + " steps of " + count_text(plan.steps_per_epoch) + " an epoch\n" +
         value_text(cost.mean_forward_bits, 3) + " bits on average, " + value_text(100 * cost.relative_cost, 3) +
         " % of the cost of 32-bit training\n" + saving_words(cost, cost.deficit_steps > 0 ? "static precision with the same deficits" : "static precision");
}

std::string state_words(const RunStatus& status, bool stale) {
  if (stale) return "interrupted";
  if (status.state == RunState::cancelled) return "stopped";
  const std::string words = to_string(status.state);
  return status.reason.empty() ? words : words + ": " + status.reason;
}

}  // namespace imprint::studio
