// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/interrupt.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <utility>

#include "core/base/error.h"

namespace imprint::cli {
namespace {

// A closed terminal and a batch system's warning before the time is up ask for the same as Ctrl+C.
constexpr std::array<int, 4> signals = {SIGINT, SIGTERM, SIGHUP, SIGUSR1};
constexpr char interrupted = 'i';
constexpr char ended = 'e';

// A handler may only touch lock-free atomics and call write(2).
std::atomic<int> write_end = -1;
std::array<struct sigaction, signals.size()> previous = {};

/// Those of a person who insists. A terminal that closes, or a scheduler, may send its signal several times.
bool ends_at_the_second(int signal) { return signal == SIGINT || signal == SIGTERM; }

void restore_handlers(bool all) {
  for (std::size_t i = 0; i < signals.size(); ++i)
    if (all || ends_at_the_second(signals[i])) ::sigaction(signals[i], &previous[i], nullptr);
}

extern "C" void note_signal(int) {
  const int saved = errno;
  restore_handlers(false);  // the next Ctrl+C ends the process
  [[maybe_unused]] const ssize_t written = ::write(write_end, &interrupted, 1);
  errno = saved;
}

void install_handlers() {
  struct sigaction action = {};
  action.sa_handler = note_signal;
  action.sa_flags = SA_RESTART;
  for (std::size_t i = 0; i < signals.size(); ++i) {
    ::sigaction(signals[i], nullptr, &previous[i]);
    const bool is_unwanted = signals[i] == SIGHUP && previous[i].sa_handler == SIG_IGN;  // nohup
    if (!is_unwanted) ::sigaction(signals[i], &action, nullptr);
  }
}

char next_word(int read_end) {
  char word = ended;
  while (::read(read_end, &word, 1) < 0 && errno == EINTR) {
  }
  return word;
}

void serve(int read_end, const std::function<void()>& on_interrupt) {
  while (next_word(read_end) == interrupted) on_interrupt();
  ::close(read_end);
}

}  // namespace

InterruptListener::InterruptListener(std::function<void()> on_interrupt) {
  std::array<int, 2> ends = {};
  if (write_end.load() >= 0) throw JobError("a second listener for interrupts");
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw JobError("no pipe for interrupts is to be had");
  write_end = ends[1];
  thread_ = std::thread([read_end = ends[0], action = std::move(on_interrupt)] { serve(read_end, action); });
  install_handlers();
}

InterruptListener::~InterruptListener() {
  restore_handlers(true);
  [[maybe_unused]] const ssize_t written = ::write(write_end, &ended, 1);
  thread_.join();
  ::close(write_end.exchange(-1));
}

}  // namespace imprint::cli
