// SPDX-License-Identifier: GPL-3.0-or-later
// What a run tells while it goes on.
#pragma once

#include <string>

#include "app/cli/console.h"
#include "app/cli/live_line.h"
#include "app/workflow/compare/treatment.h"
#include "app/workflow/run_job.h"

namespace imprint::cli {

/// "deficit  step 120/237  epoch 1.52  bits 3/8  loss 0.432  acc 87.1 %  F 12.3  H 45.6  14.2 it/s  1:02 left"
std::string progress_line(const RunProgress& progress, std::int64_t total_steps);

/// Damage and recovery in words.
std::string comparison_sentence(const ComparisonResult& result, const Treatment& treatment);

class RunDisplay : public RunListener {
 public:
  RunDisplay(Console& console, bool live);
  void on_plan(const RunPlan& plan) override;
  void on_progress(const RunProgress& progress) override;
  void on_message(const std::string& text) override;
  /// Ends the live line, so that what follows starts on a line of its own.
  void finish();

 private:
  Console& console_;
  LiveLine line_;
  std::int64_t total_steps_ = 0;
};

}  // namespace imprint::cli
