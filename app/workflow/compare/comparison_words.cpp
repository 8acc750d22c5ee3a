// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workflow/compare/comparison_words.h"

#include <algorithm>
#include <cmath>

#include "analysis/critical/damage.h"
#include "analysis/critical/mcnemar.h"
#include "core/base/fixed_text.h"
#include "core/base/text.h"
#include "core/results/metric_info.h"

namespace imprint {
namespace {

std::string shown(double value, const std::string& metric) {
  return is_told_in_points(metric) ? fixed_text(100 * value, 1) : fixed_text(value, 3);
}

/// "14.7 points", "0.031".
std::string short_amount(double amount, const std::string& metric) {
  const std::string text = shown(amount, metric);
  return is_told_in_points(metric) ? text + (text == "1.0" ? " point" : " points") : text;
}

std::string level_text(double level) { return plain_text(100 * level) + " %"; }

Verdict verdict_of(const std::optional<ConfidenceInterval>& interval, bool no_clean_step) {
  if (no_clean_step) return Verdict::no_clean_step;
  if (!interval) return Verdict::unclear;
  if (interval->low > 0) return Verdict::worse;
  return interval->high < 0 ? Verdict::better : Verdict::unclear;
}

std::string capital(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

/// "Early deficit: 2.4 points of test accuracy lost (N = 8)".
std::string headline_of(double damage, const std::string& metric, Verdict verdict, const std::string& seeds,
                        const Treatment& treatment) {
  const std::string subject = capital(treatment.name), amount = amount_words(std::abs(damage), metric);
  const std::string other = treatment.lasts ? "the " + treatment.baseline : "its baseline";
  const std::string direction = (damage >= 0 ? " behind " : " ahead of ") + other;
  switch (verdict) {
    case Verdict::no_clean_step:
      return subject + " reaches the end: " + amount + direction + " while it lasts (" + seeds + ")";
    case Verdict::worse: return subject + ": " + amount + " lost (" + seeds + ")";
    case Verdict::better: return subject + ": " + amount + " gained (" + seeds + ")";
    case Verdict::unclear: break;
  }
  if (!std::isfinite(damage)) return subject + ": the difference to " + other + " is not finite";
  return subject + ": " + amount + direction + ", no clear difference (" + seeds + ")";
}

std::string values_of(const ComparisonResult& result, const Treatment& treatment) {
  const auto level = [&](double value) {
    return fixed_text(value, is_told_in_points(result.metric) ? 3 : std::abs(value) < 100 ? 4 : 1);
  };
  const std::string treated = treatment.lasts ? treatment.name : "with the deficit";
  return capital(treatment.baseline) + " " + level(result.baseline_final) + ", " + treated + " " +
         level(result.deficit_final) + ": " + final_value_words(result) + ".";
}

std::string recovery_of(const ComparisonResult& result) {
  if (result.no_clean_step) return "No evaluation follows the deficit's end: what lasts of it is unknown.";
  if (!result.gap_at_deficit_end) return {};
  if (!result.recovery)
    return *result.gap_at_deficit_end > 0 ? std::string() : "There was no gap yet when the deficit ended.";
  const std::string gap = short_amount(*result.gap_at_deficit_end, result.metric);
  const std::string at_end = "When the deficit ended the gap was " + gap;
  if (*result.recovery < 0) return at_end + "; it has grown since.";
  if (*result.recovery >= 1) return at_end + "; all of it has closed.";
  return at_end + "; " + fixed_text(100 * *result.recovery, 0) + " % of it has closed.";
}

}  // namespace

std::string amount_words(double amount, const std::string& metric) {
  return short_amount(amount, metric) + " of " + metric_words(metric);
}

std::string interval_text(const ConfidenceInterval& interval, const std::string& metric) {
  return shown(interval.low, metric) + " .. " + shown(interval.high, metric) +
         (is_told_in_points(metric) ? " points" : "");
}

std::optional<ConfidenceInterval> test_set_interval(const ComparisonResult& result, double level) {
  if (!result.discordant) return std::nullopt;
  return accuracy_difference_interval(*result.discordant, level);
}

std::string one_seed_words(const ComparisonResult& result) {
  const std::string unknown = "One seed: training noise unknown; ";
  const auto interval = test_set_interval(result);
  if (!interval)
    return unknown + (is_told_in_points(result.metric)
                          ? "which samples the arms got right was not kept."
                          : "no interval of a " + result.metric.substr(result.metric.find('/') + 1) + ".");
  return unknown + level_text(interval->level) + " test-set interval (" + interval_words(interval->kind) +
         ") of the last evaluation's difference " + interval_text(*interval, result.metric) + ".";
}

ComparisonWords comparison_words(const ComparisonResult& result, const Treatment& treatment) {
  ComparisonWords words;
  words.verdict = verdict_of(test_set_interval(result), result.no_clean_step);
  // The interval is of the last evaluation, the damage may be of several: where they disagree nothing is clear.
  const bool disagrees = (words.verdict == Verdict::worse && !(result.damage > 0)) ||
                         (words.verdict == Verdict::better && !(result.damage < 0));
  if (disagrees) words.verdict = Verdict::unclear;
  words.headline = headline_of(result.damage, result.metric, words.verdict, "one seed", treatment);
  words.values = values_of(result, treatment);
  words.uncertainty = one_seed_words(result);
  if (!treatment.lasts) words.recovery = recovery_of(result);
  return words;
}

ComparisonWords comparison_words(double mean_damage, const std::string& metric, int seeds,
                                 const std::optional<ConfidenceInterval>& interval, IntervalKind kind,
                                 bool no_clean_step, const Treatment& treatment) {
  ComparisonWords words;
  words.verdict = verdict_of(interval, no_clean_step);
  const std::string count = seeds == 1 ? "one seed" : "N = " + std::to_string(seeds);
  words.headline = headline_of(mean_damage, metric, words.verdict, count, treatment);
  words.uncertainty = "No " + interval_words(kind) + " interval over seeds: " + no_interval_words(kind, seeds) + ".";
  if (interval)
    words.uncertainty =
        interval_words(interval->kind, interval->level) + " over seeds " + interval_text(*interval, metric) + ".";
  return words;
}

}  // namespace imprint
