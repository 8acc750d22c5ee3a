// SPDX-License-Identifier: GPL-3.0-or-later
// data.csv: exactly what the figure draws, in the units of its axes, one row a point.
//
//   panel,kind,series,piece,x,y,low,high,label
//
// panel   from 0, in the order of the recipe
// kind    series  a point of a series: x, y, and the band, error bar or area from low to high
//         name    what stands beside a point of a series: x, y, label
//         span    a shaded stretch from low to high on the x axis, label
//         rule    a line across the plot: x when it is vertical, else y; label
//         cell    a map's cell: x and y its column and row from 0, low its value, high 1 when it is framed,
//         label its text
// series  index in the panel, of spans and rules among their like; 0 for cells
// piece   unique in the panel: points of one piece are joined, in the order of the rows; each gap begins a
// new one label   of the series, as in the legend; the last column, so that a reader which splits at commas
// gets the numbers right
//
// Numbers are the shortest texts that read back as the same double; an empty field is a missing value.
#include <cmath>

#include "app/figure/figure_job.h"
#include "core/base/text.h"

namespace imprint {
namespace {

std::string quoted(const std::string& text) {
  if (text.find_first_of(",\"\n\r") == std::string::npos) return text;
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"') result += '"';
    result += c == '\n' || c == '\r' ? ' ' : c;
  }
  return result + '"';
}

std::string number(double value) { return std::isfinite(value) ? shortest_text(value) : std::string(); }

class CsvWriter {
 public:
  std::string text() && { return std::move(text_); }

  void panel(std::size_t index, const FigurePanel& panel) {
    panel_ = std::to_string(index);
    int piece = 0;
    for (std::size_t s = 0; s < panel.series.size(); ++s) series(s, panel.series[s], piece);
    for (std::size_t i = 0; i < panel.spans.size(); ++i)
      row("span", i, "", {no_value, no_value, panel.spans[i].begin, panel.spans[i].end}, panel.spans[i].label);
    for (std::size_t i = 0; i < panel.rules.size(); ++i) {
      const FigureRule& rule = panel.rules[i];
      row("rule", i, "", {rule.vertical ? rule.at : no_value, rule.vertical ? no_value : rule.at}, rule.label);
    }
    if (panel.map) cells(*panel.map);
  }

 private:
  void series(std::size_t index, const FigureSeries& series, int& piece) {
    std::size_t point = 0;
    for (const FigurePiece& one : series.pieces) {
      const std::string number = std::to_string(piece++);
      for (const FigurePoint& p : one) {
        row("series", index, number, p, series.label);
        const std::size_t at = point++;
        if (at < series.names.size() && !series.names[at].empty())
          row("name", index, number, {p.x, p.y}, series.names[at]);
      }
    }
  }

  void cells(const FigureMap& map) {
    const std::size_t columns = map.columns.size();
    for (std::size_t i = 0; columns > 0 && i < map.values.size(); ++i) {
      const bool framed = i < map.framed.size() && map.framed[i];
      const std::size_t row_of = i / columns;
      row("cell", 0, "",
          {static_cast<double>(i % columns), static_cast<double>(row_of), map.values[i], framed ? 1.0 : 0.0},
          i < map.texts.size() ? map.texts[i] : std::string());
    }
  }

  void row(const char* kind, std::size_t index, const std::string& piece, const FigurePoint& p,
           const std::string& label) {
    text_ += panel_ + ',' + kind + ',' + std::to_string(index) + ',' + piece;
    for (const double value : {p.x, p.y, p.low, p.high}) text_ += ',' + number(value);
    text_ += ',' + quoted(label) + '\n';
  }

  std::string panel_;
  std::string text_ = "panel,kind,series,piece,x,y,low,high,label\n";
};

}  // namespace

std::string figure_csv(const FigureContent& content) {
  CsvWriter writer;
  for (std::size_t i = 0; i < content.panels.size(); ++i) writer.panel(i, content.panels[i]);
  return std::move(writer).text();
}

}  // namespace imprint
