// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/sweep/results/report_view.h"

#include <cmath>

#include "core/results/metric_info.h"
#include "core/spec/sweep_spec.h"

namespace imprint::studio {

QString damage_unit(const std::string& metric) {
  return (is_told_in_points(metric) ? QString("points of ") : QString()) + QString::fromStdString(metric);
}

QString damage_text(double damage, const std::string& metric) {
  const double factor = shown_factor(metric);
  const double shown = damage * factor;
  const int decimals = factor == 100 ? 1 : std::abs(shown) < 0.1 ? 3 : 2;
  const QString text = QString::number(shown, 'f', decimals);
  if (text.toDouble() == 0) return text.startsWith('-') ? text.mid(1) : text;
  return shown > 0 ? "+" + text : text;
}

QString significance_sign(double adjusted_p) { return adjusted_p < 0.01 ? "**" : adjusted_p < 0.05 ? "*" : ""; }

bool is_significant(const DamageStatistics& damage) { return !damage.no_clean_step && damage.adjusted_p_value < 0.05; }

QString p_text(double p) {
  if (std::isnan(p)) return QString("–");
  if (p < 0.001) return "< .001";
  const QString text = QString::number(p, 'f', 3);
  return text.startsWith("0.") ? text.mid(1) : text;
}

QString effect_text(const ConditionReport& condition) {
  constexpr std::size_t fewest_seeds = 3;
  if (condition.runs.size() < fewest_seeds || !std::isfinite(condition.damage.effect_size)) return "–";
  return QString::number(condition.damage.effect_size, 'f', 2);
}

QString interval_head(const SweepReport& report) {
  return QString::fromStdString(interval_words(report.interval, report.level));
}

QString condition_words(const SweepReport& report, const ConditionReport& condition) {
  QStringList lines = {QString::fromStdString(condition.label)};
  const auto points = [&](double value) { return damage_text(value, report.metric); };
  if (!condition.runs.empty()) {
    const DamageStatistics& damage = condition.damage;
    lines << "Damage " + points(damage.mean) + " " + damage_unit(report.metric) + ", " +
                 QString::fromStdString(report.final_value) + ", N = " + QString::number(condition.runs.size());
    if (damage.no_clean_step) lines << "No clean step: the deficit reaches the end, nothing is known of what lasts";
    const std::string why_none = no_interval_words(report.interval, static_cast<int>(condition.runs.size()));
    lines << (damage.interval
                  ? interval_head(report) + " " + points(damage.interval->low) + " to " + points(damage.interval->high)
                  : "No " + interval_head(report) + ": " + QString::fromStdString(why_none));
    lines << "p = " + p_text(damage.p_value) + " (paired sign flips), adjusted by Holm " +
                 p_text(damage.adjusted_p_value);
    lines << "Hedges' g " + effect_text(condition);
    lines << QString("%1 of %2 recovered").arg(condition.recovered).arg(condition.runs.size()) +
                 (condition.median_steps_to_recover
                      ? ", after a median of " + QString::number(*condition.median_steps_to_recover, 'f', 0) + " steps"
                      : QString());
  }
  for (const std::string& missing : condition.missing) lines << "Missing: " + QString::fromStdString(missing);
  return lines.join('\n');
}

QString predictor_words(const PredictorReport& predictor) {
  const double rho = predictor.rank_correlation;
  QString words = QString::fromStdString(predictor.metric) +
                  " at the deficit's end: rank correlation with the damage " + QString::number(rho, 'f', 2);
  if (!std::isfinite(rho)) return QString::fromStdString(predictor.metric) + ": too few runs to tell";
  if (predictor.interval)
    words += QString(" (%1 %2 to %3)")
                 .arg(QString::fromStdString(interval_words(predictor.interval->kind, predictor.interval->level)))
                 .arg(predictor.interval->low, 0, 'f', 2)
                 .arg(predictor.interval->high, 0, 'f', 2);
  words += QString(", %1 runs (%2 conditions x %3 seeds): ")
               .arg(predictor.count)
               .arg(predictor.conditions)
               .arg(predictor.seeds);
  if (!predictor.interval) return words + "no interval, " + QString::fromStdString(predictor.why_no_interval) + ".";
  const bool clear = predictor.interval && predictor.interval->low * predictor.interval->high > 0;
  if (!clear) return words + "no order that these runs can show.";
  return words + (rho > 0 ? "the larger it is, the larger the damage." : "the larger it is, the smaller the damage.");
}

QString report_words(const SweepReport& report) {
  return QString::fromStdString(report.metric) + " (" + QString::fromStdString(report.final_value) +
         "), baseline − deficit.";
}

QString conditions_as_text(const SweepReport& report) {
  QStringList head;
  for (const std::string& axis : report.axes) head << QString::fromStdString(short_sweep_key(axis));
  head << "N"
       << "damage"
       << "low"
       << "high"
       << "p"
       << "p (Holm)"
       << "Hedges' g"
       << "recovered"
       << "baseline"
       << "deficit";
  QStringList rows = {head.join('\t')};
  for (const ConditionReport& condition : report.conditions) {
    QStringList row;
    for (const std::string& axis : report.axes) row << QString::fromStdString(coordinate_of(condition, axis));
    const DamageStatistics& damage = condition.damage;
    const auto number = [](double value) { return std::isfinite(value) ? QString::number(value, 'g', 6) : QString(); };
    row << QString::number(condition.runs.size());
    if (condition.runs.empty()) {
      rows << row.join('\t');
      continue;
    }
    row << number(damage.mean) << (damage.interval ? number(damage.interval->low) : "")
        << (damage.interval ? number(damage.interval->high) : "") << number(damage.p_value)
        << number(damage.adjusted_p_value) << (effect_text(condition) == "–" ? QString() : number(damage.effect_size))
        << QString::number(condition.recovered) << number(damage.mean_baseline) << number(damage.mean_deficit);
    rows << row.join('\t');
  }
  return rows.join('\n') + '\n';
}

}  // namespace imprint::studio
