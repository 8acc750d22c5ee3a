// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/export/figure_preview.h"

#include <QLabel>
#include <QScreen>
#include <algorithm>

#include "app/studio/figure/qt_figure_painter.h"
#include "app/studio/theme/theme.h"

namespace imprint::studio {
namespace {

constexpr int margin = 24;  // around the page
constexpr double least_dpi = 60, most_dpi = 400, usual_dpi = 96;

}  // namespace

FigurePreview::FigurePreview(QWidget* parent) : QScrollArea(parent), page_(new QLabel) {
  page_->setAlignment(Qt::AlignCenter);
  page_->setMargin(margin);
  page_->setWordWrap(true);
  page_->setTextFormat(Qt::PlainText);
  setWidget(page_);
  setWidgetResizable(true);
  setAccessibleName("Preview of the figure");
}

double FigurePreview::pixels_per_inch() const {
  const double dpi = screen()->physicalDotsPerInch();
  return dpi >= least_dpi && dpi <= most_dpi ? dpi : usual_dpi;  // screens that don't know their size say nonsense
}

double FigurePreview::scale() const {
  const double true_scale = pixels_per_inch() / points_per_inch;
  if (zoom_ == Zoom::true_size) return true_scale;
  if (zoom_ == Zoom::twice) return 2 * true_scale;
  const QSize room = maximumViewportSize() - QSize(2 * margin, 2 * margin);
  const double fit = std::min(room.width() / drawing_->layout.width, room.height() / drawing_->layout.height);
  return std::max(fit, 0.1);
}

void FigurePreview::show_drawing(const FigureDrawing& drawing) {
  drawing_ = drawing;
  repaint_page();
}

void FigurePreview::show_message(const QString& text) {
  drawing_.reset();
  image_ = {};
  page_->setPixmap({});
  page_->setText(text);
}

void FigurePreview::set_zoom(Zoom zoom) {
  zoom_ = zoom;
  repaint_page();
}

void FigurePreview::set_vision(ColourVision vision) {
  vision_ = vision;
  repaint_page();
}

void FigurePreview::repaint_page() {
  if (!drawing_) return;
  const double ratio = devicePixelRatioF();
  image_ = seen_with(vision_, figure_image(*drawing_, scale() * ratio * points_per_inch));
  QPixmap pixmap = QPixmap::fromImage(image_);
  pixmap.setDevicePixelRatio(ratio);
  page_->setText({});
  page_->setPixmap(pixmap);
  page_->setAccessibleName("The figure");
}

void FigurePreview::resizeEvent(QResizeEvent* event) {
  QScrollArea::resizeEvent(event);
  if (zoom_ == Zoom::fit) repaint_page();
}

}  // namespace imprint::studio
