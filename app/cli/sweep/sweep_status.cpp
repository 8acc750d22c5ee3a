// SPDX-License-Identifier: GPL-3.0-or-later
// imprint sweep status --out DIR
#include <cmath>
#include <nlohmann/json.hpp>

#include "app/cli/exit_code.h"
#include "app/cli/sweep/stored_sweep.h"
#include "app/cli/sweep/sweep_commands.h"
#include "app/cli/sweep/sweep_display.h"
#include "app/cli/table.h"
#include "core/base/json_text.h"

namespace imprint::cli {
namespace {

using Json = nlohmann::ordered_json;

Json number_or_null(double value) { return std::isfinite(value) ? Json(value) : Json(); }

std::string as_json(const SweepPlan& plan, const SweepProgress& progress, RunState state) {
  Json leaves = Json::array();
  for (std::size_t i = 0; i < plan.leaves.size(); ++i) {
    const LeafProgress& leaf = progress.leaves[i];
    leaves.push_back({{"id", plan.leaves[i].id},
                      {"state", to_string(leaf.state)},
                      {"step", leaf.step},
                      {"total_steps", plan.leaves[i].total_steps},
                      {"reason", leaf.reason}});
  }
  const Json json = {{"state", to_string(state)},
                     {"finished", progress.finished},
                     {"running", progress.running},
                     {"failed", progress.failed},
                     {"steps_done", progress.steps_done},
                     {"steps_in_all", progress.steps_in_all},
                     {"seconds_left", number_or_null(progress.seconds_left)},
                     {"runs", leaves}};
  return json_text(json);
}

std::string as_text(const SweepPlan& plan, const SweepProgress& progress, RunState state) {
  Table table({{"RUN"}, {"STATE"}, {"STEP", Align::right}, {"OF", Align::right}, {"REASON"}});
  for (std::size_t i = 0; i < plan.leaves.size(); ++i) {
    const LeafProgress& leaf = progress.leaves[i];
    table.add_row({plan.leaves[i].id, to_string(leaf.state), std::to_string(leaf.step),
                   std::to_string(plan.leaves[i].total_steps), leaf.reason});
  }
  return to_string(state) + ": " + sweep_line(progress) + "\n\n" + table.text();
}

class SweepStatusCommand : public Command {
 public:
  CommandInfo info() const override {
    return {"sweep status", "Tell how far a sweep is, run by run",
            "imprint sweep status --out out/s1\nimprint sweep status --out out/s1 --json"};
  }
  void declare(Arguments& arguments) override {
    sweep_.declare(arguments, "Folder of the sweep");
  }
  int run(Console& console) override {
    const SweepDirectory directory = sweep_.open();
    const SweepPlan plan = directory.read_plan();
    const SweepProgress progress = directory.read_progress();
    const RunState state = directory.read_state();
    if (console.wants_json())
      console.json(as_json(plan, progress, state));
    else
      console.print(as_text(plan, progress, state));
    return exit_success;
  }

 private:
  StoredSweep sweep_;
};

}  // namespace

std::unique_ptr<Command> make_sweep_status_command() { return std::make_unique<SweepStatusCommand>(); }

}  // namespace imprint::cli
