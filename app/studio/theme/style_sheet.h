// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "app/studio/theme/theme.h"

namespace imprint::studio {

/// The style sheet of the whole application in a theme's colours.
QString style_sheet(const Theme& theme);

}  // namespace imprint::studio
