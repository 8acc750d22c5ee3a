// SPDX-License-Identifier: GPL-3.0-or-later
// What a sweep shows on a terminal: one live line; elsewhere a plain line now and then.
#pragma once

#include <chrono>
#include <string>

#include "app/cli/console.h"
#include "app/workflow/sweep/sweep_job.h"

namespace imprint::cli {

/// "12 of 40 runs done, 2 running  step 3400/12000 (28.3 %)  410 it/s  1:02 left"
std::string sweep_line(const SweepProgress& progress);

class SweepDisplay : public SweepListener {
 public:
  SweepDisplay(Console& console, bool live) : console_(console), live_(live) {}
  ~SweepDisplay() override { finish(); }
  void on_plan(const SweepPlan& plan) override;
  void on_progress(const SweepProgress& progress) override;
  void on_message(const std::string& text) override;
  void finish();

 private:
  Console& console_;
  bool live_;
  bool line_open_ = false;
  std::chrono::steady_clock::time_point told_{};
};

}  // namespace imprint::cli
