// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workflow/sweep/process_pool.h"

#include <fcntl.h>

#include <algorithm>
#include <csignal>
#include <utility>

#include "core/base/error.h"
#include "core/base/file_descriptor.h"
#include "core/base/text.h"

namespace imprint {
namespace {

namespace fs = std::filesystem;

constexpr int politeness = 5;  // nice: the window, and whoever works at the machine, come first

std::string last_line_of(const fs::path& file) try {
  constexpr std::int64_t most = 1 << 16;
  const FileDescriptor log(file, O_RDONLY);
  std::string last;
  for (std::string& line : split(log.read_at(std::max<std::int64_t>(0, log.size() - most), most), '\n'))
    if (!line.empty()) last = std::move(line);
  return last;
} catch (const std::exception& error) {
  return error.what();  // the run's folder may be gone
}

}  // namespace

ProcessPool::ProcessPool(fs::path program, int processes) : program_(std::move(program)), processes_(processes) {}

void ProcessPool::start(int leaf, const fs::path& directory) {
  const fs::path log = directory / "log.txt";
  const FileDescriptor told(log, O_WRONLY | O_CREAT | O_APPEND);
  ChildProcess run({.words = {program_.string(), "run", "--resume", "--out", directory.string()},
                    .errors = told.get(),
                    .own_group = true,
                    .niceness = politeness});
  started_.push_back({leaf, log, std::move(run)});
}

std::vector<RunEnd> ProcessPool::ended() {
  std::vector<RunEnd> ends;
  std::erase_if(started_, [&](Started& started) {
    const auto how = started.run.ended();
    if (how) ends.push_back(end_of(started, *how));
    return how.has_value();
  });
  return ends;
}

RunEnd ProcessPool::end_of(const Started& started, const ChildEnd& how) const {
  RunEnd end{.leaf = started.leaf, .lost = how.lost, .exit_code = how.exit_code};
  if (how.could_not_start)
    end.message = "cannot start " + program_.string();
  else if (how.lost)
    end.message = "its process was killed";
  else if (how.exit_code != 0)
    end.message = last_line_of(started.log);
  return end;
}

void ProcessPool::signal_all(int signal) const {
  for (const Started& started : started_) started.run.signal(signal);
}

void ProcessPool::pause() { signal_all(SIGSTOP); }

void ProcessPool::resume() { signal_all(SIGCONT); }

void ProcessPool::stop() {
  signal_all(SIGTERM);
  signal_all(SIGCONT);  // one that stands still would not hear it
}

fs::path run_program() {
  std::error_code error;
  const fs::path self = fs::read_symlink("/proc/self/exe", error);
  const fs::path folder = self.parent_path();
  // The launcher first: it sets the environment that training needs.
  for (const fs::path& candidate : {folder.parent_path().parent_path() / "bin" / "imprint", folder / "imprint"})
    if (fs::is_regular_file(candidate, error)) return candidate;
  throw JobError("cannot find the program imprint beside " + self.string() + ": is the installation complete?");
}

}  // namespace imprint
