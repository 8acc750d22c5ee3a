// SPDX-License-Identifier: GPL-3.0-or-later
// Every colour that means something, in one place, so that no two meanings share one: conditions (whose line it is),
// verdicts (what a comparison says), states (how a job stands). None is told by colour alone.
#pragma once

#include <QColor>
#include <string>

namespace imprint::studio {

// Conditions.

/// The i-th of the colours that overlaid runs get: Okabe and Ito's, those that stand out from the background.
QColor run_colour(int index);
/// Of a kind of deficit, the same everywhere.
QColor kind_colour(const std::string& kind);

// Verdicts.

/// What a comparison says; `unclear` has neither harm's nor safety's colour.
enum class Finding { unclear, harm, safe };
QColor finding_colour(Finding finding);

/// Of a damage in a map. `share` -1..1 of the largest one: -1 the strongest blue (better than the baseline), 0 the
/// neutral middle, 1 the strongest orange (harm). One that is not significant has no colour, however large it is.
QColor damage_colour(double share, bool significant);
/// The scale of it: Okabe and Ito's pair, told apart by every kind of colour vision; lightness rises or falls evenly to
/// both sides.
QColor diverging_colour(double share);

// States.

enum class JobState { idle, active, done, problem };
QColor state_colour(JobState state);

// What reads on what.

/// Black or white, whichever reads better on it.
QColor ink_on(const QColor& ground);
/// WCAG's contrast of two colours, 1..21.
double contrast(const QColor& a, const QColor& b);

}  // namespace imprint::studio
