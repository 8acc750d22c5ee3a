// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bench/peak_memory.h"

#include <fcntl.h>
#include <malloc.h>

#include <algorithm>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>

#include "core/base/atomic_file.h"

namespace imprint {
namespace {

/// The line "VmHWM:  2092 kB" of /proc/self/status, in bytes.
std::optional<std::int64_t> counted(std::string_view name) {
  std::istringstream status(read_whole_file("/proc/self/status"));
  for (std::string line; std::getline(status, line);) {
    if (!line.starts_with(name)) continue;
    std::istringstream words(line.substr(name.size()));
    std::int64_t kibibytes = 0;
    if (words >> kibibytes) return kibibytes * 1024;
  }
  return {};
}

/// The highest count becomes the present one: proc(5).
void begin_peak_anew() { FileDescriptor("/proc/self/clear_refs", O_WRONLY, OpenRule::whatever).write("5"); }

}  // namespace

PeakMemory::PeakMemory() {
  ::malloc_trim(0);
  try {
    begin_peak_anew();
    at_first_ = counted("VmRSS:");
  } catch (const std::runtime_error&) {
    // No such file, or no right to write it: then nothing is measured, and nothing is claimed.
  }
}

std::optional<std::int64_t> PeakMemory::bytes() const {
  if (!at_first_) return {};
  const auto peak = counted("VmHWM:");
  if (!peak) return {};
  return std::max<std::int64_t>(0, *peak - *at_first_);
}

}  // namespace imprint
