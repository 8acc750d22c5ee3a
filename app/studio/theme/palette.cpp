// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/theme/palette.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "app/studio/theme/theme.h"
#include "core/spec/kinds.h"

namespace imprint::studio {
namespace {

double linear(double channel) {
  return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor& colour) {
  return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
}

QColor between(const QColor& a, const QColor& b, double share) {
  const auto mix = [share](int x, int y) { return static_cast<int>(std::lround(x + share * (y - x))); };
  return {mix(a.red(), b.red()), mix(a.green(), b.green()), mix(a.blue(), b.blue())};
}

}  // namespace

QColor run_colour(int index) {
  static const std::array<const char*, 6> on_light = {"#d55e00", "#0072b2", "#009e73", "#cc79a7", "#000000", "#e69f00"};
  static const std::array<const char*, 6> on_dark = {"#e8762b", "#56b4e9", "#1fbf8f", "#e08fbd", "#f0f0f0", "#f0e442"};
  const auto& colours = theme().dark ? on_dark : on_light;
  return QColor(colours[static_cast<std::size_t>(index) % colours.size()]);
}

QColor kind_colour(const std::string& kind) {
  const auto& names = kind_names("deficit.kind");
  const auto found = std::ranges::find(names, kind);
  return run_colour(found == names.end() ? 4 : static_cast<int>(found - names.begin()));
}

QColor finding_colour(Finding finding) {
  switch (finding) {
    case Finding::harm: return theme().deficit;
    case Finding::safe: return theme().good;
    case Finding::unclear: break;
  }
  return theme().faint;
}

QColor state_colour(JobState state) {
  switch (state) {
    case JobState::active: return theme().accent;
    case JobState::done: return theme().done;
    case JobState::problem: return theme().problem;
    case JobState::idle: break;
  }
  return theme().line;
}

QColor damage_colour(double share, bool significant) { return diverging_colour(significant ? share : 0); }

QColor diverging_colour(double share) {
  const double strength = std::min(1.0, std::abs(share));
  if (theme().dark) return between("#2b3036", share < 0 ? "#56b4e9" : "#f08434", strength);
  return between("#f4f4f2", share < 0 ? "#0072b2" : "#d55e00", strength);
}

QColor ink_on(const QColor& ground) {
  const QColor black("#000000"), white("#ffffff");  // whatever the ground, one of them reaches 4.5
  return contrast(black, ground) >= contrast(white, ground) ? black : white;
}

double contrast(const QColor& a, const QColor& b) {
  const double x = luminance(a), y = luminance(b);
  return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

}  // namespace imprint::studio
