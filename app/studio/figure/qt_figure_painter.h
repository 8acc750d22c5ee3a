// SPDX-License-Identifier: GPL-3.0-or-later
// The figure painter: QPainter onto PDF, SVG, PNG or a picture in memory. Needs a QGuiApplication (the
// offscreen platform will do), no widget and no display. Qt Charts is for the live views: it clips wrongly in
// SVG and can't give exact sizes.
#pragma once

#include <QImage>
#include <memory>

#include "app/figure/figure_painter.h"

class QPainter;

namespace imprint::studio {

/// Also what the export dialog's preview and "copy as image" use.
std::unique_ptr<FigurePainter> qt_figure_painter();

/// Paints the page with its background; one unit of the painter is one point.
void paint_figure(QPainter& painter, const FigureDrawing& drawing, const FigureOutput& output = {});

/// The page as a picture of that many dots per inch, which it says of itself.
QImage figure_image(const FigureDrawing& drawing, double dpi);

}  // namespace imprint::studio
