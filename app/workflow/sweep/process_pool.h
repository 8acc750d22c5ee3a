// SPDX-License-Identifier: GPL-3.0-or-later
// Runs as processes of this machine: `PROGRAM run --resume --out DIR`, at most so many at a time. A process dies with
// the pool, however that ends, and leaves its terminal's signals to the pool.
#pragma once

#include <list>

#include "app/workflow/sweep/run_executor.h"
#include "core/base/child_process.h"

namespace imprint {

class ProcessPool : public RunExecutor {
 public:
  ProcessPool(std::filesystem::path program, int processes);

  int free_slots() const override { return processes_ - running(); }
  void start(int leaf, const std::filesystem::path& directory) override;
  std::vector<RunEnd> ended() override;
  int running() const override { return static_cast<int>(started_.size()); }
  void pause() override;
  void resume() override;
  void stop() override;

 private:
  struct Started {
    int leaf = -1;
    std::filesystem::path log;
    ChildProcess run;
  };
  RunEnd end_of(const Started& started, const ChildEnd& how) const;
  void signal_all(int signal) const;

  std::filesystem::path program_;
  int processes_;
  std::list<Started> started_;  // killed with the pool: call `stop` and wait for a gentle end
};

/// The `imprint` beside the running program: the one that this process may start for its runs. Throws JobError when
/// there is none.
std::filesystem::path run_program();

}  // namespace imprint
