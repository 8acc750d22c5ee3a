// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/program.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <bit>
#include <cmath>
#include <cstdlib>

#include "core/base/atomic_file.h"
#include "core/store/checkpoint_files.h"
#include "core/store/metrics_file.h"

namespace imprint::test {

namespace fs = std::filesystem;

pid_t start(const std::vector<std::string>& words, const Surroundings& surroundings) {
  const char* build = std::getenv("IMPRINT_BINARY_DIR");
  const std::string program = std::string(build == nullptr ? "." : build) + "/bin/imprint";
  std::vector<char*> arguments{const_cast<char*>(program.c_str())};
  for (const auto& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  const pid_t child = ::fork();
  if (child == 0) {
    const int nowhere = ::open("/dev/null", O_RDWR);
    const int errors = ::open(surroundings.error_file.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
    ::dup2(nowhere, STDOUT_FILENO);
    ::dup2(errors, STDERR_FILENO);
    for (const auto& [name, value] : surroundings.environment) ::setenv(name.c_str(), value.c_str(), 1);
    ::execv(program.c_str(), arguments.data());
    ::_exit(127);
  }
  return child;
}

int wait_for(pid_t child) {
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

std::string metrics_without_time(const fs::path& directory) {
  std::string text;
  for (const auto& row : read_metrics(directory / "metrics.csv"))
    text += std::to_string(row.step) + row.metric + std::to_string(std::bit_cast<std::uint64_t>(row.value)) +
            (std::isnan(row.standard_error) ? "" : std::to_string(std::bit_cast<std::uint64_t>(row.standard_error))) +
            "\n";
  return text;
}

std::string last_weights(const RunDirectory& directory) {
  return read_whole_file(model_file(directory.checkpoints(), checkpoint_steps(directory.checkpoints()).back()));
}

}  // namespace imprint::test
