// SPDX-License-Identifier: GPL-3.0-or-later
// The button, alike everywhere, whose menu exports what stands beside it.
#pragma once

#include <QToolButton>
#include <functional>

#include "app/studio/bridge/figure_request.h"

class QMenu;

namespace imprint::studio {

/// Fills a menu with the ways to export what a maker makes.
using ExportMenu = std::function<void(QMenu&, FigureMaker)>;

/// `subject` names what is exported: "Fisher trace". The menu is filled anew whenever it opens.
QToolButton* make_export_button(const QString& subject, const ExportMenu& fill, FigureMaker make, QWidget* parent);

}  // namespace imprint::studio
