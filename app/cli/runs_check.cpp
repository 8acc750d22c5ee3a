// SPDX-License-Identifier: GPL-3.0-or-later
// imprint runs check [RUN...] [--repair]
#include <algorithm>
#include <nlohmann/json.hpp>

#include "app/cli/chosen_runs.h"
#include "app/cli/commands.h"
#include "app/cli/exit_code.h"
#include "app/workflow/check/run_check.h"
#include "app/workflow/check/run_repair.h"
#include "core/base/json_text.h"

namespace imprint::cli {
namespace {

using Json = nlohmann::ordered_json;

/// One run: what was found and, if asked for, what was done about it.
struct CheckedRun {
  std::filesystem::path directory;
  std::vector<RunRepair> findings;
  std::string problem;  // why it could not be repaired
};

bool is_open_damage(const RunRepair& repair) { return repair.finding.is_damage && repair.done.empty(); }

CheckedRun check(const std::filesystem::path& directory, bool repair) {
  const RunDirectory run(directory);
  CheckedRun checked{.directory = directory, .findings = {}, .problem = {}};
  const std::vector<RunFinding> findings = check_run(run);
  try {
    if (repair && !findings.empty()) checked.findings = repair_run(run, findings);
  } catch (const std::exception& error) {
    checked.problem = error.what();
  }
  if (checked.findings.empty())
    for (const RunFinding& finding : findings) checked.findings.push_back({finding, {}, {}});
  return checked;
}

Json to_json(const CheckedRun& run) {
  Json findings = Json::array();
  for (const RunRepair& repair : run.findings)
    findings.push_back({{"file", repair.finding.file.string()},
                        {"what", repair.finding.what},
                        {"consequence", repair.finding.consequence},
                        {"damage", repair.finding.is_damage},
                        {"repaired", repair.done},
                        {"problem", repair.problem}});
  return {{"directory", run.directory.string()},
          {"whole", std::ranges::none_of(run.findings, is_open_damage)},
          {"problem", run.problem},
          {"findings", findings}};
}

/// The reader's own words name the file already.
std::string sentence(const RunFinding& finding) {
  const std::string file = finding.file.string();
  return finding.what.find(file) == std::string::npos ? file + " " + finding.what : finding.what;
}

std::string to_text(const CheckedRun& run) {
  const bool is_whole = std::ranges::none_of(run.findings, is_open_damage);
  std::string text = run.directory.string() + (is_whole ? ": whole\n" : ": damaged\n");
  if (!run.problem.empty()) text += "  not repaired: " + run.problem + "\n";
  for (const RunRepair& repair : run.findings) {
    text += "  " + sentence(repair.finding) + "\n";
    if (!repair.done.empty())
      text += "    " + repair.done + "\n";
    else if (repair.finding.is_damage)
      text += "    consequence: " + repair.finding.consequence + "\n";
    if (!repair.problem.empty()) text += "    not repaired: " + repair.problem + "\n";
  }
  return text;
}

class RunsCheck : public Command {
 public:
  CommandInfo info() const override {
    return {"runs check", "Verify every file of stored runs, name each damage, and mend what can be",
            "imprint runs check\nimprint runs check out/r1 --json\nimprint runs check out --repair"};
  }
  void declare(Arguments& arguments) override {
    arguments.folders("RUN", names_, "Run directories, or folders that hold runs; none: where `runs list` looks");
    arguments.flag("--repair", repair_, "Make derived files again and set damaged ones aside as *.damaged");
  }
  int run(Console& console) override {
    bool is_whole = true;
    Json runs = Json::array();
    for (const auto& directory : chosen_runs(names_)) {
      const CheckedRun checked = check(directory, repair_);
      is_whole = is_whole && checked.problem.empty() && std::ranges::none_of(checked.findings, is_open_damage);
      runs.push_back(to_json(checked));
      console.print(to_text(checked));
    }
    const Json document = {{"whole", is_whole}, {"runs", runs}};
    if (console.wants_json()) console.json(json_text(document));
    return is_whole ? exit_success : exit_job_failed;
  }

 private:
  std::vector<std::filesystem::path> names_;
  bool repair_ = false;
};

}  // namespace

std::unique_ptr<Command> make_runs_check_command() { return std::make_unique<RunsCheck>(); }

}  // namespace imprint::cli
