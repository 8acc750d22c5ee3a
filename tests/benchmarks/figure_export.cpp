// SPDX-License-Identifier: GPL-3.0-or-later
// A figure of 50 runs of 100,000 points, decimated as the content holds them, laid out and written as PDF,
// SVG and PNG.
#include <benchmark/benchmark.h>

#include <cmath>
#include <filesystem>
#include <random>

#include "app/studio/figure/qt_figure_painter.h"
#include "tests/benchmarks/offscreen_application.h"
#include "tests/support/temporary_folder.h"

namespace {

using namespace imprint;

constexpr int run_count = 50;
constexpr int points_each = 100'000;

FigureStyle plain_style() {
  FigureStyle style;
  style.looks = {{{0, 114, 178}, {}, FigureMarker::circle},
                 {{213, 94, 0}, {4, 1.5}, FigureMarker::square},
                 {{0, 158, 115}, {1.2, 1.2}, FigureMarker::triangle_up}};
  return style;
}

/// Smallest and largest value of each of 1,000 stretches, so that no spike is lost.
FigurePiece decimated(unsigned seed) {
  std::mt19937 generator(seed);
  std::normal_distribution<double> noise(0, 0.05);
  constexpr int stretches = 1000;
  FigurePiece piece;
  for (int s = 0; s < stretches; ++s) {
    FigurePoint low{0, INFINITY}, high{0, -INFINITY};
    constexpr int points = points_each / stretches;
    for (int i = 0; i < points; ++i) {
      const double x = s * points + i;
      const double y = 0.02 * seed + 2 * std::exp(-x / 30000.0) + noise(generator);
      if (y < low.y) low = {x, y};
      if (y > high.y) high = {x, y};
    }
    piece.push_back(low.x < high.x ? low : high);
    piece.push_back(low.x < high.x ? high : low);
  }
  return piece;
}

FigureContent fifty_runs() {
  FigurePanel panel;
  panel.kind = "curves";
  panel.x.label = "Step";
  panel.y.label = "Training loss";
  for (unsigned run = 0; run < run_count; ++run) {
    FigureSeries series;
    series.look = static_cast<int>(run % 3);
    series.role = run < 3 ? SeriesRole::main : SeriesRole::single;
    if (run < 3) series.label = "group " + std::to_string(run);
    series.pieces = {decimated(run)};
    panel.series.push_back(series);
  }
  FigureContent content;
  content.panels = {panel};
  return content;
}

void figure_export(benchmark::State& state) {
  offscreen_application();
  const test::TemporaryFolder folder;
  const auto painter = studio::qt_figure_painter();
  FigureDrawing drawing{fifty_runs(), plain_style(), {}};
  std::vector<std::filesystem::path> files;
  for (auto _ : state) {
    const auto measure = painter->measure(drawing.style, drawing.content.notes);
    drawing.layout = lay_out(drawing.content, drawing.style, {}, *measure);
    files = painter->paint(drawing, {}, folder / "figure");
  }
  state.counters["pdf_bytes"] = static_cast<double>(std::filesystem::file_size(files.at(0)));
  state.counters["svg_bytes"] = static_cast<double>(std::filesystem::file_size(files.at(1)));
}

}  // namespace

BENCHMARK(figure_export)->Name("FigureExport/50x100000")->Unit(benchmark::kMillisecond)->UseRealTime();
