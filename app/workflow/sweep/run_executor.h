// SPDX-License-Identifier: GPL-3.0-or-later
// Where the runs of a sweep are executed: processes of this machine today, a cluster another day.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace imprint {

/// How a started run ended.
struct RunEnd {
  int leaf = -1;
  bool lost = false;         // without an exit code: killed, or its machine gone
  int exit_code = 0;         // as `imprint run` gives it: 0, 1, 2, 130
  std::string message = {};  // the last thing it said
};

class RunExecutor {
 public:
  virtual ~RunExecutor() = default;
  /// How many more runs may be started now.
  virtual int free_slots() const = 0;
  /// Continues the queued or stopped run in the directory. Throws JobError when it can't be started.
  virtual void start(int leaf, const std::filesystem::path& directory) = 0;
  /// Those that ended since the last call. Never waits.
  virtual std::vector<RunEnd> ended() = 0;
  virtual int running() const = 0;
  /// All started runs stand still, or go on; for an executor that can't, they finish what they do.
  virtual void pause() = 0;
  virtual void resume() = 0;
  /// Asks all started runs to save a checkpoint and end; `ended` tells when they have.
  virtual void stop() = 0;
};

}  // namespace imprint
