// SPDX-License-Identifier: GPL-3.0-or-later
// imprint runs compare RUN...
#include <cmath>
#include <nlohmann/json.hpp>

#include "analysis/critical/damage.h"
#include "app/cli/chosen_runs.h"
#include "app/cli/commands.h"
#include "app/cli/exit_code.h"
#include "app/cli/json_number.h"
#include "app/cli/table.h"
#include "app/workflow/report/run_groups.h"
#include "core/base/json_text.h"
#include "core/base/text.h"

namespace imprint::cli {
namespace {

using Json = nlohmann::ordered_json;

Json json_of(const RunGroup& group) {
  Json fields = Json::object(), runs = Json::array();
  for (const auto& [field, value] : group.differences) fields[field] = value;
  for (const ComparedRun& run : group.runs)
    runs.push_back({{"directory", run.directory.string()},
                    {"seed", run.seed},
                    {"baseline", run.result.baseline_final},
                    {"deficit", run.result.deficit_final},
                    {"damage", run.result.damage},
                    {"evaluations_used", run.result.evaluations_used},
                    {"no_clean_step", run.result.no_clean_step},
                    {"recovery", run.result.recovery ? Json(*run.result.recovery) : Json()}});
  const DamageStatistics& damage = group.damage;
  Json interval = nullptr;
  if (damage.interval)
    interval = {{"low", damage.interval->low},
                {"high", damage.interval->high},
                {"level", damage.interval->level},
                {"kind", to_string(damage.interval->kind)}};
  return {{"differences", fields},
          {"n", group.runs.size()},
          {"mean_baseline", damage.mean_baseline},
          {"mean_deficit", damage.mean_deficit},
          {"mean_damage", damage.mean},
          {"interval", interval},
          {"no_clean_step", damage.no_clean_step},
          {"evaluations_used", damage.evaluations_used},
          {"hedges_g", number_or_null(damage.effect_size)},
          {"p_value", damage.p_value},
          {"p_value_holm", number_or_null(damage.adjusted_p_value)},
          {"mean_recovery", damage.mean_recovery ? Json(*damage.mean_recovery) : Json()},
          {"runs", runs}};
}

std::string as_json(const GroupReport& report) {
  Json groups = Json::array();
  for (const RunGroup& group : report.groups) groups.push_back(json_of(group));
  const Json json = {{"metric", report.metric},
                     {"final_value", report.final_value},
                     {"interval", to_string(report.interval)},
                     {"level", report.level},
                     {"groups", groups},
                     {"left_out", report.left_out}};
  return json_text(json);
}

std::string interval_text(const RunGroup& group, IntervalKind kind) {
  const auto& interval = group.damage.interval;
  if (!interval) return no_interval_words(kind, static_cast<int>(group.runs.size()));
  return significant(interval->low, 3) + " .. " + significant(interval->high, 3);
}

std::string damage_text(const DamageStatistics& damage) {
  return significant(damage.mean, 3) + (damage.no_clean_step ? " (no clean step)" : "");
}

std::string number_or_dash(double value) { return std::isfinite(value) ? significant(value, 3) : "-"; }

Table empty_table(const GroupReport& report) {
  std::vector<Column> columns;
  for (const auto& [field, value] : report.groups.front().differences) columns.push_back({field, Align::right});
  const std::string interval = interval_words(report.interval, report.level);
  for (const char* title :
       {"N", "BASELINE", "DEFICIT", "DAMAGE", interval.c_str(), "HEDGES G", "P", "P (HOLM)", "RECOVERY"})
    columns.push_back({title, Align::right});
  return Table(columns);
}

std::vector<std::string> cells_of(const RunGroup& group, IntervalKind kind) {
  std::vector<std::string> cells;
  for (const auto& [field, value] : group.differences) cells.push_back(value);
  const DamageStatistics& damage = group.damage;
  for (const std::string& cell :
       {std::to_string(group.runs.size()), significant(damage.mean_baseline), significant(damage.mean_deficit),
        damage_text(damage), interval_text(group, kind), number_or_dash(damage.effect_size),
        significant(damage.p_value, 3), number_or_dash(damage.adjusted_p_value),
        damage.mean_recovery ? percent(*damage.mean_recovery) : std::string("-")})
    cells.push_back(cell);
  return cells;
}

/// Where fewer evaluations than the rule asks for lie after the deficit.
std::string used_text(const GroupReport& report) {
  std::string text;
  for (const RunGroup& group : report.groups) {
    const DamageStatistics& damage = group.damage;
    const std::string words = final_value_words(report.final_value, damage.evaluations_used, damage.no_clean_step);
    if (words == report.final_value) continue;
    std::string where;
    for (const auto& [field, value] : group.differences) where += (where.empty() ? "" : ", ") + field + " " + value;
    text += "\nfinal value" + (where.empty() ? "" : " of " + where) + ": " + words;
  }
  return text.empty() ? text : text + "\n";
}

std::string as_text(const GroupReport& report) {
  Table table = empty_table(report);
  for (const RunGroup& group : report.groups) table.add_row(cells_of(group, report.interval));
  return "Damage in " + report.metric + " (" + report.final_value +
         "; evaluations after the deficit alone), baseline - deficit paired by seed; " +
         interval_words(report.interval) + " interval, sign-flip test\n\n" + table.text() + used_text(report);
}

class RunsCompare : public Command {
 public:
  CommandInfo info() const override {
    return {"runs compare", "Compare the damage of stored runs over their seeds, with intervals and tests",
            "imprint runs compare out/r1 out/r2 out/r3\n"
            "imprint runs compare out --interval bca --json"};
  }
  void declare(Arguments& arguments) override {
    arguments.folders("RUN", runs_, "Run directories, or folders that hold some; without any, the run store");
    arguments.option("--interval", "KIND", &interval_, "Of the mean damage: " + join_choices(mean_interval_names()));
    arguments.option("--level", "SHARE", &level_, "Confidence level of the intervals");
  }
  int run(Console& console) override {
    IntervalOptions options;
    options.kind = mean_interval_kind_from(interval_);
    options.level = level_;
    const GroupReport report = compare_runs(chosen_runs(runs_), options);
    if (console.wants_json())
      console.json(as_json(report));
    else
      console.print(as_text(report));
    for (const std::string& note : report.left_out) console.note("left out: " + note);
    return exit_success;
  }

 private:
  std::vector<std::filesystem::path> runs_;
  std::string interval_ = to_string(IntervalKind::student_t);
  double level_ = 0.95;
};

}  // namespace

std::unique_ptr<Command> make_runs_compare_command() { return std::make_unique<RunsCompare>(); }

}  // namespace imprint::cli
