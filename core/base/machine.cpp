// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/machine.h"

#include <sched.h>

#include <algorithm>
#include <set>
#include <string>

#include "core/base/atomic_file.h"
#include "core/base/error.h"

namespace imprint {
namespace {

/// The processors that share a core with this one, as the system writes them: "0,4".
std::string siblings_of(int cpu) {
  try {
    return read_whole_file("/sys/devices/system/cpu/cpu" + std::to_string(cpu) + "/topology/thread_siblings_list");
  } catch (const InputError&) {
    return "cpu" + std::to_string(cpu);
  }
}

}  // namespace

int physical_cores() {
  cpu_set_t allowed;
  CPU_ZERO(&allowed);
  if (::sched_getaffinity(0, sizeof allowed, &allowed) != 0) return 1;
  std::set<std::string> cores;
  for (int cpu = 0; cpu < CPU_SETSIZE; ++cpu) {
    if (!CPU_ISSET(cpu, &allowed)) continue;
    cores.insert(siblings_of(cpu));
  }
  return std::max(1, static_cast<int>(cores.size()));
}

}  // namespace imprint
