// SPDX-License-Identifier: GPL-3.0-or-later
// The page as it will be printed: at its true size on this screen, fitted or larger, and as others see its colours.
#pragma once

#include <QImage>
#include <QScrollArea>
#include <optional>

#include "app/figure/figure_painter.h"
#include "app/studio/figure/colour_vision.h"

class QLabel;

namespace imprint::studio {

/// Of a figure that is copied as an image.
inline constexpr double clipboard_dpi = 300;

class FigurePreview : public QScrollArea {
  Q_OBJECT

 public:
  enum class Zoom { true_size, fit, twice };

  explicit FigurePreview(QWidget* parent = nullptr);

  void show_drawing(const FigureDrawing& drawing);
  /// In place of a page: what to do, or what is wrong.
  void show_message(const QString& text);
  void set_zoom(Zoom zoom);
  void set_vision(ColourVision vision);
  /// The page as it is shown, at device pixels.
  const QImage& image() const { return image_; }
  /// Logical pixels that one inch of paper takes on this screen at true size.
  double pixels_per_inch() const;

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  void repaint_page();
  double scale() const;  // logical pixels a point

  std::optional<FigureDrawing> drawing_;
  QLabel* page_;
  QImage image_;
  Zoom zoom_ = Zoom::true_size;
  ColourVision vision_ = ColourVision::normal;
};

}  // namespace imprint::studio
