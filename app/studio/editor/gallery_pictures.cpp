// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/editor/gallery_pictures.h"

#include <QPainter>
#include <algorithm>

#include "app/studio/theme/theme.h"
#include "core/base/error.h"
#include "core/schedule/precision_schedule.h"

namespace imprint::studio {
namespace {

constexpr std::int64_t picture_steps = 960;
constexpr double assumed_epochs = 20;  // of a deficit that is told in epochs

DeficitSpec window(double onset, double length) {
  DeficitSpec deficit;
  deficit.unit = "fraction";
  deficit.onset = onset;
  deficit.length = length;
  return deficit;
}

void paint_windows(QPainter& painter, const std::vector<DeficitSpec>& deficits, const QRectF& area) {
  QColor colour = theme().deficit;
  colour.setAlphaF(0.35F);
  for (const DeficitSpec& deficit : deficits) {
    const double whole = deficit.unit == "fraction" ? 1 : deficit.unit == "epoch" ? assumed_epochs : 1e4;
    const double left = std::min(1.0, deficit.onset / whole), width = std::min(1 - left, deficit.length / whole);
    painter.fillRect(QRectF(area.left() + left * area.width(), area.top(), width * area.width(), area.height()),
                     colour);
  }
}

void paint_schedule(QPainter& painter, const PrecisionSpec& precision, const QRectF& area) {
  const PrecisionSchedule schedule(precision, picture_steps);
  const double low = precision.min_bits, high = std::max<double>(precision.max_bits, low + 1);
  QPolygonF line;
  for (std::int64_t step = 0; step < picture_steps; step += 3) {
    const double share = (schedule.designed_bits(static_cast<double>(step)) - low) / (high - low);
    line << QPointF(area.left() + area.width() * static_cast<double>(step) / picture_steps,
                    area.bottom() - share * area.height());
  }
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(theme().baseline, 1.3));
  painter.drawPolyline(line);
}

}  // namespace

std::vector<Preset> schedule_presets(const PrecisionSpec& now) {
  std::vector<Preset> presets;
  for (const NamedSchedule& named : named_schedules()) {
    if (named.name == "curve") continue;
    PrecisionSpec precision = now;
    precision.schedule = named.name;
    precision.curve = {};
    precision.backward_curve = {};
    if (precision.min_bits >= precision.max_bits) precision.min_bits = std::max(1, precision.max_bits - 5);
    presets.push_back({named.name, precision});
  }
  return presets;
}

std::vector<Preset> deficit_presets() {
  return {{"early", {}, {{window(0, 0.25)}}},
          {"middle", {}, {{window(0.375, 0.25)}}},
          {"late", {}, {{window(0.75, 0.25)}}},
          {"several", {}, {{window(0, 0.15), window(0.4, 0.15), window(0.8, 0.15)}}},
          {"none", {}, {std::vector<DeficitSpec>()}}};
}

QPixmap preset_picture(const Preset& preset, const QSize& size, double ratio) {
  QPixmap picture((QSizeF(size) * ratio).toSize());
  picture.setDevicePixelRatio(ratio);
  picture.fill(theme().window);
  QPainter painter(&picture);
  const QRectF area = QRectF(QPointF(), QSizeF(size)).adjusted(4, 5, -4, -5);
  try {
    if (preset.deficits) paint_windows(painter, *preset.deficits, QRectF(area.left(), 0, area.width(), size.height()));
    PrecisionSpec level;
    level.min_bits = 1;
    paint_schedule(painter, preset.precision.value_or(level), area);
  } catch (const InputError&) {
    // A preset that can't be drawn has a name still.
  }
  return picture;
}

}  // namespace imprint::studio
