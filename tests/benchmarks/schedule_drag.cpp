// SPDX-License-Identifier: GPL-3.0-or-later
// One frame of a drag in the schedule editor: a point of 500 moves a pixel, the run of 64,000 iterations is evaluated
// and counted anew, the draft takes the step to undo, and canvas, table and meaning strip are painted.
#include <benchmark/benchmark.h>

#include <QApplication>
#include <QMouseEvent>
#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <string>
#include <vector>

#include "app/studio/editor/schedule_page.h"
#include "app/studio/theme/theme.h"

namespace {

namespace studio = imprint::studio;

constexpr int point_count = 500;
constexpr int iterations = 64'000;

QApplication& schedule_application() {
  static int argc = 1;
  static char name[] = "imprint-bench";
  static char* argv[] = {name, nullptr};
  qputenv("QT_QPA_PLATFORM", "offscreen");
  if (qApp == nullptr) new QApplication(argc, argv);  // another benchmark may have made it already
  return *qApp;
}

imprint::ExperimentSpec long_spec(const std::vector<std::string>& layers) {
  using imprint::CurveSegment;
  constexpr CurveSegment kinds[] = {CurveSegment::hold, CurveSegment::linear, CurveSegment::cosine,
                                    CurveSegment::exponential, CurveSegment::rex};
  imprint::CurvePoints points;
  for (int i = 0; i < point_count; ++i)
    points.push_back({i / static_cast<double>(point_count), 6 + 3 * std::sin(i * 0.1), kinds[i % 5]});
  imprint::ExperimentSpec spec;
  spec.training.iterations = iterations;
  spec.precision.schedule = "curve";
  imprint::set_curve_points(spec.precision.curve, points);
  spec.precision.min_bits = 3;
  spec.precision.max_bits = 9;
  spec.deficits = {{.layers = layers}};
  return spec;
}

void send_mouse(QWidget& widget, QEvent::Type type, const QPointF& at, Qt::MouseButton button) {
  QMouseEvent event(type, at, widget.mapToGlobal(at), button, Qt::LeftButton, Qt::NoModifier);
  QApplication::sendEvent(&widget, &event);
}

double share_of(std::vector<double>& sorted, double share) {
  return sorted.empty() ? 0 : sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1))];
}

/// `layers` are the deficit's: their costs are counted by shares.
void schedule_drag(benchmark::State& state, const std::vector<std::string>& layers) {
  studio::apply_theme(schedule_application(), studio::ThemeChoice::light);
  studio::ExperimentDraft draft;
  draft.replace(long_spec(layers));
  studio::SchedulePage page(draft, std::filesystem::temp_directory_path() / "imprint-bench-presets",
                            [](const imprint::ExperimentSpec&) {
                              return imprint::ModelMacs{1000, {{"conv1", 500}}};
                            });
  page.resize(1280, 700);
  page.show();
  while (page.meaning().values()[2].value == "–") QApplication::processEvents();  // until the model is measured
  studio::ScheduleCanvas& canvas = page.canvas();
  const QPointF from = studio::point_pixel(page.model(), canvas.view(), point_count / 2);
  send_mouse(canvas, QEvent::MouseButtonPress, from, Qt::LeftButton);
  std::vector<double> frames;
  int moved = 0;
  for (auto _ : state) {
    const auto begin = std::chrono::steady_clock::now();
    send_mouse(canvas, QEvent::MouseMove, from + QPointF(0, 20 + ++moved % 60), Qt::NoButton);
    page.meaning().repaint();
    canvas.repaint();
    page.table().viewport()->repaint();
    frames.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
  }
  send_mouse(canvas, QEvent::MouseButtonRelease, from, Qt::LeftButton);
  std::ranges::sort(frames);
  state.counters["median_ms"] = share_of(frames, 0.5);
  state.counters["p95_ms"] = share_of(frames, 0.95);
}

}  // namespace

BENCHMARK_CAPTURE(schedule_drag, network, {})
    ->Name("ScheduleDrag/500x64000")
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
BENCHMARK_CAPTURE(schedule_drag, layer, {"conv1"})
    ->Name("ScheduleDrag/500x64000/layer")
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
