// SPDX-License-Identifier: GPL-3.0-or-later
// imprint runs list
#include <array>
#include <cmath>
#include <ctime>
#include <nlohmann/json.hpp>

#include "app/cli/commands.h"
#include "app/cli/exit_code.h"
#include "app/cli/json_number.h"
#include "app/cli/table.h"
#include "core/base/error.h"
#include "core/base/json_text.h"
#include "core/store/run_filter.h"
#include "core/store/run_index.h"

namespace imprint::cli {
namespace {

using Json = nlohmann::ordered_json;

/// These names are a contract with scripts.
std::string state_of(const RunListing& run) {
  if (!run.problem.empty()) return "unreadable";
  return run.stale ? "stale" : to_string(run.status.state);
}

Json json_of(const RunEntry& run) {
  return {{"directory", run.directory.string()},
          {"name", run.name},
          {"state", state_of(run)},
          {"reason", run.status.reason},
          {"step", run.status.step},
          {"total_steps", run.status.total_steps},
          {"dataset", run.dataset},
          {"model", run.model},
          {"schedule", run.schedule},
          {"seed", run.seed},
          {"has_baseline", run.has_baseline},
          {"created_unix_seconds", run.created_unix_seconds},
          {"final_test_accuracy", number_or_null(run.finals.of(metric::test_accuracy))},
          {"problem", run.problem},
          {"final_test_loss", number_or_null(run.finals.of(metric::test_loss))},
          {"damage", number_or_null(run.damage)},
          {"recovery", run.recovery ? Json(*run.recovery) : Json()},
          {"fisher_trace", number_or_null(run.finals.of(metric::fisher_trace))},
          {"hessian_trace", number_or_null(run.finals.of(metric::hessian_trace))},
          {"deficit", deficit_text(run)},
          {"tags", run.tags},
          {"note", run.note}};
}

std::string local_time(double unix_seconds) {
  const auto seconds = static_cast<std::time_t>(unix_seconds);
  std::tm parts = {};
  ::localtime_r(&seconds, &parts);
  std::array<char, 32> text;
  std::strftime(text.data(), text.size(), "%Y-%m-%d %H:%M", &parts);
  return text.data();
}

void add_row(Table& table, const RunEntry& run) {
  const std::string steps = std::to_string(run.status.step) + "/" + std::to_string(run.status.total_steps);
  const double last = run.finals.of(metric::test_accuracy);
  const std::string accuracy = std::isnan(last) ? "-" : percent(last);
  const std::string damage = std::isnan(run.damage) ? "-" : significant(run.damage, 3);
  table.add_row({local_time(run.created_unix_seconds), run.name, state_of(run), steps, accuracy, damage, run.dataset,
                 run.model, run.schedule, run.name.empty() ? "" : std::to_string(run.seed), run.directory.string()});
}

std::string as_table(const std::vector<RunEntry>& runs) {
  Table table({{"CREATED"},
               {"NAME"},
               {"STATE"},
               {"STEP", Align::right},
               {"ACCURACY", Align::right},
               {"DAMAGE", Align::right},
               {"DATASET"},
               {"MODEL"},
               {"SCHEDULE"},
               {"SEED", Align::right},
               {"DIRECTORY"}});
  for (const auto& run : runs) add_row(table, run);
  return table.text();
}

class RunsList : public Command {
 public:
  CommandInfo info() const override {
    return {"runs list", "List the stored runs, newest first",
            "imprint runs list\nimprint runs list out --json\n"
            "imprint runs list --filter \"model:resnet20 state:finished damage>0.02 -tag:old\""};
  }
  void declare(Arguments& arguments) override {
    arguments.path("ROOT", PathUse::folder, root_, "Folder with run directories, at most three levels down",
                   Need::optional);
    arguments.option("--filter", "EXPRESSION", &filter_,
                     "Only runs for which every term holds: a word, field:value, field>number, -term");
  }
  int run(Console& console) override {
    if (!root_.empty() && !std::filesystem::is_directory(root_)) throw InputError(root_.string() + ": no such folder");
    const std::filesystem::path root = root_.empty() ? default_runs_root() : root_;
    const RunFilter filter(filter_);
    auto runs = read_entries(root);
    const bool found_some = !runs.empty();
    std::erase_if(runs, [&](const RunEntry& run) { return !filter.matches(run); });
    if (console.wants_json())
      print_json(console, runs);
    else if (runs.empty())
      console.note((found_some ? "no run passes the filter in " : "no runs in ") + root.string());
    else
      console.print(as_table(runs));
    for (const auto& run : runs)
      if (!run.problem.empty()) console.note("imprint: " + run.problem);
    return exit_success;
  }

 private:
  static void print_json(Console& console, const std::vector<RunEntry>& runs) {
    Json list = Json::array();
    for (const auto& run : runs) list.push_back(json_of(run));
    console.json(json_text(Json{{"runs", list}}));
  }

  std::filesystem::path root_;
  std::string filter_;
};

}  // namespace

std::unique_ptr<Command> make_runs_list_command() { return std::make_unique<RunsList>(); }

}  // namespace imprint::cli
