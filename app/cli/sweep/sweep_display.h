// SPDX-License-Identifier: GPL-3.0-or-later
// What a sweep tells while it goes on.
#pragma once

#include <string>

#include "app/cli/console.h"
#include "app/cli/live_line.h"
#include "app/workflow/sweep/sweep_job.h"

namespace imprint::cli {

/// "12 of 40 runs done, 2 running  step 3400/12000 (28.3 %)  410 it/s  1:02 left"
std::string sweep_line(const SweepProgress& progress);

class SweepDisplay : public SweepListener {
 public:
  SweepDisplay(Console& console, bool live);
  void on_plan(const SweepPlan& plan) override;
  void on_progress(const SweepProgress& progress) override;
  void on_message(const std::string& text) override;
  void finish();

 private:
  Console& console_;
  LiveLine line_;
};

}  // namespace imprint::cli
