// SPDX-License-Identifier: GPL-3.0-or-later
// The program itself as a process, and what its runs leave behind, to be compared bit for bit.
#pragma once

#include <sys/types.h>

#include <map>
#include <string>
#include <vector>

#include "core/store/run_directory.h"

namespace imprint::test {

/// What a program is started with beside its words.
struct Surroundings {
  std::map<std::string, std::string> environment = {};  // added to that of the test
  std::string error_file = "/dev/null";                 // gets its standard error stream
};

/// Starts `imprint` with these words; its output goes nowhere.
pid_t start(const std::vector<std::string>& words, const Surroundings& surroundings = {});

/// The exit code, or 128 and the signal.
int wait_for(pid_t child);

/// metrics.csv without its clock column.
std::string metrics_without_time(const std::filesystem::path& directory);

/// The bytes of the last checkpoint's network.
std::string last_weights(const RunDirectory& directory);

}  // namespace imprint::test
