// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/spec/kinds.h"

#include <algorithm>
#include <map>

#include "core/fields/field_table.h"
#include "core/spec/spec_probes.h"

namespace imprint {
namespace {

bool reads(const Kind& kind, std::string_view key) { return std::ranges::find(kind.reads, key) != kind.reads.end(); }

/// An option stands in the table of the field: model.width beside model.name.
bool brings(const Kind& kind, std::string_view field, std::string_view key) {
  const std::string_view table = field.substr(0, field.find('.') + 1);
  return key.starts_with(table) && std::ranges::any_of(kind.options, [&](const Option& option) {
           return option.field.key == key.substr(table.size());
         });
}

const KindChoice& choice_of(std::string_view field) {
  return *std::ranges::find(kind_choices(), field, &KindChoice::field);
}

}  // namespace

const std::vector<Option>& kind_options(std::string_view field) {
  static const auto options = [] {
    std::map<std::string, std::vector<Option>, std::less<>> found;
    for (const KindChoice& choice : kind_choices())
      for (const Kind& kind : choice.kinds)
        for (const Option& option : kind.options) found[choice.field].push_back(option);
    return found;
  }();
  static const std::vector<Option> none;
  const auto found = options.find(field);
  return found == options.end() ? none : found->second;
}

Options initial_dataset_options() { return Options(kind_options("dataset.name")); }
Options initial_model_options() { return Options(kind_options("model.name")); }

const std::vector<std::string>& kind_names(std::string_view field) {
  static const auto names = [] {
    std::map<std::string, std::vector<std::string>, std::less<>> found;
    for (const KindChoice& choice : kind_choices())
      for (const Kind& kind : choice.kinds) found[choice.field].push_back(kind.name);
    return found;
  }();
  return names.find(field)->second;
}

std::vector<std::string> kind_names_for(std::string_view field, std::string_view task) {
  std::vector<std::string> names;
  for (const Kind& kind : choice_of(field).kinds)
    if (kind.tasks.empty() || std::ranges::find(kind.tasks, task) != kind.tasks.end()) names.push_back(kind.name);
  return names;
}

const Kind* find_kind(std::string_view field, std::string_view name) {
  const std::vector<Kind>& kinds = choice_of(field).kinds;
  const auto found = std::ranges::find(kinds, name, &Kind::name);
  return found == kinds.end() ? nullptr : &*found;
}

bool kind_reads(std::string_view field, std::string_view kind, std::string_view key) {
  const Kind* found = find_kind(field, kind);
  return found != nullptr && (reads(*found, key) || brings(*found, field, key));
}

bool is_of_other_kinds(std::string_view field, std::string_view kind, std::string_view key) {
  const bool belongs = std::ranges::any_of(
      choice_of(field).kinds, [&](const Kind& other) { return reads(other, key) || brings(other, field, key); });
  return belongs && !kind_reads(field, kind, key);
}

std::vector<const Option*> misplaced_options(const ModelSpec& model) {
  std::vector<const Option*> found;
  for (const Option& option : kind_options("model.name")) {
    const bool known = std::ranges::any_of(found, [&](auto* other) { return other->field.key == option.field.key; });
    const bool fits = option.elsewhere.empty() || kind_reads("model.name", model.name, "model." + option.field.key);
    if (!known && !fits && !model.options.is_initial(option)) found.push_back(&option);
  }
  return found;
}

bool is_read(const ExperimentSpec& spec, std::string_view key) {
  const std::string name = without_number(key);
  if (constexpr std::string_view probe = "probe."; name.starts_with(probe))
    return is_probe_field_read(spec.probe, std::string_view(name).substr(probe.size()));
  const std::size_t deficit = table_number(key, "deficit").value_or(0);
  for (const KindChoice& choice : kind_choices()) {
    if (choice.field == "deficit.kind" && deficit >= spec.deficits.size()) {
      if (is_of_other_kinds(choice.field, "", name)) return false;
      continue;
    }
    if (is_of_other_kinds(choice.field, choice.chosen(spec, deficit), name)) return false;
  }
  return true;
}

}  // namespace imprint
