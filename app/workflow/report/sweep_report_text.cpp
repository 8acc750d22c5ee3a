// SPDX-License-Identifier: GPL-3.0-or-later
// The report as Markdown: first what was found, then how it was measured.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "analysis/critical/damage.h"
#include "app/workflow/report/sweep_report.h"
#include "core/base/text.h"

namespace imprint {
namespace {

/// Accuracies in percentage points, losses as they are.
class Scale {
 public:
  explicit Scale(const std::string& metric) : points_(!lower_is_better(metric)) {}
  std::string text(double value) const { return decimal(points_ ? 100 * value : value, points_ ? 2 : 4); }
  const char* unit() const { return points_ ? "points" : "units of the loss"; }

  static std::string decimal(double value, int digits) {
    if (!std::isfinite(value)) return "-";
    std::array<char, 48> text;
    std::snprintf(text.data(), text.size(), "%.*f", digits, value);
    return text.data();
  }

 private:
  bool points_;
};

std::string interval_text(const std::optional<ConfidenceInterval>& interval, const Scale& scale) {
  return interval ? scale.text(interval->low) + " .. " + scale.text(interval->high) : "needs 3 seeds";
}

std::string p_text(double p) { return p < 0.0005 ? "< .001" : Scale::decimal(p, 3); }

std::string stars(double adjusted) { return adjusted < 0.01 ? " **" : adjusted < 0.05 ? " *" : ""; }

std::string recovery_text(const ConditionReport& condition) {
  std::string text = std::to_string(condition.recovered) + " of " + std::to_string(condition.runs.size());
  if (condition.median_steps_to_recover) text += ", after " + plain_text(*condition.median_steps_to_recover) + " steps";
  return text;
}

std::string row_of(const ConditionReport& condition, const Scale& scale) {
  std::string row = "| " + condition.label + " | " + std::to_string(condition.runs.size()) + " | ";
  if (condition.runs.empty()) return row + "- | - | - | - | - | - | - |\n";
  const DamageStatistics& damage = condition.damage;
  return row + scale.text(damage.mean_baseline) + " | " + scale.text(damage.mean_deficit) + " | **" +
         scale.text(damage.mean) + "**" + stars(damage.adjusted_p_value) + " | " + interval_text(damage.interval, scale) +
         " | " + (condition.runs.size() < 3 ? "-" : Scale::decimal(damage.effect_size, 2)) + " | " + p_text(damage.p_value) + " (" +
         p_text(damage.adjusted_p_value) + ") | " + recovery_text(condition) + " |\n";
}

std::string level_text(double level) { return plain_text(100 * level) + " %"; }

std::string damage_table(const SweepReport& report, const Scale& scale) {
  std::string text = "| condition | N | baseline | deficit | damage | " + level_text(report.level) +
                     " interval | Hedges g | p (Holm) | recovered |\n|---|---|---|---|---|---|---|---|---|\n";
  for (const ConditionReport& condition : report.conditions) text += row_of(condition, scale);
  return text;
}

std::string worst_sentence(const SweepReport& report, const Scale& scale) {
  const ConditionReport* worst = nullptr;
  int clear = 0, counted = 0;
  for (const ConditionReport& condition : report.conditions) {
    if (condition.runs.empty()) continue;
    ++counted;
    clear += condition.damage.adjusted_p_value < 0.05;
    if (worst == nullptr || condition.damage.mean > worst->damage.mean) worst = &condition;
  }
  if (worst == nullptr) return "No condition has a finished run with its baseline yet.\n";
  std::string text = "Damage is largest for " + worst->label + ": " + scale.text(worst->damage.mean) + " " + scale.unit();
  if (worst->damage.interval)
    text += " (" + level_text(report.level) + " interval " + interval_text(worst->damage.interval, scale) + ", N = " +
            std::to_string(worst->runs.size()) + ")";
  return text + ". It differs from 0 in " + std::to_string(clear) + " of " + std::to_string(counted) +
         " conditions at the 5 % level after Holm's correction.\n";
}

std::string predictors_text(const SweepReport& report) {
  if (report.predictors.empty()) return {};
  std::string text = "\n## What orders the damage\n\nSpearman's rank correlation of a quantity at the deficit's end with "
                     "the final damage, over all runs of all conditions.\n\n| quantity | rho | " +
                     level_text(report.level) + " interval | N |\n|---|---|---|---|\n";
  for (const PredictorReport& predictor : report.predictors)
    text += "| " + predictor.metric + " | " + Scale::decimal(predictor.rank_correlation, 2) + " | " +
            (predictor.interval ? Scale::decimal(predictor.interval->low, 2) + " .. " +
                                      Scale::decimal(predictor.interval->high, 2)
                                : "-") +
            " | " + std::to_string(predictor.count) + " |\n";
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

std::string method_text(const SweepReport& report, const Scale& scale) {
  std::string text = "\n## How it was measured\n\n";
  text += "- Damage = baseline - deficit in " + report.metric + ", final value: " + report.final_value + ", in " +
          scale.unit() + "; every run is paired with the baseline of its seed.\n";
  text += "- Intervals: BCa bootstrap of the mean over seeds, " + level_text(report.level) +
          ". With few seeds they are too narrow: about 88 % at N = 5 for 95 % nominal.\n";
  text += "- p: two-sided sign-flip test of the paired differences; in brackets after Holm's correction over the " +
          std::to_string(report.conditions.size()) + " conditions. * below .05, ** below .01 after it. With N seeds no p "
          "is below 2^(1-N).\n";
  text += "- Recovered: runs whose gap to the baseline stays within " +
          plain_text(lower_is_better(report.metric) ? report.margin : 100 * report.margin) + " " + scale.unit() +
          " until the end, and the median number of steps after which it does.\n";
  text += "- " + std::to_string(report.planned_steps) + " steps were trained in place of " +
          std::to_string(report.independent_steps) + ": runs share what they have in common, bit for bit.\n";
  return text;
}

}  // namespace

std::string sweep_report_markdown(const SweepReport& report) {
  const Scale scale(report.metric);
  const std::string warning = report.outdated.empty() ? "" : report.outdated + "\n";
  return "# " + report.name + "\n\n" + warning + std::to_string(report.finished) + " of " + std::to_string(report.leaves) +
         " runs finished. " + worst_sentence(report, scale) + "\n" + damage_table(report, scale) + predictors_text(report) +
         missing_text(report) + same_text(report) + method_text(report, scale);
}

}  // namespace imprint
