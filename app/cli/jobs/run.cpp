// SPDX-License-Identifier: GPL-3.0-or-later
// imprint run SPEC.toml --out DIR
#include <unistd.h>

#include <chrono>
#include <cmath>
#include <nlohmann/json.hpp>

#include "app/cli/comparison_json.h"
#include "app/cli/exit_code.h"
#include "app/cli/field_list.h"
#include "app/cli/interrupt.h"
#include "app/cli/jobs/job_commands.h"
#include "app/cli/jobs/run_display.h"
#include "app/cli/spec_argument.h"
#include "app/cli/table.h"
#include "app/workflow/compare/comparison_words.h"
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/file_name.h"
#include "core/base/json_text.h"
#include "core/base/text.h"
#include "core/results/metric_info.h"
#include "core/store/run_list.h"

namespace imprint::cli {
namespace {

using Json = nlohmann::ordered_json;

/// A folder of its own below the usual place: "<name>-20250301-120000".
std::filesystem::path fresh_directory(const std::string& name) {
  const std::time_t now = std::time(nullptr);
  std::array<char, 32> stamp;
  std::strftime(stamp.data(), stamp.size(), "%Y%m%d-%H%M%S", std::localtime(&now));
  return default_runs_root() / (plain_file_name(name) + "-" + stamp.data());
}

/// {"test/accuracy": 0.912, ...}, as far as there are any.
Json scores_json(const FinalValues& finals) {
  Json scores = Json::object();
  for (const std::string& score : score_names_at_all_precisions())
    if (const double value = finals.of(score); !std::isnan(value)) scores[score] = value;
  return scores;
}

std::string summary_json(const RunSummary& summary, const std::filesystem::path& directory) {
  const Json json = {{"directory", directory.string()},
                     {"state", to_string(summary.status.state)},
                     {"reason", summary.status.reason},
                     {"failure", to_string(summary.status.failure)},
                     {"steps", summary.status.step},
                     {"total_steps", summary.status.total_steps},
                     {"steps_per_epoch", summary.plan.steps_per_epoch},
                     {"threads", summary.plan.threads},
                     {"parameters", summary.plan.parameters},
                     {"macs_per_image", summary.plan.macs_per_sample},
                     {"test_accuracy", summary.finals.of(metric::test_accuracy)},
                     {"test_loss", summary.finals.of(metric::test_loss)},
                     {"scores", scores_json(summary.finals)},
                     {"relative_cost", summary.relative_cost},
                     {"wall_seconds", summary.wall_seconds},
                     {"probe_seconds", summary.probe_seconds},
                     {"comparison", comparison_json(summary.comparison)},
                     {"continuation", continuation_json(summary.continuation)},
                     {"notices", summary.notices}};
  return json_text(json);
}

/// "test accuracy 91.2%, test loss 0.31, "
std::string scores_text(const FinalValues& finals) {
  std::string text;
  for (const std::string& score : score_names_at_all_precisions()) {
    const double value = finals.of(score);
    if (std::isnan(value)) continue;
    text += metric_words(score) + " " + score_text(score, value) + ", ";
  }
  return text;
}

std::string summary_text(const RunSummary& summary, const std::filesystem::path& directory) {
  std::string text = to_string(summary.status.state);
  if (!summary.status.reason.empty()) text += ": " + summary.status.reason;
  text += " after " + duration_text(summary.wall_seconds) + ", step " + std::to_string(summary.status.step) + " of " +
          std::to_string(summary.status.total_steps) + "\n";
  if (summary.status.state == RunState::finished) {
    text += scores_text(summary.finals) + "relative cost " + significant(summary.relative_cost) + "\n";
    if (summary.comparison)
      text += comparison_sentence(*summary.comparison, summary.treatment) + "\n" + one_seed_words(*summary.comparison) +
              "\n";
    if (summary.continuation) text += continuation_cost_words(*summary.continuation) + "\n";
  } else {
    text += "continue it with: imprint run --resume --out " + directory.string() + "\n";
  }
  for (const std::string& notice : summary.notices) text += "note: " + notice + "\n";
  return text + "stored in " + directory.string() + "\n";
}

class Run : public Command {
 public:
  CommandInfo info() const override {
    return {"run", "Run one experiment: quantized training with its deficit, probes and, if asked for, the baseline",
            "imprint run resources/examples/synthetic-early-deficit.toml --out out/r1\n"
            "imprint run mnist.toml --set dataset.root=~/data/mnist --set seed=2 --out out/r2 --json\n"
            "imprint run --resume --out out/r2\n"
            "imprint run --list-fields"};
  }

  void declare(Arguments& arguments) override {
    spec_.declare(arguments, Need::optional);
    arguments.path_option("--out", "DIR", PathUse::folder, directory_,
                          "Run directory; without it one is made where `runs list` looks");
    arguments.flag("--resume", resume_, "Continue the run in --out from its last checkpoint");
    arguments.flag("--list-fields", list_fields_, "List every field of a spec with its default, and run nothing");
  }

  Mode mode() const override {
    if (list_fields_) return {"with --list-fields", {"--list-fields"}, "nothing is run"};
    if (!resume_) return {};
    return {"with --resume", {"--resume", "--out"}, "the stored run goes on with the stored spec, as it is"};
  }

  int run(Console& console) override {
    if (list_fields_) return list_fields(console);
    const RunOptions options = read_options();
    RunControl control;
    const InterruptListener interrupt([&] { control.cancel(); });
    RunDisplay display(console, ::isatty(STDERR_FILENO) != 0);
    const RunSummary summary = run_experiment(options, control, display);
    display.finish();
    if (console.wants_json())
      console.json(summary_json(summary, options.directory));
    else
      console.print(summary_text(summary, options.directory));
    return exit_code_of(summary.status.state, summary.status.failure);
  }

 private:
  /// With one deficit, so that its fields are there.
  static int list_fields(Console& console) {
    ExperimentSpec spec;
    spec.deficits.resize(1);
    const auto fields = spec_fields(spec);
    console.wants_json() ? console.json(field_list_json(fields)) : console.print(field_list_text(fields));
    return exit_success;
  }

  RunOptions read_options() const {
    RunOptions options;
    options.resume = resume_;
    options.directory = directory_;
    if (resume_ && directory_.empty()) throw InputError("--resume needs --out DIR, the run to continue");
    if (!resume_ && !spec_.is_given()) throw InputError("run needs SPEC, the experiment's TOML file, or --resume");
    if (!resume_) options.spec = spec_.load();
    if (directory_.empty()) options.directory = fresh_directory(options.spec.name);
    return options;
  }

  SpecArgument spec_;
  std::filesystem::path directory_;
  bool resume_ = false;
  bool list_fields_ = false;
};

}  // namespace

std::unique_ptr<Command> make_run_command() { return std::make_unique<Run>(); }

}  // namespace imprint::cli
