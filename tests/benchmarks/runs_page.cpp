// SPDX-License-Identifier: GPL-3.0-or-later
// Ten thousand stored runs: the page from nothing to its painted table, a filter from its last letter to the painted
// rows, and the index from the directories alone.
#include <benchmark/benchmark.h>

#include <QApplication>
#include <QEventLoop>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "app/studio/pages/runs_page.h"
#include "core/store/run_index.h"
#include "tests/benchmarks/offscreen_application.h"
#include "tests/support/stored_runs.h"
#include "tests/support/temporary_folder.h"

namespace {

namespace fs = std::filesystem;
using imprint::RunIndex;
using imprint::studio::RunsPage;

/// Made once for all benchmarks of one size.
const fs::path& runs_folder(int count) {
  static std::map<int, std::unique_ptr<imprint::test::TemporaryFolder>> folders;
  auto& folder = folders[count];
  if (!folder) {
    folder = std::make_unique<imprint::test::TemporaryFolder>();
    imprint::test::store_many_runs(folder->path(), count);
  }
  return folder->path();
}

void wait_until(const std::function<bool()>& holds) {
  while (!holds()) QApplication::processEvents(QEventLoop::AllEvents, 5);
}

std::unique_ptr<RunsPage> shown_page(const fs::path& root, int count) {
  auto page = std::make_unique<RunsPage>(root);
  page->resize(1280, 700);
  page->show();
  wait_until([&] { return page->model().shown_runs() == count; });
  page->grab();
  return page;
}

/// With the index there, as it is from the second time on.
void runs_page_open(benchmark::State& state) {
  offscreen_application();
  const int count = static_cast<int>(state.range(0));
  const fs::path& root = runs_folder(count);
  RunIndex(root).refresh();
  for (auto _ : state) {
    auto page = shown_page(root, count);
    state.PauseTiming();
    wait_until([&] { return page->is_settled(); });
    page.reset();
    state.ResumeTiming();
  }
}

/// Two filters by turns, so that the rows change each time.
void runs_filter(benchmark::State& state) {
  offscreen_application();
  const int count = static_cast<int>(state.range(0));
  RunIndex(runs_folder(count)).refresh();
  const auto page = shown_page(runs_folder(count), count);
  wait_until([&] { return page->is_settled(); });
  bool first = true;
  for (auto _ : state) {
    page->filter().setText(first ? "window resnet20 seed:1,2 damage>0.01" : "training.epochs:20 -schedule:ETV");
    page->table().grab();
    first = !first;
  }
  wait_until([&] { return page->is_settled(); });
}

void run_index_rebuild(benchmark::State& state) {
  const int count = static_cast<int>(state.range(0));
  const fs::path& root = runs_folder(count);
  for (auto _ : state) {
    fs::remove(root / imprint::index_file_name);
    RunIndex index(root);
    if (index.refresh().read != count) return state.SkipWithError("not every run was read");
  }
}

/// What a look at unchanged directories costs.
void run_index_refresh(benchmark::State& state) {
  const int count = static_cast<int>(state.range(0));
  RunIndex index(runs_folder(count));
  index.refresh();
  for (auto _ : state) {
    if (index.refresh().read != 0) return state.SkipWithError("a run was read again");
  }
}

}  // namespace

BENCHMARK(runs_page_open)
    ->Name("RunsPageOpen")
    ->Arg(10'000)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime()
    ->Iterations(5);
BENCHMARK(runs_filter)->Name("RunsFilter")->Arg(10'000)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(run_index_rebuild)
    ->Name("RunIndexRebuild")
    ->Arg(10'000)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime()
    ->Iterations(1);
BENCHMARK(run_index_refresh)
    ->Name("RunIndexRefresh")
    ->Arg(10'000)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime()
    ->Iterations(5);
