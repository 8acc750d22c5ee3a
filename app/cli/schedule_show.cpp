// SPDX-License-Identifier: GPL-3.0-or-later
// imprint schedule show NAME
#include "app/cli/commands.h"
#include "app/cli/exit_code.h"
#include "app/cli/schedule_argument.h"
#include "app/cli/schedule_report.h"
#include "app/cli/schedule_svg.h"
#include "core/base/error.h"
#include "core/schedule/schedule_source.h"
#include "core/spec/spec_io.h"

namespace imprint::cli {
namespace {

class ScheduleShow : public Command {
 public:
  ScheduleShow() { spec_.training.iterations = 64000; }

  CommandInfo info() const override {
    return {"schedule show", "Show the integer bits of a schedule at every iteration, and what they cost",
            "imprint schedule show CR --cycles 8 --min-bits 3 --max-bits 8 --backward-bits 8 --iterations 64000\n"
            "imprint schedule show RTH --iterations 2000 --csv > bits.csv\n"
            "imprint schedule show drawn.json --iterations 2000 --svg > drawn.svg\n"
            "imprint schedule show ETV --json --all"};
  }

  void declare(Arguments& arguments) override {
    arguments.positional("SCHEDULE", &source_,
                         "Name (see imprint schedule list), or a .toml, .json, .csv or .tsv file");
    declare_precision(arguments, spec_.precision);
    arguments.number("--iterations", "T", &spec_.training.iterations, {1, most_shown_iterations}, "Steps of the run");
    arguments.flag("--csv", csv_, "Print step,forward_bits,backward_bits, one row a step");
    arguments.flag("--svg", svg_, "Print a picture");
    arguments.flag("--all", all_, "With --json: the bits of every step instead of stretches of equal bits");
  }

  Mode mode() const override {
    Mode mode = schedule_mode(source_);
    mode.reads.insert(mode.reads.end(), {"SCHEDULE", "--iterations", "--csv", "--svg", "--all"});
    return mode;
  }

  int run(Console& console) override {
    if (all_ && !console.wants_json()) throw InputError("--all is read with --json only: give both, or use --csv");
    if (csv_ + svg_ + console.wants_json() > 1) throw InputError("--csv, --svg and --json exclude each other");
    const std::int64_t steps = spec_.training.iterations;
    read_schedule(source_, spec_.precision, NamedBy::person);
    require_valid(spec_);
    const PrecisionPlan plan(spec_, steps, steps);
    if (console.wants_json())
      console.json(schedule_json(plan, spec_.precision, all_));
    else
      console.print(csv_ ? schedule_csv(plan) : svg_ ? schedule_svg(plan) : schedule_text(plan, spec_.precision));
    return exit_success;
  }

 private:
  ExperimentSpec spec_;
  std::string source_;
  bool csv_ = false;
  bool svg_ = false;
  bool all_ = false;
};

}  // namespace

std::unique_ptr<Command> make_schedule_show_command() { return std::make_unique<ScheduleShow>(); }

}  // namespace imprint::cli
