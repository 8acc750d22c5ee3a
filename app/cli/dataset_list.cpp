// SPDX-License-Identifier: GPL-3.0-or-later
// imprint dataset list
#include <nlohmann/json.hpp>

#include "app/cli/commands.h"
#include "app/cli/exit_code.h"
#include "app/cli/table.h"
#include "app/download/size_text.h"
#include "core/base/json_text.h"
#include "datasets/facts/dataset_facts.h"
#include "datasets/facts/published_facts.h"

namespace imprint::cli {
namespace {

nlohmann::ordered_json fetch_json(const DatasetFacts& facts) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const PublishedData& data : published_for(facts.name))
    list.push_back({{"name", data.name}, {"bytes", bytes_to_fetch(data)}});
  return list;
}

/// "ogbn-arxiv (83.1 MB)".
std::string fetch_cell(const DatasetFacts& facts) {
  std::string text;
  for (const PublishedData& data : published_for(facts.name))
    text += (text.empty() ? "" : ", ") + data.name + " (" + size_text(bytes_to_fetch(data)) + ")";
  return text;
}

std::string datasets_json() {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const DatasetFacts& facts : known_datasets())
    list.push_back({{"name", facts.name},
                    {"title", facts.title},
                    {"content", facts.content},
                    {"task", facts.task},
                    {"needs_files", facts.needs_root},
                    {"has_validation", facts.has_validation},
                    {"files", facts.files},
                    {"source", facts.source},
                    {"fetch", fetch_json(facts)}});
  return json_text(nlohmann::ordered_json{{"datasets", list}});
}

std::string datasets_table() {
  Table table({{"NAME"}, {"TASK"}, {"CONTENT"}, {"FILES"}, {"TO FETCH"}});
  for (const DatasetFacts& facts : known_datasets())
    table.add_row({facts.name, facts.task, facts.content, facts.needs_root ? "needed" : "none", fetch_cell(facts)});
  return table.text();
}

class DatasetList : public Command {
 public:
  CommandInfo info() const override {
    return {"dataset list", "List the datasets, and what is learned from each",
            "imprint dataset list\nimprint dataset list --json"};
  }
  void declare(Arguments&) override {}
  int run(Console& console) override {
    if (console.wants_json())
      console.json(datasets_json());
    else
      console.print(datasets_table());
    return exit_success;
  }
};

}  // namespace

std::unique_ptr<Command> make_dataset_list_command() { return std::make_unique<DatasetList>(); }

}  // namespace imprint::cli
