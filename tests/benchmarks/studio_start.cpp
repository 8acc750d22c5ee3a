// SPDX-License-Identifier: GPL-3.0-or-later
// From starting the program, launcher and libraries included, to its first painted window.
#include <benchmark/benchmark.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <string>

namespace {

namespace fs = std::filesystem;

/// bin/imprint-studio beside the folder that this program lies in; empty when it was not built.
fs::path studio_program() {
  const fs::path self = fs::read_symlink("/proc/self/exe").parent_path();
  for (const fs::path& root : {self.parent_path(), self.parent_path().parent_path()}) {
    if (fs::exists(root / "bin" / "imprint-studio")) return root / "bin" / "imprint-studio";
  }
  return {};
}

/// The exit status; -1 when it could not be started.
int run(const std::string& program) {
  std::string option = "--quit-when-painted";
  char* arguments[] = {const_cast<char*>(program.c_str()), option.data(), nullptr};
  pid_t child = 0;
  if (::posix_spawn(&child, program.c_str(), nullptr, nullptr, arguments, environ) != 0) return -1;
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/// Settings and runs of its own: what the user has stored would change the time.
void use_empty_home(const fs::path& folder) {
  ::setenv("QT_QPA_PLATFORM", "offscreen", 1);
  ::setenv("XDG_CONFIG_HOME", (folder / "config").c_str(), 1);
  ::setenv("IMPRINT_RUNS", (folder / "runs").c_str(), 1);
}

void studio_start(benchmark::State& state) {
  const fs::path program = studio_program();
  if (program.empty()) return state.SkipWithError("imprint-studio was not built");
  const fs::path folder = fs::temp_directory_path() / ("imprint-start-" + std::to_string(::getpid()));
  use_empty_home(folder);
  for (auto _ : state) {
    if (run(program.string()) != 0) return state.SkipWithError("imprint-studio did not start");
  }
  fs::remove_all(folder);
}

}  // namespace

BENCHMARK(studio_start)->Name("StudioStart")->Unit(benchmark::kMillisecond)->UseRealTime()->Iterations(5);
