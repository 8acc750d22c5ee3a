// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/figure/qt_figure_painter.h"

#include <QBuffer>
#include <QHashSeed>
#include <QPageLayout>
#include <QPainter>
#include <QPdfWriter>
#include <cmath>
#include <future>

#include "app/studio/figure/draw_page.h"
#include "app/studio/figure/finish_pdf.h"
#include "app/studio/figure/painter_canvas.h"
#include "app/studio/figure/svg_canvas.h"
#include "core/base/atomic_file.h"
#include "core/base/error.h"

namespace imprint::studio {
namespace {

/// Whole numbers of hundredths of a point write a PDF's paths in few bytes.
constexpr int pdf_units = 100;

std::string pdf_bytes(const FigureDrawing& drawing, const FigureOutput& output) {
  QHashSeed::setDeterministicGlobalSeed();  // Qt writes fonts in the order of a hash: equal in every process
  QByteArray bytes;
  QBuffer buffer(&bytes);
  buffer.open(QIODevice::WriteOnly);
  QPdfWriter writer(&buffer);
  writer.setResolution(static_cast<int>(pdf_units * points_per_inch));
  writer.setCreator("Imprint");
  const QSizeF whole(std::ceil(drawing.style.width_points), std::ceil(drawing.style.height_points));
  writer.setPageSize(QPageSize(whole, QPageSize::Point, {}, QPageSize::ExactMatch));
  writer.setPageMargins({});
  {
    QPainter painter(&writer);
    painter.setRenderHint(QPainter::LosslessImageRendering);
    // The page is cut to its true height from its lower left corner.
    painter.translate(0, (whole.height() - drawing.style.height_points) * pdf_units);
    PainterCanvas canvas(painter, figure_font(drawing.style), pdf_units, PainterCanvas::Letters::characters);
    draw_page(canvas, drawing, output);
  }
  return finished_pdf(bytes.toStdString(), drawing.style.width_points, drawing.style.height_points);
}

std::string svg_bytes(const FigureDrawing& drawing, const FigureOutput& output) {
  SvgCanvas canvas(drawing.style.width_points, drawing.style.height_points, figure_font(drawing.style),
                   output.svg_text_as_paths);
  draw_page(canvas, drawing, output);
  return canvas.finished();
}

QImage painted(const FigureDrawing& drawing, double dpi, const FigureOutput& output) {
  const double scale = dpi / points_per_inch;
  const int width = static_cast<int>(std::lround(drawing.style.width_points * scale));
  const int height = static_cast<int>(std::lround(drawing.style.height_points * scale));
  QImage image(std::max(width, 1), std::max(height, 1), QImage::Format_RGB32);
  if (image.isNull())
    throw JobError("no memory for a picture of " + std::to_string(width) + " x " + std::to_string(height) +
                   " dots; choose fewer dots per inch");
  image.fill(colour_of(drawing.style.background));
  const int dots_a_meter = static_cast<int>(std::lround(dpi / 0.0254));
  image.setDotsPerMeterX(dots_a_meter);
  image.setDotsPerMeterY(dots_a_meter);
  QPainter painter(&image);
  painter.scale(scale, scale);
  paint_figure(painter, drawing, output);
  return image;
}

std::string png_bytes(const FigureDrawing& drawing, const FigureOutput& output) {
  QByteArray bytes;
  QBuffer buffer(&bytes);
  buffer.open(QIODevice::WriteOnly);
  if (!painted(drawing, output.png_dpi, output).save(&buffer, "PNG")) throw JobError("the PNG could not be coded");
  return bytes.toStdString();
}

class QtFigurePainter : public FigurePainter {
 public:
  std::unique_ptr<TextMeasure> measure(const FigureStyle& style, std::vector<std::string>& notes) const override {
    FigureFont font = figure_font(style);
    if (!font.note.empty()) notes.push_back(font.note);
    return std::make_unique<QtTextMeasure>(std::move(font));
  }

  std::vector<std::filesystem::path> paint(const FigureDrawing& drawing, const FigureOutput& output,
                                           const std::filesystem::path& stem) const override {
    std::vector<std::filesystem::path> written;
    const auto write = [&](const char* ending, const std::string& bytes) {
      std::filesystem::path file = stem;
      file += ending;  // replace_extension would eat a dot in the name
      write_file_atomically(file, bytes);
      written.push_back(file);
    };
    std::future<std::string> png;  // takes as long as the others together
    if (output.png) png = std::async(std::launch::async, [&] { return png_bytes(drawing, output); });
    if (output.pdf) write(".pdf", pdf_bytes(drawing, output));
    if (output.svg) write(".svg", svg_bytes(drawing, output));
    if (output.png) write(".png", png.get());
    return written;
  }
};

}  // namespace

std::unique_ptr<FigurePainter> qt_figure_painter() { return std::make_unique<QtFigurePainter>(); }

void paint_figure(QPainter& painter, const FigureDrawing& drawing, const FigureOutput& output) {
  painter.setRenderHint(QPainter::Antialiasing);
  PainterCanvas canvas(painter, figure_font(drawing.style), 1, PainterCanvas::Letters::outlines);
  draw_page(canvas, drawing, output);
}

QImage figure_image(const FigureDrawing& drawing, double dpi) { return painted(drawing, dpi, {}); }

}  // namespace imprint::studio
