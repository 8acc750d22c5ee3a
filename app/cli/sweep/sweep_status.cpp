// SPDX-License-Identifier: GPL-3.0-or-later
// imprint sweep status --out DIR
#include <nlohmann/json.hpp>

#include "app/cli/exit_code.h"
#include "app/cli/json_number.h"
#include "app/cli/sweep/stored_sweep.h"
#include "app/cli/sweep/sweep_commands.h"
#include "app/cli/sweep/sweep_display.h"
#include "app/cli/table.h"
#include "app/workflow/sweep/outdated_leaves.h"
#include "app/workflow/sweep/same_run.h"
#include "app/workflow/sweep/sweep_directory.h"
#include "core/base/atomic_file.h"
#include "core/base/json_text.h"

namespace imprint::cli {
namespace {

using Json = nlohmann::ordered_json;

/// Why it failed or must be computed again; of a leaf that is another one, which.
std::string remark_on(const SweepPlan& plan, std::size_t leaf, const LeafProgress& progress) {
  const int other = plan.leaves[leaf].same_as;
  return progress.reason.empty() && other >= 0 ? same_run_text(plan.leaves[static_cast<std::size_t>(other)])
                                               : progress.reason;
}

std::string as_json(const SweepPlan& plan, const SweepProgress& progress, RunState state, const std::string& outdated) {
  Json leaves = Json::array();
  for (std::size_t i = 0; i < plan.leaves.size(); ++i) {
    const LeafProgress& leaf = progress.leaves[i];
    leaves.push_back({{"id", plan.leaves[i].id},
                      {"state", to_string(leaf.state)},
                      {"step", leaf.step},
                      {"total_steps", plan.leaves[i].total_steps},
                      {"reason", remark_on(plan, i, leaf)}});
  }
  const Json json = {{"state", to_string(state)},
                     {"finished", progress.finished},
                     {"running", progress.running},
                     {"failed", progress.failed},
                     {"steps_done", progress.steps_done},
                     {"steps_in_all", progress.steps_in_all},
                     {"seconds_left", number_or_null(progress.seconds_left)},
                     {"outdated", outdated},
                     {"runs", leaves}};
  return json_text(json);
}

std::string as_text(const SweepPlan& plan, const SweepProgress& progress, RunState state, const std::string& outdated) {
  Table table({{"RUN"}, {"STATE"}, {"STEP", Align::right}, {"OF", Align::right}, {"REASON"}});
  for (std::size_t i = 0; i < plan.leaves.size(); ++i) {
    const LeafProgress& leaf = progress.leaves[i];
    table.add_row({plan.leaves[i].id, to_string(leaf.state), std::to_string(leaf.step),
                   std::to_string(plan.leaves[i].total_steps), remark_on(plan, i, leaf)});
  }
  return to_string(state) + ": " + sweep_line(progress) + "\n\n" + outdated + (outdated.empty() ? "" : "\n") +
         table.text();
}

class SweepStatusCommand : public Command {
 public:
  CommandInfo info() const override {
    return {"sweep status", "Tell how far a sweep is, run by run",
            "imprint sweep status --out out/s1\nimprint sweep status --out out/s1 --json"};
  }
  void declare(Arguments& arguments) override { sweep_.declare(arguments, "Folder of the sweep"); }
  int run(Console& console) override {
    const SweepDirectory directory = sweep_.open();
    const SweepPlan plan = directory.read_plan();
    const SweepProgress progress = directory.read_progress();
    const RunState state = directory.read_state();
    const std::string outdated = outdated_text(plan, outdated_leaves(plan), directory);
    if (console.wants_json())
      console.json(as_json(plan, progress, state, outdated));
    else
      console.print(as_text(plan, progress, state, outdated));
    return exit_success;
  }

 private:
  StoredSweep sweep_;
};

}  // namespace

std::unique_ptr<Command> make_sweep_status_command() { return std::make_unique<SweepStatusCommand>(); }

}  // namespace imprint::cli
