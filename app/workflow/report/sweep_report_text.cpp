// SPDX-License-Identifier: GPL-3.0-or-later
// The report as Markdown: first what was found, then how it was measured.
#include <algorithm>
#include <cmath>

#include "analysis/critical/damage.h"
#include "app/workflow/report/sweep_report.h"
#include "core/base/fixed_text.h"
#include "core/base/text.h"
#include "core/results/metric_info.h"

namespace imprint {
namespace {

/// Accuracies in percentage points, all else as it is, in decimals that a score of its size needs.
class Scale {
 public:
  explicit Scale(const std::string& metric) : points_(is_told_in_points(metric)), what_(metric_words(metric)) {
    what_.erase(0, what_.find(' ') + 1);  // "test accuracy in fp32": "accuracy in fp32"
  }
  std::string text(double value) const {
    return fixed_text(points_ ? 100 * value : value, points_ || what_.starts_with("perplexity") ? 2 : 4);
  }
  std::string unit() const { return points_ ? "points" : "units of " + what_; }

 private:
  bool points_;
  std::string what_;  // "loss", "perplexity"
};

std::string interval_text(const ConfidenceInterval& interval, const Scale& scale) {
  return scale.text(interval.low) + " .. " + scale.text(interval.high);
}

std::string interval_cell(const ConditionReport& condition, IntervalKind kind, const Scale& scale) {
  const auto& interval = condition.damage.interval;
  return interval ? interval_text(*interval, scale) : no_interval_words(kind, static_cast<int>(condition.runs.size()));
}

std::string p_text(double p) { return p < 0.0005 ? "< .001" : fixed_text(p, 3); }

std::string stars(double adjusted) { return adjusted < 0.01 ? " **" : adjusted < 0.05 ? " *" : ""; }

/// Lasting damage stands out; a difference that the deficit still makes does not.
std::string damage_cell(const DamageStatistics& damage, const Scale& scale) {
  if (damage.no_clean_step) return scale.text(damage.mean) + " (no clean step)";
  return "**" + scale.text(damage.mean) + "**" + stars(damage.adjusted_p_value);
}

std::string recovery_text(const ConditionReport& condition) {
  if (condition.damage.no_clean_step) return "-";
  std::string text = std::to_string(condition.recovered) + " of " + std::to_string(condition.runs.size());
  if (condition.median_steps_to_recover) text += ", after " + plain_text(*condition.median_steps_to_recover) + " steps";
  return text;
}

std::string row_of(const ConditionReport& condition, IntervalKind kind, const Scale& scale) {
  std::string row = "| " + condition.label + " | " + std::to_string(condition.runs.size()) + " | ";
  if (condition.runs.empty()) return row + "- | - | - | - | - | - | - |\n";
  const DamageStatistics& damage = condition.damage;
  return row + scale.text(damage.mean_baseline) + " | " + scale.text(damage.mean_deficit) + " | " +
         damage_cell(damage, scale) + " | " + interval_cell(condition, kind, scale) + " | " +
         fixed_text(damage.effect_size, 2) + " | " + p_text(damage.p_value) + " (" + p_text(damage.adjusted_p_value) +
         ") | " + recovery_text(condition) + " |\n";
}

std::string damage_table(const SweepReport& report, const Scale& scale) {
  std::string text = "| condition | N | baseline | deficit | damage | " +
                     interval_words(report.interval, report.level) +
                     " | Hedges g | p (Holm) | recovered |\n|---|---|---|---|---|---|---|---|---|\n";
  for (const ConditionReport& condition : report.conditions) text += row_of(condition, report.interval, scale);
  return text;
}

std::string none_sentence(const SweepReport& report) {
  const bool any =
      std::ranges::any_of(report.conditions, [](const auto& condition) { return !condition.runs.empty(); });
  return any ? "No condition has an evaluation after its deficit: nothing is known of lasting damage.\n"
             : "No condition has a finished run with its baseline yet.\n";
}

/// Mean over the seeds, and how far they are apart.
std::string ratio_text(const std::vector<ContinuationCost>& costs, double (ContinuationCost::*ratio)() const) {
  if (costs.empty()) return "-";
  double sum = 0, low = INFINITY, high = 0;
  for (const ContinuationCost& cost : costs) {
    const double value = (cost.*ratio)();
    sum += value;
    low = std::min(low, value);
    high = std::max(high, value);
  }
  const std::string mean = fixed_text(sum / static_cast<double>(costs.size()), 2);
  return high - low < 0.005 ? mean : mean + " (" + fixed_text(low, 2) + " .. " + fixed_text(high, 2) + ")";
}

std::string continued_row(const ConditionReport& condition, IntervalKind kind, const Scale& scale) {
  std::string row = "| " + condition.label + " | " + std::to_string(condition.runs.size()) + " | ";
  if (condition.runs.empty()) return row + "- | - | - | - | - | - | - |\n";
  const DamageStatistics& damage = condition.damage;
  const double p = damage.inferiority_p_value;
  return row + scale.text(damage.mean_baseline) + " | " + scale.text(damage.mean_deficit) + " | " +
         scale.text(damage.mean) + " | " + interval_cell(condition, kind, scale) + " | " +
         (std::isnan(p) ? "-" : (p < 0.025 ? "**yes**, p " : "not shown, p ") + p_text(p)) + " | " +
         ratio_text(condition.costs, &ContinuationCost::time_ratio) + " | " +
         ratio_text(condition.costs, &ContinuationCost::memory_ratio) + " |\n";
}

std::string margin_words(const SweepReport& report, const Scale& scale) {
  return plain_text(shown_factor(report.metric) * report.margin) + " " + scale.unit();
}

std::string continued_table(const SweepReport& report, const Scale& scale) {
  std::string text = "| condition | N | 32 bits | 16 bits | difference | " +
                     interval_words(report.interval, report.level) + " | within " + margin_words(report, scale) +
                     " | time a step / fp32 | memory / fp32 |\n|---|---|---|---|---|---|---|---|---|\n";
  for (const ConditionReport& condition : report.conditions) text += continued_row(condition, report.interval, scale);
  return text;
}

/// How many are shown to lose no more than the margin.
std::string continued_sentence(const SweepReport& report, const Scale& scale) {
  int counted = 0, within = 0;
  for (const ConditionReport& condition : report.conditions) {
    if (condition.runs.empty()) continue;
    ++counted;
    within += condition.damage.inferiority_p_value < 0.025;
  }
  if (counted == 0) return none_sentence(report);
  return "Going on in 16 bits loses at most " + margin_words(report, scale) + " against going on in 32 in " +
         std::to_string(within) + " of " + std::to_string(counted) +
         " conditions (one-sided paired t-test at the 2.5 % level).\n";
}

std::string worst_sentence(const SweepReport& report, const Scale& scale) {
  const ConditionReport* worst = nullptr;
  int clear = 0, counted = 0;
  for (const ConditionReport& condition : report.conditions) {
    if (condition.runs.empty() || condition.damage.no_clean_step) continue;
    ++counted;
    clear += condition.damage.adjusted_p_value < 0.05;
    if (worst == nullptr || condition.damage.mean > worst->damage.mean) worst = &condition;
  }
  if (worst == nullptr) return none_sentence(report);
  std::string text =
      "Damage is largest for " + worst->label + ": " + scale.text(worst->damage.mean) + " " + scale.unit();
  if (worst->damage.interval)
    text += " (" + interval_words(report.interval, report.level) + " " + interval_text(*worst->damage.interval, scale) +
            ", N = " + std::to_string(worst->runs.size()) + ")";
  else
    text += " (N = " + std::to_string(worst->runs.size()) +
            ", no interval: " + no_interval_words(report.interval, static_cast<int>(worst->runs.size())) + ")";
  return text + ". It differs from 0 in " + std::to_string(clear) + " of " + std::to_string(counted) +
         " conditions at the 5 % level after Holm's correction.\n";
}

std::string predictor_row(const PredictorReport& predictor) {
  const std::string interval =
      predictor.interval ? fixed_text(predictor.interval->low, 2) + " .. " + fixed_text(predictor.interval->high, 2)
                         : "none: " + predictor.why_no_interval;
  return "| " + predictor.metric + " | " + fixed_text(predictor.rank_correlation, 2) + " | " + interval + " | " +
         std::to_string(predictor.count) + " (" + std::to_string(predictor.conditions) + " x " +
         std::to_string(predictor.seeds) + ") |\n";
}

std::string predictors_text(const SweepReport& report) {
  if (report.predictors.empty()) return {};
  std::string text =
      "\n## What orders the damage\n\nSpearman's rank correlation of a quantity at the deficit's end with "
      "the lasting damage, over conditions x seeds. Runs of a condition have its deficit in common, runs "
      "of a seed their start: the interval permutes conditions and seeds as wholes.\n\n| quantity | rho | " +
      interval_words(IntervalKind::permutation, report.level) + " | N (conditions x seeds) |\n|---|---|---|---|\n";
  int left_out = 0;
  for (const PredictorReport& predictor : report.predictors) {
    text += predictor_row(predictor);
    left_out = std::max(left_out, predictor.left_out);
  }
  if (left_out > 0)
    text +=
        "\nUp to " + std::to_string(left_out) + " runs are not in it: their conditions lack a seed that others have.\n";
  return text;
}

std::string missing_text(const SweepReport& report) {
  std::string text;
  for (const ConditionReport& condition : report.conditions)
    for (const std::string& missing : condition.missing) text += "- " + missing + "\n";
  return text.empty() ? text : "\n## Not counted\n\n" + text;
}

std::string same_text(const SweepReport& report) {
  std::string text;
  for (const ConditionReport& condition : report.conditions)
    for (const std::string& same : condition.same) text += "- " + same + "\n";
  return text.empty() ? text : "\n## The same as another run\n\n" + text;
}

std::string used_text(const SweepReport& report) {
  std::string fewer, none;
  for (const ConditionReport& condition : report.conditions) {
    if (condition.runs.empty()) continue;
    const std::string words = final_value_words(report.final_value, condition.damage.evaluations_used, false);
    if (condition.damage.no_clean_step)
      none += (none.empty() ? "" : "; ") + condition.label;
    else if (words != report.final_value)
      fewer += "; " + condition.label + ": " + words;
  }
  if (!none.empty()) none = "; no clean step, so the last evaluation, which says nothing of lasting damage: " + none;
  return fewer + none;
}

/// What simulation has found of it (analysis/critical/mean_interval.h).
std::string coverage_text(IntervalKind kind) {
  if (kind == IntervalKind::bca)
    return "; too narrow for few seeds: 95 % ones hold .72, .84, .89, .91 of normal means at N = 3, 5, 8, 12";
  if (kind == IntervalKind::studentised_bootstrap)
    return "; 95 % ones hold .95 of normal and .93 to .94 of exponential means from N = 5 on";
  return "; exact for normal differences";
}

std::ptrdiff_t counted_conditions(const SweepReport& report) {
  return std::ranges::count_if(report.conditions, [](const ConditionReport& condition) {
    return !condition.runs.empty() && !condition.damage.no_clean_step;
  });
}

std::string continued_method_text(const SweepReport& report, const Scale& scale) {
  std::string text = "\n## How it was measured\n\n";
  text += "- Difference = 32 bits - 16 bits in " + report.metric + ", final value: " + report.final_value + ", in " +
          scale.unit() + "; both arms of a seed go on from the same state with the same data.\n";
  text += "- Intervals: " + interval_words(report.interval, report.level) + " of the mean over seeds" +
          coverage_text(report.interval) + ".\n";
  text += "- Within " + margin_words(report, scale) +
          ": p of the one-sided paired t-test that the loss is that or more; yes below .025, where the two-sided 95 % "
          "Student t interval lies below the margin. Not corrected for the number of conditions.\n";
  text +=
      "- Time is measured, each arm's training steps alone; each run's events.jsonl says whether its products were "
      "computed in bf16 or emulated: rounded values, multiplied in fp32. Memory is counted: weights, gradients, "
      "optimizer state and the features of a batch in their formats' "
      "bytes. Both as ratios to the 32-bit arm of the seed, mean and range over seeds.\n";
  return text;
}

std::string method_text(const SweepReport& report, const Scale& scale) {
  std::string text = "\n## How it was measured\n\n";
  text += "- Damage = baseline - deficit in " + report.metric + ", final value: " + report.final_value + ", in " +
          scale.unit() + "; every run is paired with the baseline of its seed.\n";
  text += "- Final values take evaluations after the last deficit alone, at the same steps of both arms" +
          used_text(report) + ".\n";
  text += "- Intervals: " + interval_words(report.interval, report.level) + " of the mean over seeds" +
          coverage_text(report.interval) + ".\n";
  text += "- p: two-sided sign-flip test of the paired differences; in brackets after Holm's correction over the " +
          std::to_string(counted_conditions(report)) +
          " conditions. * below .05, ** below .01 after it. With N seeds no p "
          "is below 2^(1-N).\n";
  text += "- Recovered: runs whose gap to the baseline stays within " + margin_words(report, scale) +
          " until the end, and the median number of steps after which it does.\n";
  text += "- " + std::to_string(report.planned_steps) + " steps were trained in place of " +
          std::to_string(report.independent_steps) + ": runs share what they have in common, bit for bit.\n";
  return text;
}

}  // namespace

std::string sweep_report_markdown(const SweepReport& report) {
  const Scale scale(report.metric);
  const std::string warning = report.outdated.empty() ? "" : report.outdated + "\n";
  const std::string head = "# " + report.name + "\n\n" + warning + std::to_string(report.finished) + " of " +
                           std::to_string(report.leaves) + " runs finished. ";
  const std::string lists = missing_text(report) + same_text(report);
  if (report.continues)
    return head + continued_sentence(report, scale) + "\n" + continued_table(report, scale) + lists +
           continued_method_text(report, scale);
  return head + worst_sentence(report, scale) + "\n" + damage_table(report, scale) + predictors_text(report) + lists +
         method_text(report, scale);
}

}  // namespace imprint
