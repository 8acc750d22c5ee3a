// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/warn_once.h"

#include <cstdio>
#include <mutex>
#include <set>

namespace imprint {

void warn_once(const std::string& text) noexcept {
  static std::mutex mutex;
  static std::set<std::string> said;
  try {
    const std::lock_guard guard(mutex);
    if (said.insert(text).second) std::fprintf(stderr, "imprint: warning: %s\n", text.c_str());
  } catch (...) {  // no memory for a warning: then none
  }
}

}  // namespace imprint
