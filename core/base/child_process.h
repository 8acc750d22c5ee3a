// SPDX-License-Identifier: GPL-3.0-or-later
// Programs that run as children of this process. A child never outlives the thread that started it, however that ends.
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <vector>

namespace imprint {

struct ChildOptions {
  std::vector<std::string> words;  // the program's path and its arguments; no search in PATH
  int input = -1;                  // descriptors that become its standard streams; -1 = nothing to read, nothing kept
  int output = -1;
  int errors = -1;
  bool own_group = false;  // a terminal's Ctrl+C is then its parent's business
  int niceness = 0;        // 0..19, added to that of this process
};

struct ChildEnd {
  bool lost = false;             // killed by a signal, or reaped by somebody else
  bool could_not_start = false;  // the program is not there, or may not be run
  int exit_code = 0;             // 0 when lost
};

class ChildProcess {
 public:
  /// Throws JobError when the system has no room for another process.
  explicit ChildProcess(const ChildOptions& options);
  /// Kills what still runs. Ask it to end, and wait, for a gentle end.
  ~ChildProcess();
  ChildProcess(ChildProcess&& other) noexcept;
  ChildProcess& operator=(ChildProcess&&) = delete;

  /// Nothing while it runs. Once it has ended: how; the same again at each call.
  std::optional<ChildEnd> ended();
  ChildEnd wait();
  void signal(int number) const;

 private:
  void ask(int flags);  // waitpid(2)

  pid_t id_ = -1;
  std::optional<ChildEnd> end_;
};

/// What a child wrote until it ended.
struct ChildWords {
  ChildEnd end;
  std::string output;
  std::string errors;
};

/// Runs a program to its end, with `input` as its standard input.
ChildWords run_child(std::vector<std::string> words, const std::string& input = {});

}  // namespace imprint
