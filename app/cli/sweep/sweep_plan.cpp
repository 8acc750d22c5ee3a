// SPDX-License-Identifier: GPL-3.0-or-later
// imprint sweep plan SPEC.toml
#include <utility>

#include "app/cli/exit_code.h"
#include "app/cli/sweep/plan_text.h"
#include "app/cli/sweep/sweep_argument.h"
#include "app/cli/sweep/sweep_commands.h"
#include "app/workflow/sweep/plan_json.h"
#include "app/workflow/sweep/sweep_directory.h"
#include "core/base/json_text.h"
#include "core/base/machine.h"

namespace imprint::cli {
namespace {

constexpr std::size_t shown_leaves = 40;

class SweepPlanCommand : public Command {
 public:
  explicit SweepPlanCommand(TrainSamplesOf train_samples_of) : train_samples_of_(std::move(train_samples_of)) {}

  CommandInfo info() const override {
    return {"sweep plan", "Tell what a grid of runs costs and which steps its runs share, without running it",
            "imprint sweep plan resources/examples/mnist-windows.toml --set dataset.root=~/data/mnist\n"
            "imprint sweep plan sweep.toml --grid seed=1,2,3 --tree\n"
            "imprint sweep plan sweep.toml --out out/s1 --json"};
  }
  void declare(Arguments& arguments) override {
    sweep_.declare(arguments, Need::required);
    arguments.path_option("--out", "DIR", PathUse::folder, directory_,
                          "Also store the plan there, for `sweep run --out DIR`");
    arguments.number("--most-leaves", "N", &most_leaves_, {1, 1e6}, "Refuse grids with more runs than that");
    arguments.flag("--tree", whole_tree_, "Show every run of the tree");
  }
  int run(Console& console) override {
    const SweepSpec sweep = sweep_.load();
    const SweepPlan plan = plan_sweep(sweep, train_samples_of_, {physical_cores()}, most_leaves_);
    if (!directory_.empty()) SweepDirectory(directory_).create(sweep, plan);
    if (console.wants_json())
      console.json(json_text(plan_to_json(plan, sweep.base)));
    else
      console.print(plan_summary(plan) + "\n" + plan_tree(plan, whole_tree_ ? plan.leaves.size() : shown_leaves));
    return exit_success;
  }

 private:
  TrainSamplesOf train_samples_of_;
  SweepArgument sweep_;
  std::filesystem::path directory_;
  std::int64_t most_leaves_ = 5000;
  bool whole_tree_ = false;
};

}  // namespace

std::unique_ptr<Command> make_sweep_plan_command(TrainSamplesOf train_samples_of) {
  return std::make_unique<SweepPlanCommand>(std::move(train_samples_of));
}

}  // namespace imprint::cli
