// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/sweep/sweep_display.h"

#include <cmath>

#include "app/cli/sweep/plan_text.h"
#include "app/cli/table.h"
#include "core/base/text.h"

namespace imprint::cli {
namespace {

constexpr std::chrono::seconds plain_line_every{20};

}  // namespace

SweepDisplay::SweepDisplay(Console& console, bool live) : console_(console), line_(console, live, plain_line_every) {}

std::string sweep_line(const SweepProgress& progress) {
  std::string line = std::to_string(progress.finished) + " of " + std::to_string(progress.leaves.size()) + " runs done";
  line += ", " + std::to_string(progress.running) + (progress.paused ? " paused" : " running");
  if (progress.failed > 0) line += ", " + std::to_string(progress.failed) + " failed";
  const double share = progress.steps_in_all > 0
                           ? static_cast<double>(progress.steps_done) / static_cast<double>(progress.steps_in_all)
                           : 1;
  line += "  step " + std::to_string(progress.steps_done) + "/" + std::to_string(progress.steps_in_all) + " (" +
          percent(share) + ")";
  if (progress.steps_per_second > 0) line += "  " + significant(progress.steps_per_second, 3) + " it/s";
  if (std::isfinite(progress.seconds_left)) line += "  " + duration_text(progress.seconds_left) + " left";
  return line;
}

void SweepDisplay::on_plan(const SweepPlan& plan) {
  std::string text = plan_summary(plan);
  text.pop_back();
  console_.note(text);
}

void SweepDisplay::on_progress(const SweepProgress& progress) { line_.show(sweep_line(progress)); }

void SweepDisplay::on_message(const std::string& text) { line_.tell(text); }

void SweepDisplay::finish() { line_.finish(); }

}  // namespace imprint::cli
