// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>
#include <QString>

namespace imprint::studio {

enum class IconInk { text, on_accent };

/// The one-colour drawing :/icons/NAME.svg, inked at every paint in the colour that the theme has then.
QIcon themed_icon(const QString& name, IconInk ink = IconInk::text);

}  // namespace imprint::studio
