// SPDX-License-Identifier: GPL-3.0-or-later
// imprint dataset verify NAME --root DIR
#include <nlohmann/json.hpp>

#include "app/cli/exit_code.h"
#include "app/cli/jobs/job_commands.h"
#include "app/cli/named_kind.h"
#include "app/workflow/dataset_check.h"
#include "core/base/error.h"
#include "core/base/json_text.h"

namespace imprint::cli {
namespace {

std::string check_json(const DatasetCheck& check) {
  nlohmann::ordered_json parts = nlohmann::ordered_json::object();
  for (const auto& [name, samples] : check.parts) parts[name] = samples;
  return json_text(nlohmann::ordered_json{{"parts", parts}, {"hash", check.hash}});
}

std::string check_text(const DatasetCheck& check) {
  std::string text = "whole: ";
  for (std::size_t i = 0; i < check.parts.size(); ++i)
    text += (i == 0 ? "" : ", ") + std::to_string(check.parts[i].second) + " for " + check.parts[i].first;
  return text + "\nhash   " + check.hash + "\n";
}

class DatasetVerify : public Command {
 public:
  CommandInfo info() const override {
    return {"dataset verify", "Read all files of a dataset, and tell the hash that runs store of their content",
            "imprint dataset verify mnist --root ~/data/mnist\n"
            "imprint dataset verify graph --root ~/data/cora --hash 1c3e..."};
  }
  void declare(Arguments& arguments) override {
    kind_.declare(arguments);
    arguments.option("--hash", "HASH", &hash_, "What the hash should be, as environment.json of a run has it");
  }
  int run(Console& console) override {
    const DatasetCheck check = check_dataset(kind_.spec());
    if (!hash_.empty() && hash_ != check.hash)
      throw InputError("the content of " + kind_.name() + " has the hash " + check.hash + ", not " + hash_ +
                       ": these are other data than those");
    if (console.wants_json())
      console.json(check_json(check));
    else
      console.print(check_text(check));
    return exit_success;
  }

 private:
  NamedKind kind_{"dataset.name", {"dataset."}};
  std::string hash_;
};

}  // namespace

std::unique_ptr<Command> make_dataset_verify_command() { return std::make_unique<DatasetVerify>(); }

}  // namespace imprint::cli
