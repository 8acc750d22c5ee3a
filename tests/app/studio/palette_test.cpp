// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/theme/palette.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <algorithm>
#include <cmath>
#include <functional>

#include "app/studio/theme/theme.h"

namespace imprint::studio {
namespace {

double distance(const QColor& a, const QColor& b) {
  return std::hypot(a.red() - b.red(), a.green() - b.green(), a.blue() - b.blue());
}

/// How far a colour is from grey.
int chroma(const QColor& colour) {
  return std::max({colour.red(), colour.green(), colour.blue()}) -
         std::min({colour.red(), colour.green(), colour.blue()});
}

void in_both_themes(const std::function<void()>& check) {
  for (const ThemeChoice choice : {ThemeChoice::dark, ThemeChoice::light}) {
    apply_theme(*qApp, choice);
    check();
  }
}

TEST(Palette, NoStateLooksLikeAVerdict) {
  in_both_themes([] {
    for (const JobState state : {JobState::active, JobState::done, JobState::problem})
      for (const Finding finding : {Finding::harm, Finding::safe})
        EXPECT_GT(distance(state_colour(state), finding_colour(finding)), 80)
            << static_cast<int>(state) << " " << static_cast<int>(finding);
  });
}

TEST(Palette, HarmSafetyAndNeitherAreThreeColours) {
  in_both_themes([] {
    EXPECT_GT(distance(finding_colour(Finding::harm), finding_colour(Finding::safe)), 80);
    const QColor unclear = finding_colour(Finding::unclear);
    EXPECT_LT(chroma(unclear), 24) << "neither has a hue";
  });
}

TEST(Palette, ADamageThatIsNotSignificantHasNoColour) {
  in_both_themes([] {
    for (const double share : {-1.0, -0.3, 0.0, 0.3, 1.0}) {
      EXPECT_LT(chroma(damage_colour(share, false)), 16) << share;
      EXPECT_EQ(damage_colour(share, false), damage_colour(0, true));
    }
    EXPECT_GT(chroma(damage_colour(1, true)), 120);
  });
}

TEST(Palette, StatesAndVerdictsStandOutFromTheCards) {
  in_both_themes([] {
    for (const JobState state : {JobState::active, JobState::done, JobState::problem})
      EXPECT_GE(contrast(state_colour(state), theme().surface), 3) << static_cast<int>(state);
    for (const Finding finding : {Finding::harm, Finding::safe})
      EXPECT_GE(contrast(finding_colour(finding), theme().surface), 3) << static_cast<int>(finding);
  });
}

}  // namespace
}  // namespace imprint::studio
