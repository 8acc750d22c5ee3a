// SPDX-License-Identifier: GPL-3.0-or-later
// imprint-bench [--threads=N] [Google Benchmark's flags]: 0, the default, takes every core.
#include <ATen/Parallel.h>
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <thread>
#include <vector>

namespace {

/// Takes --threads=N out of the arguments.
int take_threads(std::vector<char*>& arguments) {
  constexpr char flag[] = "--threads=";
  int threads = 0;
  std::erase_if(arguments, [&](const char* argument) {
    if (std::strncmp(argument, flag, std::strlen(flag)) != 0) return false;
    threads = std::atoi(argument + std::strlen(flag));
    return true;
  });
  return threads > 0 ? threads : static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<char*> arguments(argv, argv + argc);
  const int threads = take_threads(arguments);
  at::set_num_threads(threads);
  auto count = static_cast<int>(arguments.size());
  arguments.push_back(nullptr);
  benchmark::Initialize(&count, arguments.data());
  if (benchmark::ReportUnrecognizedArguments(count, arguments.data())) return 2;
  benchmark::AddCustomContext("threads", std::to_string(threads));
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return 0;
}
