// SPDX-License-Identifier: GPL-3.0-or-later
// Progress of a long job: on a terminal one line that is written over, elsewhere a plain line now and then.
#pragma once

#include <chrono>
#include <string>

#include "app/cli/console.h"
#include "core/base/now_and_then.h"

namespace imprint::cli {

class LiveLine {
 public:
  /// Without `live`, a plain line at most every `interval`.
  LiveLine(Console& console, bool live, std::chrono::seconds interval)
      : console_(console), live_(live), plain_(interval) {}
  ~LiveLine() { finish(); }
  LiveLine(const LiveLine&) = delete;
  LiveLine& operator=(const LiveLine&) = delete;

  /// Cut to the terminal's width: a line that wraps could not be written over.
  void show(const std::string& text);
  /// A lasting line of its own.
  void tell(const std::string& text);
  /// Ends the live line, so that what follows starts on a line of its own.
  void finish();

 private:
  Console& console_;
  bool live_;
  bool open_ = false;
  NowAndThen plain_;
};

}  // namespace imprint::cli
