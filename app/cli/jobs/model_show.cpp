// SPDX-License-Identifier: GPL-3.0-or-later
// imprint model show NAME
#include <algorithm>
#include <nlohmann/json.hpp>

#include "app/cli/exit_code.h"
#include "app/cli/jobs/job_commands.h"
#include "app/cli/named_kind.h"
#include "app/cli/table.h"
#include "app/workflow/model_layers.h"
#include "core/base/error.h"
#include "core/base/json_text.h"
#include "core/spec/kinds.h"
#include "datasets/facts/dataset_facts.h"

namespace imprint::cli {
namespace {

using Json = nlohmann::ordered_json;

struct Sums {
  std::int64_t parameters = 0, macs = 0;
};

Sums sums_of(const std::vector<ModelLayer>& layers) {
  Sums sums;
  for (const ModelLayer& layer : layers) {
    sums.parameters += layer.parameters;
    sums.macs += layer.macs;
  }
  return sums;
}

std::string layers_json(const ExperimentSpec& spec, const std::vector<ModelLayer>& layers) {
  Json list = Json::array();
  for (const ModelLayer& layer : layers)
    list.push_back({{"name", layer.name},
                    {"kind", layer.kind},
                    {"parameters", layer.parameters},
                    {"macs", layer.macs},
                    {"quantized", layer.quantized}});
  const Sums sums = sums_of(layers);
  return json_text(Json{{"model", spec.model.name},
                        {"dataset", spec.dataset.name},
                        {"parameters", sums.parameters},
                        {"macs", sums.macs},
                        {"layers", list}});
}

std::string layers_table(const ExperimentSpec& spec, const std::vector<ModelLayer>& layers) {
  Table table({{"LAYER"}, {"KIND"}, {"PARAMETERS", Align::right}, {"MACS A SAMPLE", Align::right}, {"BITS"}});
  for (const ModelLayer& layer : layers)
    table.add_row({layer.name, layer.kind, std::to_string(layer.parameters), std::to_string(layer.macs),
                   layer.quantized ? "scheduled" : "fp32"});
  const Sums sums = sums_of(layers);
  return table.text() + spec.model.name + " for " + spec.dataset.name + ": " + std::to_string(sums.parameters) +
         " parameters, " + std::to_string(sums.macs) + " MACs\n";
}

/// One that needs no files, unless another was named.
void choose_dataset(ExperimentSpec& spec, const std::string& named) {
  if (!named.empty()) {
    spec.dataset.name = dataset_facts(named).name;
    return;
  }
  const std::vector<std::string>& tasks = find_kind("model.name", spec.model.name)->tasks;
  for (const DatasetFacts& facts : known_datasets()) {
    const bool fits = tasks.empty() || std::ranges::find(tasks, facts.task) != tasks.end();
    if (!fits || facts.needs_root != !spec.dataset.root.empty()) continue;
    spec.dataset.name = facts.name;
    return;
  }
  throw InputError("model " + spec.model.name + " is for " +
                   (tasks.empty() ? std::string("all tasks") : tasks.front()) +
                   ", of which no dataset comes without files: give --dataset and --root");
}

class ModelShow : public Command {
 public:
  CommandInfo info() const override {
    return {"model show", "Show a model's layers, with their parameters and multiplications",
            "imprint model show resnet20 --dataset cifar10\n"
            "imprint model show lstm --set 'model.hidden=[200]' --dataset text --root ~/data/ptb\n"
            "imprint model show mlp --json"};
  }
  void declare(Arguments& arguments) override {
    kind_.declare(arguments);
    arguments.option("--dataset", "NAME", &dataset_, "What it is built for; a synthetic one where none is named");
  }
  int run(Console& console) override {
    ExperimentSpec spec = kind_.spec();
    choose_dataset(spec, dataset_);
    const std::vector<ModelLayer> layers = model_layers(spec);
    if (console.wants_json())
      console.json(layers_json(spec, layers));
    else
      console.print(layers_table(spec, layers));
    return exit_success;
  }

 private:
  NamedKind kind_{"model.name", {"model.", "dataset."}};
  std::string dataset_;
};

}  // namespace

std::unique_ptr<Command> make_model_show_command() { return std::make_unique<ModelShow>(); }

}  // namespace imprint::cli
