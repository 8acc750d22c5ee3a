// SPDX-License-Identifier: GPL-3.0-or-later
// imprint runs compare RUN...
#include <cmath>
#include <nlohmann/json.hpp>

#include "app/cli/chosen_runs.h"
#include "app/cli/commands.h"
#include "app/cli/exit_code.h"
#include "app/cli/table.h"
#include "app/workflow/report/run_groups.h"
#include "core/base/json_text.h"

namespace imprint::cli {
namespace {

using Json = nlohmann::ordered_json;

Json number_or_null(double value) { return std::isfinite(value) ? Json(value) : Json(); }

Json json_of(const RunGroup& group) {
  Json fields = Json::object(), runs = Json::array();
  for (const auto& [field, value] : group.differences) fields[field] = value;
  for (const ComparedRun& run : group.runs)
    runs.push_back({{"directory", run.directory.string()},
                    {"seed", run.seed},
                    {"baseline", run.result.baseline_final},
                    {"deficit", run.result.deficit_final},
                    {"damage", run.result.damage},
                    {"recovery", run.result.recovery ? Json(*run.result.recovery) : Json()}});
  const DamageStatistics& damage = group.damage;
  Json interval = nullptr;
  if (damage.interval)
    interval = {{"low", damage.interval->low}, {"high", damage.interval->high}, {"level", damage.interval->level}};
  return {{"differences", fields},
          {"n", group.runs.size()},
          {"mean_baseline", damage.mean_baseline},
          {"mean_deficit", damage.mean_deficit},
          {"mean_damage", damage.mean},
          {"bca_interval", interval},
          {"hedges_g", number_or_null(damage.effect_size)},
          {"p_value", damage.p_value},
          {"p_value_holm", damage.adjusted_p_value},
          {"mean_recovery", damage.mean_recovery ? Json(*damage.mean_recovery) : Json()},
          {"runs", runs}};
}

std::string as_json(const GroupReport& report) {
  Json groups = Json::array();
  for (const RunGroup& group : report.groups) groups.push_back(json_of(group));
  const Json json = {{"metric", report.metric},
                     {"final_value", report.final_value},
                     {"groups", groups},
                     {"left_out", report.left_out}};
  return json_text(json);
}

std::string interval_text(const std::optional<ConfidenceInterval>& interval) {
  if (!interval) return "needs 3 seeds";
  return significant(interval->low, 3) + " .. " + significant(interval->high, 3);
}

Table empty_table(const GroupReport& report) {
  std::vector<Column> columns;
  for (const auto& [field, value] : report.groups.front().differences) columns.push_back({field, Align::right});
  for (const char* title : {"N", "BASELINE", "DEFICIT", "DAMAGE", "95 % INTERVAL", "HEDGES G", "P", "P (HOLM)", "RECOVERY"})
    columns.push_back({title, Align::right});
  return Table(columns);
}

std::vector<std::string> cells_of(const RunGroup& group) {
  std::vector<std::string> cells;
  for (const auto& [field, value] : group.differences) cells.push_back(value);
  const DamageStatistics& damage = group.damage;
  for (const std::string& cell :
       {std::to_string(group.runs.size()), significant(damage.mean_baseline), significant(damage.mean_deficit),
        significant(damage.mean, 3), interval_text(damage.interval),
        std::isfinite(damage.effect_size) ? significant(damage.effect_size, 3) : std::string("-"),
        significant(damage.p_value, 3), significant(damage.adjusted_p_value, 3),
        damage.mean_recovery ? percent(*damage.mean_recovery) : std::string("-")})
    cells.push_back(cell);
  return cells;
}

std::string as_text(const GroupReport& report) {
  Table table = empty_table(report);
  for (const RunGroup& group : report.groups) table.add_row(cells_of(group));
  return "Damage in " + report.metric + " (" + report.final_value +
         "), baseline - deficit paired by seed; BCa bootstrap interval, sign-flip test\n\n" + table.text();
}

class RunsCompare : public Command {
 public:
  CommandInfo info() const override {
    return {"runs compare", "Compare the damage of stored runs over their seeds, with intervals and tests",
            "imprint runs compare out/r1 out/r2 out/r3\n"
            "imprint runs compare out --json"};
  }
  void declare(Arguments& arguments) override {
    arguments.folders("RUN", runs_, "Run directories, or folders that hold some; without any, the run store");
  }
  int run(Console& console) override {
    const GroupReport report = compare_runs(chosen_runs(runs_));
    if (console.wants_json())
      console.json(as_json(report));
    else
      console.print(as_text(report));
    for (const std::string& note : report.left_out) console.note("left out: " + note);
    return exit_success;
  }

 private:
  std::vector<std::filesystem::path> runs_;
};

}  // namespace

std::unique_ptr<Command> make_runs_compare_command() { return std::make_unique<RunsCompare>(); }

}  // namespace imprint::cli
