// SPDX-License-Identifier: GPL-3.0-or-later
// The words and numbers of a report's conditions as the desktop shows them; app/workflow/report/sweep_views.h picks
// them.
#pragma once

#include <QString>
#include <QStringList>
#include <string>

#include "app/workflow/report/sweep_views.h"

namespace imprint::studio {

/// "points of test/accuracy", "test/loss".
QString damage_unit(const std::string& metric);
/// "+2.4", "-0.3", "0.0": damage as it stands in cells.
QString damage_text(double damage, const std::string& metric);
/// "**" below .01, "*" below .05, else nothing. Of adjusted p-values.
QString significance_sign(double adjusted_p);
/// By the adjusted p-value, at .05; one that is not known is not.
bool is_significant(const DamageStatistics& damage);
/// ".032", "< .001".
QString p_text(double p);
/// "95 % Student t interval": of all means of the report.
QString interval_head(const SweepReport& report);

/// Hedges' g; a dash where it says nothing: for fewer than 3 seeds its small-sample factor is 0.
QString effect_text(const ConditionReport& condition);

/// Everything about one condition, a line each: for tool tips and for the screen reader.
QString condition_words(const SweepReport& report, const ConditionReport& condition);
/// "The Fisher trace at the deficit's end and the damage: rank correlation 0.62 (95 % 0.31 to 0.80), 24 runs: ..."
QString predictor_words(const PredictorReport& predictor);
/// What the numbers of the report are, in one sentence.
QString report_words(const SweepReport& report);
/// Rows of conditions with tabs between the columns, a header first.
QString conditions_as_text(const SweepReport& report);

}  // namespace imprint::studio
