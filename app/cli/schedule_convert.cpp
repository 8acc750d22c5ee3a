// SPDX-License-Identifier: GPL-3.0-or-later
// imprint schedule convert NAME_OR_FILE --to curve.json
#include <nlohmann/json.hpp>

#include "app/cli/commands.h"
#include "app/cli/exit_code.h"
#include "app/cli/schedule_argument.h"
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/json_text.h"
#include "core/schedule/precision_schedule.h"
#include "core/schedule/schedule_curves.h"
#include "core/schedule/schedule_source.h"
#include "core/spec/preset_io.h"
#include "core/spec/spec_io.h"

namespace imprint::cli {
namespace {

class ScheduleConvert : public Command {
 public:
  CommandInfo info() const override {
    return {"schedule convert", "Turn a schedule into a drawn curve, or a curve into another file format",
            "imprint schedule convert CR --cycles 8 --min-bits 3 --max-bits 8 --to cr.json\n"
            "imprint schedule convert cr.json --to cr.csv\n"
            "imprint schedule convert RTH --stairs --iterations 64000 --to stairs.toml"};
  }

  void declare(Arguments& arguments) override {
    arguments.positional("SCHEDULE", &source_, "Name, or a .toml, .json, .csv or .tsv file that holds a schedule");
    declare_precision(arguments, precision_);
    arguments.number("--iterations", "T", &iterations_, {1, most_shown_iterations}, "Steps of the run, for --stairs");
    arguments.flag("--stairs", stairs_, "One hold segment for each change of the integer bits, over the whole run");
    arguments.path_option("--to", "FILE", PathUse::output, target_,
                          "Where to: .json (preset), .toml (experiment) or .csv (points)", Need::required);
  }

  Mode mode() const override {
    Mode mode = schedule_mode(source_);
    if (mode.name.empty()) return mode;
    mode.reason = {};
    mode.reads.insert(mode.reads.end(), {"SCHEDULE", "--to", "--stairs"});
    if (stairs_)
      mode.reads.emplace_back("--iterations");
    else
      mode.name += " without --stairs";
    if (target_.extension() == ".csv") {
      std::erase(mode.reads, "--backward-bits");
      mode.name += " for a table of points";
    }
    return mode;
  }

  int run(Console& console) override {
    PrecisionSpec precision = precision_;
    read_schedule(source_, precision, NamedBy::person);
    ExperimentSpec spec;
    spec.precision = precision;
    require_valid(spec);
    if (stairs_ && iterations_ < 1)
      throw InputError("--stairs needs --iterations T, the steps of the run, which must be 1 or more");
    spec.precision = stairs_ ? as_stairs(precision, iterations_) : as_curve(precision);
    spec.name = target_.stem().string();
    write_named_file(target_, text_for(spec));
    tell(console, spec.precision.curve);
    return exit_success;
  }

 private:
  std::string text_for(const ExperimentSpec& spec) const {
    const std::string ending = target_.extension().string();
    if (ending == ".json") return preset_to_json({spec.name, spec.precision, {}});
    if (ending == ".toml") return spec_to_toml(spec);
    if (ending != ".csv")
      throw InputError("--to must end in .json, .toml or .csv, but is \"" + target_.string() + "\"");
    if (spec.precision.curve.cycles > 1)
      throw InputError("--to " + target_.string() + ": a table of points holds one cycle, but the curve has " +
                       std::to_string(spec.precision.curve.cycles) + "; add --stairs --iterations T, or use .json");
    return curve_to_csv(spec.precision.curve);
  }

  void tell(Console& console, const PrecisionCurve& curve) const {
    const nlohmann::ordered_json json = {
        {"file", target_.string()}, {"points", curve.at.size()}, {"cycles", curve.cycles}, {"shape", curve.shape}};
    if (console.wants_json())
      console.json(json_text(json));
    else
      console.print(target_.string() + ": " + std::to_string(curve.at.size()) + " points, " +
                    std::to_string(curve.cycles) + (curve.cycles == 1 ? " cycle" : " cycles, " + curve.shape) + "\n");
  }

  std::string source_;
  std::filesystem::path target_;
  PrecisionSpec precision_;
  std::int64_t iterations_ = 0;
  bool stairs_ = false;
};

}  // namespace

std::unique_ptr<Command> make_schedule_convert_command() { return std::make_unique<ScheduleConvert>(); }

}  // namespace imprint::cli
