// SPDX-License-Identifier: GPL-3.0-or-later
// imprint sweep report --out DIR
#include "app/workflow/report/sweep_report.h"

#include "app/cli/exit_code.h"
#include "app/cli/sweep/stored_sweep.h"
#include "app/cli/sweep/sweep_commands.h"
#include "core/base/atomic_file.h"
#include "core/base/text.h"

namespace imprint::cli {
namespace {

class SweepReportCommand : public Command {
 public:
  CommandInfo info() const override {
    return {"sweep report", "Report the damage of a sweep's conditions, finished or not, as Markdown and JSON",
            "imprint sweep report --out out/s1\n"
            "imprint sweep report --out out/s1 --interval studentised-bootstrap --level 0.99 --json"};
  }
  void declare(Arguments& arguments) override {
    sweep_.declare(arguments, "Folder of the sweep; report.md and report.json are written there");
    arguments.option("--metric", "NAME", &options_.metric,
                     "What damage is measured in, as test/accuracy/fp32; without it, the sweep's comparison.metric");
    arguments.option("--interval", "KIND", &interval_,
                     "Of the means: " + join_choices(mean_interval_names()) + "; without it, as the sweep's file says");
    arguments.option("--level", "SHARE", &options_.level, "Confidence level of the intervals");
    arguments.option("--resamples", "N", &options_.resamples, "Bootstrap resamples");
  }
  Mode mode() const override {
    if (interval_kind() != IntervalKind::student_t) return {};
    return {"with student-t intervals",
            {"SPEC", "--out", "--metric", "--interval", "--level"},
            "they take none; choose --interval studentised-bootstrap or bca"};
  }
  int run(Console& console) override {
    const SweepDirectory directory = sweep_.open();
    options_.interval = interval_kind();
    const SweepReport report = report_sweep(directory.root(), options_);
    const std::string text = sweep_report_markdown(report), json = sweep_report_json(report);
    write_file_atomically(directory.report_text(), text);
    write_file_atomically(directory.report_json(), json);
    if (console.wants_json())
      console.json(json);
    else
      console.print(text);
    console.note("written to " + directory.report_text().string());
    if (report.outdated.empty()) return exit_success;
    console.note(report.outdated);
    return exit_job_failed;  // the report is not that of the sweep
  }

 private:
  /// As given, or else as the sweep's file says; nothing while there is no sweep.
  std::optional<IntervalKind> interval_kind() const {
    if (!interval_.empty()) return mean_interval_kind_from(interval_);
    const auto stored = sweep_.stored();
    return stored ? std::optional(mean_interval_kind_from(stored->interval)) : std::nullopt;
  }

  StoredSweep sweep_;
  std::string interval_;
  ReportOptions options_;
};

}  // namespace

std::unique_ptr<Command> make_sweep_report_command() { return std::make_unique<SweepReportCommand>(); }

}  // namespace imprint::cli
