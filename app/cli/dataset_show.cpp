// SPDX-License-Identifier: GPL-3.0-or-later
// imprint dataset show NAME
#include <nlohmann/json.hpp>

#include "app/cli/commands.h"
#include "app/cli/exit_code.h"
#include "app/cli/named_kind.h"
#include "core/base/json_text.h"
#include "core/spec/kinds.h"
#include "core/spec/spec_task.h"
#include "datasets/facts/dataset_facts.h"
#include "datasets/facts/published_facts.h"

namespace imprint::cli {
namespace {

using Json = nlohmann::ordered_json;

/// Of one sample; whatever is not known without the files is left out.
Json shape_json(const DatasetFacts& facts) {
  Json shape = Json::object();
  const bool has_images = facts.shape.tokens == 0 && facts.shape.features == 0;
  if (facts.task == "image-classification" && has_images && !facts.mean.empty())
    shape["image"] = {facts.shape.image.channels, facts.shape.image.height, facts.shape.image.width};
  if (facts.shape.tokens > 0) shape["tokens"] = facts.shape.tokens;
  if (facts.shape.features > 0) shape["features"] = facts.shape.features;
  if (facts.shape.nodes > 0) shape["nodes"] = facts.shape.nodes;
  if (facts.train_samples > 0) shape["classes"] = facts.shape.classes;
  return shape;
}

Json fields_json(const DatasetFacts& facts) {
  Json fields = Json::array();
  for (const std::string& key : facts.reads) fields.push_back(key);
  for (const Option& option : facts.options) fields.push_back("dataset." + option.field.key);
  return fields;
}

/// Names for `imprint dataset fetch`.
Json fetchable_names(const DatasetFacts& facts) {
  Json names = Json::array();
  for (const PublishedData& data : published_for(facts.name)) names.push_back(data.name);
  return names;
}

Json facts_json(const DatasetFacts& facts) {
  const auto count = [](std::int64_t samples) { return samples > 0 ? Json(samples) : Json(); };
  return {{"name", facts.name},
          {"title", facts.title},
          {"content", facts.content},
          {"task", facts.task},
          {"samples", task_facts(facts.task).samples},
          {"train_samples", count(facts.train_units > 0 ? facts.train_units : facts.train_samples)},
          {"has_validation", facts.has_validation},
          {"shape", shape_json(facts)},
          {"fields", fields_json(facts)},
          {"needs_files", facts.needs_root},
          {"files", facts.files},
          {"source", facts.source},
          {"fetch", fetchable_names(facts)}};
}

std::string facts_text(const Json& facts) {
  std::string text = facts["title"].get<std::string>() + ": " + facts["content"].get<std::string>() + "\n";
  text += "task     " + facts["task"].get<std::string>() + "\n";
  if (!facts["train_samples"].is_null())
    text += "training " + json_text(facts["train_samples"]) + " " + facts["samples"].get<std::string>() + "\n";
  for (const auto& [name, value] : facts["shape"].items())
    text += name + std::string(name.size() < 9 ? 9 - name.size() : 1, ' ') + json_text(value, json_in_one_line) + "\n";
  text += "files    " + facts["files"].get<std::string>() + "\n";
  text += "source   " + facts["source"].get<std::string>() + "\n";
  for (const auto& name : facts["fetch"]) text += "fetch    imprint dataset fetch " + name.get<std::string>() + "\n";
  std::string fields;
  for (const auto& field : facts["fields"]) fields += (fields.empty() ? "" : ", ") + field.get<std::string>();
  if (!fields.empty()) text += "fields   " + fields + "\n";
  return text;
}

class DatasetShow : public Command {
 public:
  CommandInfo info() const override {
    return {"dataset show", "Show what is known of a dataset, with its files or without",
            "imprint dataset show mnist\n"
            "imprint dataset show text --root ~/data/ptb --set dataset.stretch=35 --json"};
  }
  void declare(Arguments& arguments) override { kind_.declare(arguments); }
  int run(Console& console) override {
    const DatasetSpec dataset = kind_.spec().dataset;
    const bool asks_files = !dataset.root.empty() || !dataset_facts(dataset.name).needs_root;
    const Json facts = facts_json(asks_files ? facts_of(dataset) : dataset_facts(dataset.name));
    if (console.wants_json())
      console.json(json_text(facts));
    else
      console.print(facts_text(facts));
    return exit_success;
  }

 private:
  NamedKind kind_{"dataset.name", {"dataset."}};
};

}  // namespace

std::unique_ptr<Command> make_dataset_show_command() { return std::make_unique<DatasetShow>(); }

}  // namespace imprint::cli
