// SPDX-License-Identifier: GPL-3.0-or-later
// One tick of a live chart: a few new samples on each of 8 series of 100,000, decimated, handed to Qt Charts and
// painted into a picture of the size that a chart has in the window.
#include <benchmark/benchmark.h>

#include <QImage>
#include <QPainter>
#include <cmath>
#include <memory>
#include <random>
#include <vector>

#include "app/studio/charts/live_chart.h"
#include "app/studio/theme/palette.h"
#include "app/studio/theme/theme.h"
#include "tests/benchmarks/offscreen_application.h"

namespace {

using imprint::Curve;
using imprint::studio::ChartLine;
using imprint::studio::ChartLink;
using imprint::studio::LiveChart;

constexpr int series_count = 8;
constexpr int samples_each = 100'000;
constexpr int new_samples_a_tick = 50;
constexpr QSize chart_size(600, 300);  // a quarter of a window of 1600 x 900, its form aside

/// Noisy training curves, the hardest to draw.
class GrowingCurves {
 public:
  GrowingCurves() {
    for (int i = 0; i < series_count; ++i) curves_.push_back(std::make_shared<Curve>());
    grow(samples_each);
  }

  void grow(int count) {
    for (int i = 0; i < count; ++i, ++step_) {
      for (int c = 0; c < series_count; ++c)
        curves_[c]->append(step_, 0.2 * c + 2 * std::exp(-step_ / 30000.0) + noise_(generator_));
    }
  }

  std::vector<ChartLine> lines() const {
    std::vector<ChartLine> lines;
    for (int c = 0; c < series_count; ++c) {
      ChartLine line;
      line.label = QString("run %1").arg(c);
      line.style.colour = imprint::studio::run_colour(c);
      line.style.dashed = c % 2 == 1;
      line.curve = [curve = curves_[c]] { return curve.get(); };
      lines.push_back(std::move(line));
    }
    return lines;
  }

  double steps() const { return step_; }

 private:
  std::vector<std::shared_ptr<Curve>> curves_;
  std::mt19937 generator_{1};
  std::normal_distribution<double> noise_{0, 0.05};
  double step_ = 0;
};

void chart_tick(benchmark::State& state) {
  imprint::studio::apply_theme(offscreen_application(), imprint::studio::ThemeChoice::light);
  GrowingCurves curves;
  ChartLink link;
  LiveChart chart(link);
  chart.resize(chart_size);
  chart.show();
  chart.set_lines(curves.lines());
  QImage picture(chart_size, QImage::Format_ARGB32_Premultiplied);
  for (auto _ : state) {
    curves.grow(new_samples_a_tick);
    link.set_full({0, curves.steps()}, 1);
    chart.refresh();
    chart.QWidget::render(&picture);  // LiveChart is a view, whose own render() paints the scene alone
  }
  state.counters["points"] = chart.drawn_points();
}

}  // namespace

BENCHMARK(chart_tick)->Name("ChartTick/8x100000")->Unit(benchmark::kMillisecond)->UseRealTime();
