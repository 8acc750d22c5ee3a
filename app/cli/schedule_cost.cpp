// SPDX-License-Identifier: GPL-3.0-or-later
// imprint schedule cost SPEC.toml
#include <nlohmann/json.hpp>
#include <utility>

#include "app/cli/commands.h"
#include "app/cli/exit_code.h"
#include "app/cli/spec_argument.h"
#include "app/cli/table.h"
#include "core/base/error.h"
#include "core/base/json_text.h"
#include "core/schedule/precision_cost.h"
#include "core/schedule/run_cost.h"
#include "core/spec/spec_io.h"
#include "datasets/facts/dataset_facts.h"

namespace imprint::cli {
namespace {

/// The cost needs no data, so a missing folder is no fault here.
void require_costable(const ExperimentSpec& spec) {
  for (const auto& problem : spec_problems(spec))
    for (const char* table : {"precision.", "training.", "deficit.", "dataset.train_limit"})
      if (problem.key.starts_with(table)) throw InputError(problem.key + " " + problem.message);
}

struct CostReport {
  std::int64_t steps = 0;
  PlanCost cost;  // deficits included
  PlanCost without_deficits;
  double bit_operations = 0;  // forward and backward, of the whole run; 0 = not known
};

CostReport report_of(const ExperimentSpec& spec, const MacsOfModel& macs_of_model) {
  const ModelMacs macs = macs_of_model ? macs_of_model(spec) : ModelMacs();
  const BatchSizes batches{published_train_samples(spec.dataset), spec.training.batch_size};
  const PrecisionPlan plan(spec, run_length(spec, batches.steps_per_epoch()));
  const PrecisionPlan baseline(spec, run_length(spec, batches.steps_per_epoch(), false));
  const bool is_known = macs.total > 0;
  if (is_known) require_known_layers(plan, macs, spec.model.name);
  const std::int64_t steps = plan.length().total_steps;
  return {steps, plan_cost(plan, spec.precision, is_known ? &macs : nullptr),
          plan_cost(baseline, spec.precision, is_known ? &macs : nullptr),
          is_known ? RunCost(plan, macs, batches).bit_operations(steps) : 0};
}

std::string as_json(const ExperimentSpec& spec, const CostReport& report) {
  nlohmann::ordered_json json = {{"name", spec.name},
                                 {"schedule", spec.precision.schedule},
                                 {"iterations", report.steps},
                                 {"mean_forward_bits", report.cost.mean_forward_bits},
                                 {"relative_cost", report.cost.relative_cost},
                                 {"relative_cost_without_deficits", report.without_deficits.relative_cost},
                                 {"static_relative_cost", report.cost.static_relative_cost},
                                 {"saving", report.cost.saving},
                                 {"bit_operations", nullptr},
                                 {"bit_operations_over_32_squared", nullptr}};
  if (report.bit_operations > 0) {
    json["bit_operations"] = report.bit_operations;
    json["bit_operations_over_32_squared"] = report.bit_operations / (32 * 32);
  }
  return json_text(json);
}

std::string as_text(const ExperimentSpec& spec, const CostReport& report) {
  Table table({{spec.name}, {spec.precision.schedule}});
  table.add_row({"steps", std::to_string(report.steps)});
  table.add_row({"mean forward bits", significant(report.cost.mean_forward_bits)});
  table.add_row({"relative cost", significant(report.cost.relative_cost) + " of 32-bit training"});
  table.add_row({"without deficits", significant(report.without_deficits.relative_cost)});
  table.add_row({"saving", percent(report.cost.saving) + " against static at " +
                               significant(report.cost.static_relative_cost) +
                               (report.cost.deficit_steps > 0 ? ", with the same deficits" : "")});
  if (report.bit_operations > 0)
    table.add_row({"bit operations", significant(report.bit_operations / 1e9) + " GBitOPs: MACs x (w a + (w + a) g)"});
  return table.text();
}

class ScheduleCost : public Command {
 public:
  explicit ScheduleCost(MacsOfModel macs_of_model) : macs_of_model_(std::move(macs_of_model)) {}

  CommandInfo info() const override {
    return {"schedule cost", "Tell what the precision of an experiment costs, without running it",
            "imprint schedule cost experiment.toml\n"
            "imprint schedule cost experiment.toml --set precision.schedule=RR --json"};
  }
  void declare(Arguments& arguments) override { spec_.declare(arguments); }
  int run(Console& console) override {
    const ExperimentSpec spec = spec_.load();
    require_costable(spec);
    const CostReport report = report_of(spec, macs_of_model_);
    if (console.wants_json())
      console.json(as_json(spec, report));
    else
      console.print(as_text(spec, report));
    return exit_success;
  }

 private:
  MacsOfModel macs_of_model_;
  SpecArgument spec_;
};

}  // namespace

std::unique_ptr<Command> make_schedule_cost_command(MacsOfModel macs_of_model) {
  return std::make_unique<ScheduleCost>(std::move(macs_of_model));
}

}  // namespace imprint::cli
