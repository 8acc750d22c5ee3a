// SPDX-License-Identifier: GPL-3.0-or-later
// imprint range-test SPEC.toml
#include <unistd.h>

#include "app/cli/exit_code.h"
#include "app/cli/interrupt.h"
#include "app/cli/jobs/job_commands.h"
#include "app/cli/spec_argument.h"
#include "app/cli/table.h"
#include "app/workflow/report/range_test_json.h"
#include "core/base/atomic_file.h"
#include "core/base/text.h"

namespace imprint::cli {
namespace {

std::string result_text(const RangeTestResult& result) {
  Table table(
      {{"BITS", Align::right}, {"ACCURACY", Align::right}, {"GAIN", Align::right}, {"STDERR", Align::right}, {""}});
  for (const PrecisionGain& gain : result.gains)
    table.add_row({std::to_string(gain.bits), significant(gain.accuracy), significant(gain.gain),
                   significant(gain.standard_error, 2), result.proposal.min_bits == gain.bits ? "<- q_min" : ""});
  std::string text = table.text() + "\n" + result.proposal.reason + "\n";
  if (result.proposal.min_bits)
    text += "use them: --set precision.min_bits=" + std::to_string(*result.proposal.min_bits) +
            " --set precision.max_bits=" + std::to_string(*result.proposal.max_bits) + "\n";
  return text;
}

std::string steps_csv(const RangeTestResult& result) {
  std::string text = "step,bits,loss,accuracy\n";
  for (const RangeTestStep& step : result.steps)
    text += std::to_string(step.step) + "," + std::to_string(step.bits) + "," + shortest_text(step.loss) + "," +
            shortest_text(step.accuracy) + "\n";
  return text;
}

class RangeTest : public Command {
 public:
  CommandInfo info() const override {
    return {"range-test", "Find the bounds of cyclic precision by CPT's precision range test",
            "imprint range-test experiment.toml\n"
            "imprint range-test experiment.toml --set range_test.threshold=0.1 --set range_test.iterations=200 --json\n"
            "imprint range-test experiment.toml --csv steps.csv --out range.json"};
  }

  void declare(Arguments& arguments) override {
    spec_.declare(arguments);
    arguments.path_option("--out", "FILE", PathUse::output, out_,
                          "Write the result as JSON to a file, for imprint figure");
    arguments.path_option("--csv", "FILE", PathUse::output, csv_,
                          "Write step, bits, loss and accuracy of every step to a file");
  }

  int run(Console& console) override {
    refuse_unread_fields(
        spec_.overrides(),
        {"name", "seed", "device", "threads", "dataset.", "model.", "training.", "range_test.",
         "precision.backward_bits", "precision.ladder", "precision.weight_bits", "precision.activation_bits",
         "precision.layers", "precision.range_bias_correction", "precision.linear_granularity", "precision.executor"},
        "the range test", "it trains without deficits from range_test.lowest_bits to highest_bits");
    const CancellationToken token;
    const InterruptListener interrupt([&] { token.cancel(); });
    const bool live = ::isatty(STDERR_FILENO) != 0;
    const RangeTestResult result = run_range_test(spec_.load(), token, [&](const RangeTestStep& step) {
      if (live && (step.step % 5 == 0 || step.step == step.total_steps)) show(console, step);
    });
    if (!out_.empty()) write_named_file(out_, range_test_json(result) + "\n");
    if (!csv_.empty()) write_named_file(csv_, steps_csv(result));
    if (console.wants_json())
      console.json(range_test_json(result));
    else
      console.print(result_text(result));
    return exit_success;
  }

 private:
  static void show(Console& console, const RangeTestStep& step) {
    console.err() << "\rstep " << step.step << "/" << step.total_steps << "  " << step.bits << " bits  accuracy "
                  << percent(step.accuracy) << "   " << (step.step == step.total_steps ? "\n" : "") << std::flush;
  }

  SpecArgument spec_;
  std::filesystem::path csv_, out_;
};

}  // namespace

std::unique_ptr<Command> make_range_test_command() { return std::make_unique<RangeTest>(); }

}  // namespace imprint::cli
