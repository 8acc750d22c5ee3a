// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/child_process.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <utility>

#include "core/base/error.h"
#include "core/base/file_descriptor.h"
#include "core/base/file_error.h"

namespace imprint {
namespace {

constexpr int cannot_start = 127;  // as a shell tells it

/// In the child, between fork and exec: only what may be called there.
[[noreturn]] void become(char* const* words, const ChildOptions& options, int quiet, pid_t parent) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(cannot_start);  // the parent died before the line above
  if (options.own_group) ::setpgid(0, 0);
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  ::dup2(options.input < 0 ? quiet : options.input, STDIN_FILENO);
  ::dup2(options.output < 0 ? quiet : options.output, STDOUT_FILENO);
  ::dup2(options.errors < 0 ? quiet : options.errors, STDERR_FILENO);
  if (options.niceness != 0 && ::nice(options.niceness) == -1) errno = 0;
  ::execv(words[0], words);
  ::_exit(cannot_start);
}

struct Pipe {
  FileDescriptor read, write;
  Pipe() {
    std::array<int, 2> ends = {-1, -1};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw_file_error(errno, "make", "a pipe");
    read = FileDescriptor::adopted(ends[0], "the program's words");
    write = FileDescriptor::adopted(ends[1], "the program's words");
  }
};

/// A file in memory: unlike a pipe it holds any text before its reader starts.
FileDescriptor file_with(const std::string& text) {
  const int memory = ::memfd_create("input", MFD_CLOEXEC);
  if (memory < 0) throw_file_error(errno, "make", "a file in memory");
  FileDescriptor file = FileDescriptor::adopted(memory, "the input in memory");
  file.write(text);  // all of it, or it throws: half an input would ask for something else
  file.seek_to(0);
  return file;
}

/// Appends what is there; false at the end.
bool take_words(int descriptor, std::string& text) {
  std::array<char, 4096> chunk;
  const ssize_t count = ::read(descriptor, chunk.data(), chunk.size());
  if (count > 0) text.append(chunk.data(), static_cast<std::size_t>(count));
  return count > 0 || (count < 0 && errno == EINTR);
}

void read_both(const FileDescriptor& out, std::string& out_text, const FileDescriptor& err, std::string& err_text) {
  std::array<pollfd, 2> waiting = {pollfd{out.get(), POLLIN, 0}, pollfd{err.get(), POLLIN, 0}};
  while (waiting[0].fd >= 0 || waiting[1].fd >= 0) {
    if (::poll(waiting.data(), waiting.size(), -1) < 0 && errno != EINTR) return;
    for (std::size_t i = 0; i < waiting.size(); ++i)
      if (waiting[i].fd >= 0 && waiting[i].revents != 0 && !take_words(waiting[i].fd, i == 0 ? out_text : err_text))
        waiting[i].fd = -1;
  }
}

}  // namespace

ChildProcess::ChildProcess(const ChildOptions& options) {
  std::vector<char*> words;
  for (const std::string& word : options.words) words.push_back(const_cast<char*>(word.c_str()));
  words.push_back(nullptr);
  const FileDescriptor quiet("/dev/null", O_RDWR, OpenRule::whatever);
  const pid_t parent = ::getpid();
  id_ = ::fork();
  if (id_ < 0) throw JobError("cannot start " + options.words.front() + ": " + std::strerror(errno));
  if (id_ == 0) become(words.data(), options, quiet.get(), parent);
}

ChildProcess::ChildProcess(ChildProcess&& other) noexcept : id_(std::exchange(other.id_, -1)), end_(other.end_) {}

ChildProcess::~ChildProcess() {
  if (id_ < 0 || end_) return;
  signal(SIGKILL);
  wait();
}

void ChildProcess::ask(int flags) {
  int status = 0;
  const pid_t done = ::waitpid(id_, &status, flags);
  if (done == 0 || (done < 0 && errno == EINTR)) return;
  ChildEnd end;
  end.lost = done < 0 || !WIFEXITED(status);
  end.exit_code = end.lost ? 0 : WEXITSTATUS(status);
  end.could_not_start = end.exit_code == cannot_start;
  end_ = end;
}

std::optional<ChildEnd> ChildProcess::ended() {
  if (!end_) ask(WNOHANG);
  return end_;
}

ChildEnd ChildProcess::wait() {
  while (!end_) ask(0);
  return *end_;
}

void ChildProcess::signal(int number) const {
  if (!end_) ::kill(id_, number);
}

ChildWords run_child(std::vector<std::string> words, const std::string& input) {
  const FileDescriptor in(file_with(input));
  Pipe told, failed;
  ChildProcess child(
      {.words = std::move(words), .input = in.get(), .output = told.write.get(), .errors = failed.write.get()});
  told.write.close();
  failed.write.close();
  ChildWords said;
  read_both(told.read, said.output, failed.read, said.errors);
  said.end = child.wait();
  return said;
}

}  // namespace imprint
