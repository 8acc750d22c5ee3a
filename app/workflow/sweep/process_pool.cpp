// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workflow/sweep/process_pool.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <utility>

#include "core/base/error.h"
#include "core/base/file_descriptor.h"
#include "core/base/text.h"

namespace imprint {
namespace {

namespace fs = std::filesystem;

constexpr int cannot_start = 127;
constexpr int politeness = 5;  // nice: the window, and whoever works at the machine, come first

/// In the child, between fork and exec: only what may be called there.
[[noreturn]] void become(const char* const* arguments, int quiet, int told, pid_t pool) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != pool) ::_exit(cannot_start);  // the pool died before the line above
  ::setpgid(0, 0);                                 // Ctrl+C in the terminal is the pool's business
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  ::dup2(quiet, STDIN_FILENO);
  ::dup2(quiet, STDOUT_FILENO);
  ::dup2(told, STDERR_FILENO);
  if (::nice(politeness) == -1) errno = 0;
  ::execv(arguments[0], const_cast<char* const*>(arguments));
  ::_exit(cannot_start);
}

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

ProcessPool::~ProcessPool() {
  signal_all(SIGKILL);
  for (const auto& [pid, started] : started_) ::waitpid(pid, nullptr, 0);
}

void ProcessPool::start(int leaf, const fs::path& directory) {
  const std::string program = program_.string();
  const std::string folder = directory.string();
  const fs::path log = directory / "log.txt";
  const FileDescriptor quiet("/dev/null", O_RDWR, OpenRule::whatever);
  const FileDescriptor told(log, O_WRONLY | O_CREAT | O_APPEND);
  const char* const arguments[] = {program.c_str(), "run", "--resume", "--out", folder.c_str(), nullptr};
  const pid_t pool = ::getpid();
  const pid_t pid = ::fork();
  if (pid < 0) throw JobError("cannot start a process for " + folder + ": " + std::strerror(errno));
  if (pid == 0) become(arguments, quiet.get(), told.get(), pool);
  started_[pid] = {leaf, log};
}

std::vector<RunEnd> ProcessPool::ended() {
  std::vector<RunEnd> ends;
  for (auto entry = started_.begin(); entry != started_.end();) {
    int status = 0;
    const pid_t done = ::waitpid(entry->first, &status, WNOHANG);
    if (done == 0 || (done < 0 && errno == EINTR)) {
      ++entry;
      continue;
    }
    RunEnd end{.leaf = entry->second.leaf};
    end.lost = done < 0 || !WIFEXITED(status);
    end.exit_code = end.lost ? 0 : WEXITSTATUS(status);
    if (end.exit_code == cannot_start)
      end.message = "cannot start " + program_.string();
    else if (end.lost)
      end.message = "its process was killed";
    else if (end.exit_code != 0)
      end.message = last_line_of(entry->second.log);
    ends.push_back(std::move(end));
    entry = started_.erase(entry);
  }
  return ends;
}

void ProcessPool::signal_all(int signal) const {
  for (const auto& [pid, started] : started_) ::kill(pid, signal);
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
