// SPDX-License-Identifier: GPL-3.0-or-later
// imprint sweep run SPEC.toml --out DIR
#include <unistd.h>

#include <nlohmann/json.hpp>
#include <utility>

#include "app/cli/exit_code.h"
#include "app/cli/interrupt.h"
#include "app/cli/sweep/sweep_argument.h"
#include "app/cli/sweep/sweep_commands.h"
#include "app/cli/sweep/sweep_display.h"
#include "app/workflow/report/sweep_report.h"
#include "app/workflow/sweep/process_pool.h"
#include "app/workflow/sweep/sweep_directory.h"
#include "app/workflow/sweep/sweep_job.h"
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/json_text.h"
#include "core/base/machine.h"
#include "core/base/text.h"

namespace imprint::cli {
namespace {

using Json = nlohmann::ordered_json;

std::string summary_json(const SweepSummary& summary, const SweepDirectory& directory) {
  const Json json = {{"directory", directory.root().string()},    {"state", to_string(summary.state)},
                     {"runs", summary.progress.leaves.size()},    {"finished", summary.progress.finished},
                     {"failed", summary.progress.failed},         {"failures", summary.failures},
                     {"steps_done", summary.progress.steps_done}, {"steps_in_all", summary.progress.steps_in_all},
                     {"wall_seconds", summary.wall_seconds},      {"report", directory.report_text().string()}};
  return json_text(json);
}

std::string summary_text(const SweepSummary& summary, const SweepDirectory& directory) {
  std::string text = to_string(summary.state) + " after " + duration_text(summary.wall_seconds) + ": " +
                     sweep_line(summary.progress) + "\n";
  for (const std::string& failure : summary.failures) text += "failed: " + failure + "\n";
  if (summary.state != RunState::finished)
    text += "continue it with: imprint sweep run --out " + directory.root().string() + "\n";
  return text + "stored in " + directory.root().string() + "\n";
}

/// A sweep without a finished pair has nothing to report yet.
void write_reports(const SweepDirectory& directory, Console& console) {
  try {
    const SweepReport report = report_sweep(directory.root());
    write_file_atomically(directory.report_text(), sweep_report_markdown(report));
    write_file_atomically(directory.report_json(), sweep_report_json(report));
  } catch (const InputError& error) {
    console.note(std::string("no report yet: ") + error.what());
  }
}

class SweepRunCommand : public Command {
 public:
  explicit SweepRunCommand(TrainSamplesOf train_samples_of) : train_samples_of_(std::move(train_samples_of)) {}

  CommandInfo info() const override {
    return {"sweep run", "Run a grid of experiments, each shared prefix once, and report damage with intervals",
            "imprint sweep run resources/examples/mnist-windows.toml --set dataset.root=~/data/mnist --out out/s1\n"
            "imprint sweep run --out out/s1                 (continues what was stopped or killed)\n"
            "imprint sweep run sweep.toml --grid seed=1,2,3 --processes 4 --out out/s2 --json"};
  }
  void declare(Arguments& arguments) override {
    sweep_.declare(arguments, Need::optional);
    arguments.path_option("--out", "DIR", PathUse::folder, directory_,
                          "Folder of the sweep; one that is there already is continued", Need::required);
    arguments.number("--processes", "N", &processes_, {0, 1024}, "Runs at a time; 0 = as planned");
    arguments.number("--most-leaves", "N", &most_leaves_, {1, 1e6}, "Refuse grids with more runs than that");
  }
  Mode mode() const override {
    if (sweep_.is_given()) return {};
    return {"without SPEC", {"--out", "--processes"}, "the stored sweep goes on as it was planned"};
  }
  int run(Console& console) override {
    const SweepDirectory directory(directory_);
    if (sweep_.is_given()) {
      const SweepSpec sweep = sweep_.load();
      directory.create(sweep, plan_sweep(sweep, train_samples_of_, {physical_cores()}, most_leaves_));
    } else if (!directory.exists()) {
      throw InputError(directory_.string() + " holds no sweep to continue; give SPEC, the sweep's TOML file");
    }
    RunControl control;
    const InterruptListener interrupt([&] { control.cancel(); });
    SweepDisplay display(console, ::isatty(STDERR_FILENO) != 0);
    const SweepSummary summary = run_sweep({directory.root(), run_program(), processes_}, control, display);
    display.finish();
    write_reports(directory, console);
    if (console.wants_json())
      console.json(summary_json(summary, directory));
    else
      console.print(summary_text(summary, directory));
    return exit_code_of(summary.state);
  }

 private:
  TrainSamplesOf train_samples_of_;
  SweepArgument sweep_;
  std::filesystem::path directory_;
  int processes_ = 0;
  std::int64_t most_leaves_ = 5000;
};

}  // namespace

std::unique_ptr<Command> make_sweep_run_command(TrainSamplesOf train_samples_of) {
  return std::make_unique<SweepRunCommand>(std::move(train_samples_of));
}

}  // namespace imprint::cli
