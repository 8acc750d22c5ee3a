// SPDX-License-Identifier: GPL-3.0-or-later
// What the gallery offers, and its small pictures.
#pragma once

#include <QPixmap>
#include <QSize>
#include <optional>
#include <vector>

#include "core/spec/preset_io.h"

namespace imprint::studio {

/// The ten schedules and static, with the range and cycles of `now`.
std::vector<Preset> schedule_presets(const PrecisionSpec& now);

/// Early, middle, late and several windows, as shares of the run, and none.
std::vector<Preset> deficit_presets();

/// The bits over a run, the windows as bands.
QPixmap preset_picture(const Preset& preset, const QSize& size, double ratio);

}  // namespace imprint::studio
