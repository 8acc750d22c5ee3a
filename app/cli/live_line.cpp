// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/live_line.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <ostream>

#include "core/base/printable_text.h"

namespace imprint::cli {
namespace {

constexpr std::size_t usual_width = 120;
constexpr unsigned short least_width = 20;

std::size_t terminal_width() {
  winsize size{};
  return ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > least_width ? size.ws_col : usual_width;
}

}  // namespace

void LiveLine::show(const std::string& text) {
  if (live_) {
    console_.err() << '\r' << printable_line(text).substr(0, terminal_width() - 1) << "\x1b[K" << std::flush;
    open_ = true;
    return;
  }
  if (plain_.is_due()) console_.note(text);
}

void LiveLine::tell(const std::string& text) {
  finish();
  console_.note(text);
}

void LiveLine::finish() {
  if (open_) console_.err() << '\n' << std::flush;
  open_ = false;
}

}  // namespace imprint::cli
