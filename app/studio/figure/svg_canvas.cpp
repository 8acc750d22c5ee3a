// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/figure/svg_canvas.h"

#include <QBuffer>
#include <cmath>

#include "app/figure/layout/text_width.h"
#include "core/base/text.h"

namespace imprint::studio {
namespace {

/// A hundredth of a point is below what any device shows.
std::string number(double value) {
  const double rounded = std::round(value * 100) / 100;
  return shortest_text(rounded == 0 ? 0.0 : rounded);
}

std::string hex(FigureColour colour) {
  constexpr char digits[] = "0123456789abcdef";
  std::string text = "#";
  for (const int channel : {colour.red, colour.green, colour.blue}) {
    text += digits[channel / 16];
    text += digits[channel % 16];
  }
  return text;
}

std::string escaped(const std::string& text) {
  std::string result;
  for (const char c : text) {
    if (c == '&')
      result += "&amp;";
    else if (c == '<')
      result += "&lt;";
    else if (c == '>')
      result += "&gt;";
    else if (c == '"')
      result += "&quot;";
    else
      result += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;  // XML allows no control characters
  }
  return result;
}

std::string attribute(const char* name, const std::string& value) {
  return std::string(" ") + name + "=\"" + value + "\"";
}

/// Rounded, but never out of the page by that.
std::string coordinate(double value, double page_end) {
  return value <= page_end && std::round(value * 100) / 100 > page_end ? shortest_text(page_end) : number(value);
}

std::string path_data(const std::vector<PagePath>& lines, bool closed, QSizeF page) {
  std::string data;
  for (const PagePath& line : lines) {
    for (std::size_t i = 0; i < line.size(); ++i) {
      // After M further pairs are lines, so that L need not be written.
      data += (i == 0 ? "M" : " ") + coordinate(line[i].x, page.width()) + "," + coordinate(line[i].y, page.height());
    }
    if (closed) data += "Z";
  }
  return data;
}

std::string path_data(const QPainterPath& path) {
  std::string data;
  for (int i = 0; i < path.elementCount(); ++i) {
    const QPainterPath::Element element = path.elementAt(i);
    if (element.isMoveTo())
      data += i == 0 ? "M" : "ZM";
    else if (element.isLineTo())
      data += "L";
    else if (element.isCurveTo())
      data += "C";
    else
      data += " ";
    data += number(element.x) + "," + number(element.y);
  }
  return data.empty() ? data : data + "Z";
}

}  // namespace

SvgCanvas::SvgCanvas(double width_points, double height_points, FigureFont font, bool text_as_paths)
    : page_(width_points, height_points), font_(std::move(font)), text_as_paths_(text_as_paths) {
  const std::string width = shortest_text(width_points);
  const std::string height = shortest_text(height_points);
  svg_ =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" "
      "xmlns:xlink=\"http://www.w3.org/1999/xlink\" version=\"1.1\" width=\"" +
      width + "pt\" height=\"" + height + "pt\" viewBox=\"0 0 " + width + " " + height + "\">\n";
}

void SvgCanvas::fill(const std::vector<PagePath>& polygons, FigureColour colour, double opacity) {
  const std::string faint = opacity < 1 ? attribute("fill-opacity", number(opacity)) : std::string();
  for (const PagePath& polygon : polygons)
    svg_ +=
        "<path" + attribute("fill", hex(colour)) + faint + attribute("d", path_data({polygon}, true, page_)) + "/>\n";
}

void SvgCanvas::stroke(const std::vector<PagePath>& lines, const Stroke& stroke) {
  if (lines.empty()) return;
  svg_ +=
      "<path fill=\"none\"" + attribute("stroke", hex(stroke.colour)) + attribute("stroke-width", number(stroke.width));
  if (!stroke.closed) svg_ += attribute("stroke-linejoin", "round");
  std::string dashes;
  for (const double length : stroke.dash) dashes += (dashes.empty() ? "" : ",") + number(length);
  if (!dashes.empty()) svg_ += attribute("stroke-dasharray", dashes);
  svg_ += attribute("d", path_data(lines, stroke.closed, page_)) + "/>\n";
}

void SvgCanvas::disc(PagePoint centre, double radius, FigureColour colour) {
  svg_ += "<circle" + attribute("fill", hex(colour)) + attribute("cx", number(centre.x)) +
          attribute("cy", number(centre.y)) + attribute("r", number(radius)) + "/>\n";
}

void SvgCanvas::text(const PlacedText& text, FigureColour colour) {
  if (!text_as_paths_) return characters(text, colour);
  QTransform place;
  place.translate(text.turned ? text.baseline : text.box.left, text.turned ? text.box.bottom() : text.baseline);
  if (text.turned) place.rotate(-90);
  svg_ += "<path" + attribute("fill", hex(colour)) + attribute("d", path_data(place.map(text_outlines(font_, text)))) +
          "/>\n";
}

void SvgCanvas::characters(const PlacedText& text, FigureColour colour) {
  std::string families = "'" + escaped(font_.family.toStdString()) + "'";
  for (const std::string& other : font_.similar)
    if (other != font_.family.toStdString()) families += ",'" + other + "'";
  families += font_.serif ? ",serif" : ",sans-serif";
  // Anchored in the middle: where another font takes over, both ends move half as far.
  const double x = text.turned ? text.baseline : text.box.left + text.box.width / 2;
  const double y = text.turned ? text.box.top + text.box.height / 2 : text.baseline;
  svg_ += "<text text-anchor=\"middle\"" + attribute("x", number(x)) + attribute("y", number(y));
  if (text.turned) svg_ += attribute("transform", "rotate(-90 " + number(x) + " " + number(y) + ")");
  svg_ += attribute("font-family", families) + attribute("font-size", number(text.points)) +
          " style=\"font-variant-ligatures:none\"";
  if (text.bold) svg_ += " font-weight=\"bold\"";
  svg_ += attribute("fill", hex(colour)) + ">";
  bool raised = false;
  for (const TextRun& run : text_runs(text.text)) {
    const double shift = (run.raised ? -1 : raised ? 1 : 0) * raised_by * text.points;
    raised = run.raised;
    if (shift == 0) {
      svg_ += escaped(run.text);
      continue;
    }
    svg_ += "<tspan" + attribute("dy", number(shift));
    if (run.raised) svg_ += attribute("font-size", number(raised_size * text.points));
    svg_ += ">" + escaped(run.text) + "</tspan>";
  }
  svg_ += "</text>\n";
}

void SvgCanvas::picture(const QImage& picture, const FigureBox& box) {
  QByteArray bytes;
  QBuffer buffer(&bytes);
  buffer.open(QIODevice::WriteOnly);
  picture.save(&buffer, "PNG");
  svg_ += "<image preserveAspectRatio=\"none\"" + attribute("x", number(box.left)) + attribute("y", number(box.top)) +
          attribute("width", number(box.width)) + attribute("height", number(box.height)) +
          " xlink:href=\"data:image/png;base64," + bytes.toBase64().toStdString() + "\"/>\n";
}

void SvgCanvas::begin_group(const std::string& name) { svg_ += "<g" + attribute("id", escaped(name)) + ">\n"; }

void SvgCanvas::end_group() { svg_ += "</g>\n"; }

std::string SvgCanvas::finished() { return std::move(svg_) + "</svg>\n"; }

}  // namespace imprint::studio
