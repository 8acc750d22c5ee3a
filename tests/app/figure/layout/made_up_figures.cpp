// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/figure/layout/made_up_figures.h"

#include <cmath>
#include <functional>
#include <random>

namespace imprint::test {
namespace {

using Function = std::function<double(double)>;

FigurePiece sampled(double from, double to, int count, const Function& f, double band = 0, double noise = 0,
                    unsigned seed = 1) {
  std::mt19937 generator(seed);
  std::normal_distribution<double> normal(0, noise > 0 ? noise : 1);
  FigurePiece piece;
  for (int i = 0; i < count; ++i) {
    FigurePoint point{from + (to - from) * i / std::max(1, count - 1)};
    point.y = f(point.x) + (noise > 0 ? normal(generator) : 0);
    if (band > 0) point.low = point.y - band, point.high = point.y + band;
    piece.push_back(point);
  }
  return piece;
}

FigureSeries line(const std::string& label, int look, FigurePiece piece) {
  FigureSeries series;
  series.label = label;
  series.look = look;
  series.pieces = {std::move(piece)};
  return series;
}

FigurePanel panel(const std::string& kind, const std::string& x, const std::string& y) {
  FigurePanel result;
  result.kind = kind;
  result.x.label = x;
  result.y.label = y;
  return result;
}

double accuracy(double epoch, double top, double rate) { return top * (1 - std::exp(-epoch * rate)); }

FigurePanel curves() {
  FigurePanel result = panel("curves", "Epoch", "Test accuracy (%)");
  const double tops[] = {94, 91, 86};
  const char* labels[] = {"baseline (N = 5)", "2 bits, late (N = 5)", "2 bits, early (N = 5)"};
  for (int group = 0; group < 3; ++group) {
    const Function f = [=](double e) {
      const double dip = group == 0 ? 0 : (group == 1 ? 90 : 20);
      return accuracy(e, tops[group], 0.05) - (dip > 0 ? 14 * std::exp(-std::pow((e - dip) / 14, 2)) : 0);
    };
    for (unsigned run = 0; run < 5; ++run) {
      FigureSeries single = line("", group, sampled(0, 160, 161, f, 0, 0.9, 10 * run + static_cast<unsigned>(group)));
      single.role = SeriesRole::single;
      result.series.push_back(single);
    }
    result.series.push_back(line(labels[group], group, sampled(0, 160, 161, f, 1.2)));
  }
  result.spans = {{10, 30, "2 bits"}, {80, 100, "2 bits"}};
  return result;
}

FigurePanel schedule() {
  FigurePanel result = panel("schedule", "Epoch", "Precision (bits)");
  result.y.whole_numbers = true;
  const char* labels[] = {"CR", "LT", "static"};
  for (int i = 0; i < 3; ++i) {
    FigureSeries series = line(labels[i], i, sampled(0, 160, 161, [=](double e) {
                                 if (i == 2) return 8.0;
                                 const double cycle = std::fmod(e, 40) / 40;
                                 return std::round(3 + 5 * (i == 0 ? 0.5 - 0.5 * std::cos(cycle * 3.14159) : cycle));
                               }));
    series.shape = SeriesShape::stairs;
    result.series.push_back(series);
  }
  return result;
}

FigurePanel damage() {
  FigurePanel result = panel("damage", "Onset of the deficit (epoch)", "Damage (points of test accuracy)");
  for (int i = 0; i < 3; ++i) {
    const std::string bits = std::to_string(2 + i);
    result.series.push_back(
        line(bits + " bits (N = 5)", i,
             sampled(
                 0, 140, 8, [=](double e) { return (9 - 3 * i) * std::exp(-e / 45) + 0.1; }, 0.5 - 0.1 * i)));
  }
  result.rules = {{false, 0, "no damage"}};
  return result;
}

FigurePanel heat_map() {
  FigurePanel result = panel("heat-map", "Onset (epoch)", "Length (epochs)");
  FigureMap map;
  map.columns = {"0", "20", "40", "60", "80", "100"};
  map.rows = {"10", "20", "40", "80"};
  map.label = "Damage (points)";
  for (int row = 0; row < 4; ++row) {
    for (int column = 0; column < 6; ++column) {
      const bool missing = row == 3 && column == 5;
      const double value = (1.5 + 2.2 * row) * std::exp(-0.4 * column) - 0.4;
      map.values.push_back(missing ? no_value : value);
      char text[16];
      std::snprintf(text, sizeof text, "%.1f", value);
      map.texts.push_back(missing ? "" : text);
      map.framed.push_back(!missing && value > 2);
    }
  }
  result.map = map;
  return result;
}

FigurePanel curvature() {
  FigurePanel result = panel("curvature", "Epoch", "Trace of the Fisher information");
  result.y.scale.kind = ScaleKind::logarithmic;
  result.series.push_back(line("2 bits (N = 3)", 1, sampled(0, 160, 33, [](double e) {
                                 return 2e-3 + 90 * std::exp(-std::pow((e - 30) / 22, 2));
                               })));
  result.series.push_back(line("8 bits (N = 3)", 0, sampled(0, 160, 33, [](double e) {
                                 return 4e-4 + 12 * std::exp(-std::pow((e - 18) / 16, 2));
                               })));
  for (FigureSeries& series : result.series)
    for (FigurePoint& point : series.pieces[0]) point.low = 0.7 * point.y, point.high = 1.4 * point.y;
  result.spans = {{10, 30, "2 bits"}};
  return result;
}

FigurePanel layer_shares() {
  FigurePanel result = panel("curvature", "Epoch", "Share of the trace");
  const char* layers[] = {"conv1", "layer1", "layer2", "fc"};
  for (int i = 0; i < 4; ++i) {
    FigureSeries series = line(layers[i], i, sampled(0, 160, 33, [](double) { return no_value; }));
    series.shape = SeriesShape::area;
    for (FigurePoint& point : series.pieces[0]) {
      const double tilt = 0.06 * std::sin(point.x / 30);
      point.low = i == 0 ? 0 : 0.25 * i + tilt;
      point.high = i == 3 ? 1 : 0.25 * (i + 1) + tilt;
    }
    result.series.push_back(series);
  }
  return result;
}

FigurePanel recovery() {
  FigurePanel result = panel("recovery", "Epochs since the end of the deficit", "Test accuracy (%)");
  for (int i = 0; i < 4; ++i)
    result.series.push_back(line("onset " + std::to_string(20 * i), i, sampled(0, 60, 61, [=](double e) {
                                   return 92 - (14 - 3 * i) * std::exp(-e / 12) - (3 - i);
                                 })));
  FigureSeries reference = line("no deficit", 4, sampled(0, 60, 2, [](double) { return 92.4; }));
  reference.role = SeriesRole::reference;
  result.series.push_back(reference);
  return result;
}

FigurePanel cost_accuracy() {
  FigurePanel result = panel("cost-accuracy", "Relative cost (bit operations)", "Test accuracy (%)");
  FigureSeries series = line("schedules (N = 3)", 0, {});
  series.shape = SeriesShape::points;
  const double cost[] = {0.35, 0.42, 0.44, 0.55, 0.58, 0.71, 0.74, 1.0};
  const double value[] = {90.1, 91.8, 91.6, 92.5, 92.7, 93.0, 92.9, 93.2};
  const char* names[] = {"LT", "CR", "RR", "LR", "ETV", "ETH", "CT", "static 8"};
  series.pieces = {{}};
  for (int i = 0; i < 8; ++i) {
    series.pieces[0].push_back({cost[i], value[i], value[i] - 0.3, value[i] + 0.3});
    series.names.push_back(names[i]);
  }
  result.series = {series};
  return result;
}

FigurePanel range_test() {
  FigurePanel result = panel("range-test", "Precision (bits)", "Test accuracy (%)");
  result.x.categories = {"2", "3", "4", "5", "6", "7", "8"};
  FigureSeries bars = line("after one epoch (N = 3)", 0, {});
  bars.shape = SeriesShape::bars;
  bars.pieces = {{}};
  const double heights[] = {11, 34, 58, 66, 70, 71, 71.5};
  for (int i = 0; i < 7; ++i)
    bars.pieces[0].push_back({static_cast<double>(i), heights[i], heights[i] - 2, heights[i] + 2});
  result.series = {bars};
  result.rules = {{false, 64, "threshold"}};
  return result;
}

FigureContent alone(FigurePanel one) { return {{std::move(one)}, {}}; }

FigurePanel gaps() {
  FigurePanel result = panel("curves", "Step", "Loss");
  result.series.push_back(line("interrupted", 0,
                               sampled(
                                   0, 300, 31, [](double s) { return 2 * std::exp(-s / 150); }, 0.1)));
  result.series[0].pieces.push_back(sampled(
      500, 1000, 51, [](double s) { return 2 * std::exp(-s / 150); }, 0.05));
  result.series[0].pieces.push_back({{400, 0.4}});
  result.series.push_back(
      line("ends early", 1, sampled(0, 550, 56, [](double s) { return 2.1 * std::exp(-s / 200); })));
  return result;
}

FigurePanel symlog() {
  FigurePanel result = panel("curvature", "Epoch", "Trace of the Hessian");
  result.y.scale = {ScaleKind::symmetric_log, 0.1};
  result.series.push_back(
      line("8 bits", 0,
           sampled(
               0, 100, 101, [](double e) { return 400 * std::sin(e / 12) * std::exp(-e / 40); }, 4)));
  result.rules = {{false, 0, ""}};
  return result;
}

FigurePanel broken() {
  FigurePanel result = panel("curves", "Epoch", "Test accuracy (%)");
  result.y.scale.kind = ScaleKind::broken;
  result.y.scale.break_low = 14;
  result.y.scale.break_high = 84;
  result.series.push_back(
      line("8 bits", 0,
           sampled(
               0, 100, 101, [](double e) { return 10 + 83 / (1 + std::exp(-(e - 20) / 3)); }, 0.8)));
  result.series.push_back(line("1 bit", 1, sampled(0, 100, 101, [](double e) { return 10 + 1.5 * std::sin(e / 9); })));
  result.spans = {{40, 60, "deficit"}};
  return result;
}

FigurePanel log_both() {
  FigurePanel result = panel("curves", "Step", "Training loss");
  result.x.scale.kind = result.y.scale.kind = ScaleKind::logarithmic;
  FigurePiece piece;
  for (int i = 0; i <= 60; ++i) piece.push_back({std::pow(10, i / 12.0), 3 * std::pow(10, -i / 40.0)});
  piece.insert(piece.begin(), {0, 3.5});  // what a logarithm can't show
  result.series = {line("8 bits", 0, piece)};
  return result;
}

FigurePanel one_point() {
  FigurePanel result = panel("damage", "Onset (epoch)", "Damage (points)");
  result.series = {line("2 bits (N = 1)", 0, {{20, 3.5, 3.1, 3.9}})};
  return result;
}

FigurePanel nothing(const std::string& why) {
  FigurePanel result = panel("curves", "Epoch", "Test accuracy (%)");
  result.empty_text = why;
  return result;
}

FigurePanel many_entries() {
  FigurePanel result = panel("curves", "Epoch", "Test accuracy (%)");
  for (int i = 0; i < 14; ++i) {
    const unsigned seed = static_cast<unsigned>(i);
    result.series.push_back(
        line("arm " + std::to_string(i) + ", onset " + std::to_string(10 * i), i,
             sampled(
                 0, 100, 201, [=](double e) { return 50 + 40 * std::sin(e / (9.0 + i) + i); }, 0, 2, seed)));
  }
  return result;
}

SeriesLook look(FigureColour colour, std::vector<double> dash, FigureMarker marker) {
  return {colour, std::move(dash), marker};
}

FigureStyle dressed(double inches, const std::string& font, double text, double ticks) {
  FigureStyle style;
  style.width_points = inches * points_per_inch;
  style.height_points = 0.618 * style.width_points;
  style.font_family = font;
  style.serif = font == "Times";
  style.text_points = style.letter_points = text;
  style.tick_points = ticks;
  style.looks = {look({0, 114, 178}, {}, FigureMarker::circle),
                 look({213, 94, 0}, {4, 1.5}, FigureMarker::square),
                 look({0, 158, 115}, {1.2, 1.2}, FigureMarker::triangle_up),
                 look({204, 121, 167}, {4, 1.5, 1, 1.5}, FigureMarker::diamond),
                 look({0, 0, 0}, {6, 2}, FigureMarker::triangle_down),
                 look({120, 94, 240}, {2.5, 1.2}, FigureMarker::cross)};
  return style;
}

}  // namespace

std::vector<MadeUpFigure> figures_of_all_kinds() {
  return {{"curves", alone(curves())},
          {"schedule", alone(schedule())},
          {"damage", alone(damage())},
          {"heat-map", alone(heat_map())},
          {"curvature", alone(curvature())},
          {"recovery", alone(recovery())},
          {"cost-accuracy", alone(cost_accuracy())},
          {"range-test", alone(range_test())}};
}

std::vector<MadeUpFigure> difficult_figures() {
  FigurePanel nan_only = panel("curves", "Epoch", "Test accuracy (%)");
  nan_only.series = {line("diverged", 0, sampled(0, 10, 11, [](double) { return no_value; }))};
  return {{"panels", {{curves(), heat_map(), curvature(), layer_shares()}, {}}},
          {"side-by-side", {{damage(), damage()}, {}}},
          {"shares", alone(layer_shares())},
          {"gaps", alone(gaps())},
          {"symlog", alone(symlog())},
          {"broken", alone(broken())},
          {"log-log", alone(log_both())},
          {"one-point", alone(one_point())},
          {"nan-only", alone(nan_only)},
          {"no-runs", alone(nothing("No run below ../out/mnist-windows has a recorded test/accuracy; train "
                                    "it, or choose another metric"))},
          {"many-entries", alone(many_entries())}};
}

std::vector<MadeUpFigure> all_made_up_figures() {
  auto all = figures_of_all_kinds();
  for (MadeUpFigure& figure : difficult_figures()) all.push_back(std::move(figure));
  return all;
}

std::vector<MadeUpVenue> made_up_venues() {
  return {{"neurips", dressed(5.5, "Times", 9, 7)},     {"icml-column", dressed(3.25, "Times", 8, 7)},
          {"icml-text", dressed(6.75, "Times", 9, 7)},  {"cvpr", dressed(3.25, "Times", 8, 7)},
          {"cvpr-text", dressed(6.875, "Times", 8, 7)}, {"aaai", dressed(3.3, "Times", 8, 7)},
          {"aaai-text", dressed(6.975, "Times", 8, 7)}, {"ieee", dressed(3.5, "Times", 8, 7)},
          {"ieee-text", dressed(7.16, "Times", 8, 7)},  {"nature", dressed(3.5, "Helvetica", 7, 6)},
          {"jmlr", dressed(6.0, "Times", 10, 8)},       {"tmlr", dressed(6.5, "Times", 10, 8)}};
}

FigureStyle style_for(const FigureContent& content) {
  FigureStyle style = dressed(5.5, "Times", 9, 7);
  const int columns = panel_columns(content.panels.size(), style.width_points, 0);
  const int rows = (static_cast<int>(content.panels.size()) + columns - 1) / columns;
  if (columns > 1) style.height_points = 0.8 * style.width_points / columns * rows;
  return style;
}

}  // namespace imprint::test
