// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/jobs/run_display.h"

#include "analysis/critical/damage.h"
#include "app/cli/table.h"
#include "core/base/fixed_text.h"
#include "core/base/text.h"

namespace imprint::cli {
namespace {

constexpr std::chrono::seconds plain_line_every{10};

/// "  accuracy 91.2 %"
std::string scores_text(const Scores& scores) {
  std::string text;
  for (const Score& score : scores) text += "  " + score.name + " " + score_text("train/" + score.name, score.value, 3);
  return text;
}

/// "  fisher 153  hessian 42"
std::string measured_text(const Scores& measured) {
  std::string text;
  for (const Score& number : measured) text += "  " + number.name + " " + significant(number.value, 3);
  return text;
}

}  // namespace

std::string progress_line(const RunProgress& progress, std::int64_t total_steps) {
  std::string line = progress.arm + "  step " + std::to_string(progress.step) + "/" + std::to_string(total_steps);
  line += "  epoch " + fixed_text(progress.epoch, 2);
  if (progress.steps_per_second <= 0) return line + "  " + progress.activity;  // nothing was trained yet
  line += "  bits " + short_text(progress.precision);
  line += "  loss " + fixed_text(progress.loss, 3) + scores_text(progress.scores);
  line += measured_text(progress.measured);
  line += "  " + fixed_text(progress.steps_per_second, 1) + " it/s  " + duration_text(progress.seconds_left) + " left";
  return line;
}

std::string comparison_sentence(const ComparisonResult& result, const Treatment& treatment) {
  const std::string difference = result.no_clean_step || treatment.lasts ? ", difference " : ", damage ";
  const std::string sizes = result.metric + ", " + final_value_words(result) + ": " + treatment.baseline + " " +
                            significant(result.baseline_final) + ", " + treatment.name + " " +
                            significant(result.deficit_final) + difference + significant(result.damage, 3);
  if (treatment.lasts) return sizes + ".";
  if (result.no_clean_step) return sizes + ". The deficit reaches the end: nothing is known of what lasts.";
  if (!result.recovery) return sizes + ". No gap at the deficit's end, so no recovery to tell.";
  return sizes + ". Recovered " + percent(*result.recovery) + " of the gap of " +
         significant(*result.gap_at_deficit_end, 3) + " at the deficit's end.";
}

RunDisplay::RunDisplay(Console& console, bool live) : console_(console), line_(console, live, plain_line_every) {}

void RunDisplay::on_plan(const RunPlan& plan) {
  total_steps_ = plan.total_steps;
  const std::string validation =
      plan.validation_samples > 0 ? ", " + std::to_string(plan.validation_samples) + " validation" : "";
  console_.note(std::to_string(plan.train_samples) + " training" + validation + " and " +
                std::to_string(plan.test_samples) + " test samples, " + std::to_string(plan.parameters) +
                " parameters, " + std::to_string(plan.total_steps) + " steps (" + std::to_string(plan.steps_per_epoch) +
                " an epoch), " + std::to_string(plan.threads) + (plan.threads == 1 ? " thread" : " threads"));
}

void RunDisplay::on_progress(const RunProgress& progress) { line_.show(progress_line(progress, total_steps_)); }

void RunDisplay::on_message(const std::string& text) { line_.tell(text); }

void RunDisplay::finish() { line_.finish(); }

}  // namespace imprint::cli
