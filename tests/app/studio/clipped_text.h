// SPDX-License-Identifier: GPL-3.0-or-later
// Finds text that a window shows cut off: every visible label, button, choice, header and tab is measured against its
// own place, and its place against that of what it lies in.
#pragma once

#include <QStringList>

class QWidget;

namespace imprint::test {

/// A sentence for each text that does not fit, and for each pair of siblings that cover each other; empty when all
/// fits. Labels that elide on purpose (ElidedLabel, PartsLabel) count when their tool tip lacks the whole text.
QStringList clipped_texts(const QWidget& window);

}  // namespace imprint::test
