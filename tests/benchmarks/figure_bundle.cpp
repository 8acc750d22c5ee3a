// SPDX-License-Identifier: GPL-3.0-or-later
// A whole bundle from stored runs: 50 of 100,000 recorded steps, in five conditions of ten seeds.
#include <benchmark/benchmark.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <random>

#include "app/figure/figure_job.h"
#include "app/studio/figure/qt_figure_painter.h"
#include "core/store/metric_lines.h"
#include "tests/benchmarks/offscreen_application.h"
#include "tests/support/stored_runs.h"
#include "tests/support/temporary_folder.h"

namespace {

using namespace imprint;

constexpr int conditions = 5, seeds = 10, steps = 100'000;

void write_losses(const std::filesystem::path& file, unsigned seed) {
  std::mt19937 generator(seed);
  std::normal_distribution<double> noise(0, 0.05);
  std::string text(metrics_header);
  for (int step = 1; step <= steps; ++step)
    text += metric_line({.step = step,
                         .epoch = step / 1000.0,
                         .wall_seconds = 0.013 * step,
                         .metric = metric::train_loss,
                         .value = 0.5 + 2 * std::exp(-step / 30000.0) + noise(generator)});
  std::ofstream(file, std::ios::binary) << text;
}

void store_runs(const std::filesystem::path& folder) {
  for (int run = 0; run < conditions * seeds; ++run) {
    test::StoredLook look;
    look.seed = static_cast<std::uint64_t>(run % seeds + 1);
    look.deficit_bits = 2 + run / seeds;
    write_losses(test::store_run(folder / ("r" + std::to_string(run)), look).metrics(), static_cast<unsigned>(run));
  }
}

void figure_bundle(benchmark::State& state) {
  offscreen_application();
  const test::TemporaryFolder folder;
  store_runs(folder / "runs");
  FigureRecipe recipe;
  recipe.panels = {{.sources = {"runs"}, .metrics = {metric::train_loss}}};
  const auto painter = studio::qt_figure_painter();
  for (auto _ : state) write_bundle(recipe, folder.path(), folder / "out", painter.get());
  state.counters["pdf_bytes"] = static_cast<double>(std::filesystem::file_size(folder / "out/figure.pdf"));
}

}  // namespace

BENCHMARK(figure_bundle)->Name("FigureBundle/50x100000")->Unit(benchmark::kMillisecond)->UseRealTime();
