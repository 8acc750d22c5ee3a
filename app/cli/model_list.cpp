// SPDX-License-Identifier: GPL-3.0-or-later
// imprint model list
#include <algorithm>
#include <nlohmann/json.hpp>

#include "app/cli/commands.h"
#include "app/cli/exit_code.h"
#include "app/cli/table.h"
#include "core/base/json_text.h"
#include "core/spec/kinds.h"

namespace imprint::cli {
namespace {

std::vector<std::string> option_keys(const Kind& model) {
  std::vector<std::string> keys;
  for (const Option& option : model.options) keys.push_back("model." + option.field.key);
  return keys;
}

const std::vector<Kind>& models() { return std::ranges::find(kind_choices(), "model.name", &KindChoice::field)->kinds; }

std::string models_json() {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const Kind& model : models())
    list.push_back({{"name", model.name}, {"tasks", model.tasks}, {"options", option_keys(model)}});
  return json_text(nlohmann::ordered_json{{"models", list}});
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

std::string models_table() {
  Table table({{"NAME"}, {"TASK"}, {"OPTIONS"}});
  for (const Kind& model : models()) table.add_row({model.name, joined(model.tasks), joined(option_keys(model))});
  return table.text();
}

class ModelList : public Command {
 public:
  CommandInfo info() const override {
    return {"model list", "List the models, what they learn, and their options",
            "imprint model list\nimprint model list --json"};
  }
  void declare(Arguments&) override {}
  int run(Console& console) override {
    if (console.wants_json())
      console.json(models_json());
    else
      console.print(models_table());
    return exit_success;
  }
};

}  // namespace

std::unique_ptr<Command> make_model_list_command() { return std::make_unique<ModelList>(); }

}  // namespace imprint::cli
