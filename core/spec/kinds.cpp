// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/spec/kinds.h"

#include <algorithm>
#include <map>

#include "core/fields/field_table.h"

namespace imprint {
namespace {

using Kinds = std::vector<Kind>;
using Keys = std::vector<std::string>;

constexpr char images[] = "image-classification", text[] = "language-modelling";

Kinds dataset_kinds() {
  const Keys files = {"dataset.root", "dataset.augment"};
  return {{"synthetic", {"dataset.difficulty", "dataset.augment"}, {images}},
          {"synthetic-text", {}, {text}},
          {"mnist", files, {images}},
          {"fashion-mnist", files, {images}},
          {"cifar10", files, {images}},
          {"cifar100", files, {images}},
          {"tensors", files, {images}}};
}

Kinds model_kinds() {
  const Keys of_linear_layers = {"model.hidden", "precision.linear_granularity"};
  Kinds kinds = {{"mlp", of_linear_layers, {images}}};
  for (const char* name :
       {"small-cnn", "resnet20", "resnet32", "resnet44", "resnet56", "resnet74", "resnet110", "resnet152"})
    kinds.push_back({name, {"model.width"}, {images}});
  kinds.push_back({"rnn", of_linear_layers, {text}});
  return kinds;
}

/// The ten of the paper in its order, then what is not cyclic.
Kinds precision_schedule_kinds() {
  Kinds kinds;
  for (const std::string name : {"LR", "LT", "CR", "CT", "RR", "RTH", "RTV", "ER", "ETH", "ETV"}) {
    kinds.push_back({name, {"precision.cycles", "precision.min_bits", "precision.period"}});
    if (name.front() == 'R') kinds.back().reads.emplace_back("precision.rex_constant");
  }
  kinds.push_back({"static"});
  kinds.push_back({"curve", {"precision.min_bits", "precision.period", "precision.rex_constant"}});
  return kinds;
}

Kinds learning_rate_kinds_of_specs() {
  return {{"constant"},
          {"cosine", {"training.lr_final"}},
          {"piecewise", {"training.lr_milestones", "training.lr_factor"}},
          {"exponential", {"training.lr_decay"}}};
}

Kinds deficit_kinds() {
  return {
      {"precision",
       {"deficit.bits", "deficit.weight_bits", "deficit.activation_bits", "deficit.backward_bits", "deficit.layers"}},
      {"blur", {"deficit.resampling"}, {images}},
      {"flip", {}, {images}},
      {"label-permutation"},
      {"noise", {}, {images}}};
}

bool reads(const Kind& kind, std::string_view key) { return std::ranges::find(kind.reads, key) != kind.reads.end(); }

const KindChoice& choice_of(std::string_view field) {
  return *std::ranges::find(kind_choices(), field, &KindChoice::field);
}

}  // namespace

std::span<const KindChoice> kind_choices() {
  using S = ExperimentSpec;
  static const std::vector<KindChoice> choices = {
      {"dataset.name", dataset_kinds(), [](const S& s, std::size_t) -> const std::string& { return s.dataset.name; }},
      {"model.name", model_kinds(), [](const S& s, std::size_t) -> const std::string& { return s.model.name; }},
      {"training.optimizer",
       {{"sgd", {"training.momentum"}}, {"adam"}},
       [](const S& s, std::size_t) -> const std::string& { return s.training.optimizer; }},
      {"training.lr_schedule", learning_rate_kinds_of_specs(),
       [](const S& s, std::size_t) -> const std::string& { return s.training.lr_schedule; }},
      {"precision.schedule", precision_schedule_kinds(),
       [](const S& s, std::size_t) -> const std::string& { return s.precision.schedule; }},
      {"deficit.kind", deficit_kinds(),
       [](const S& s, std::size_t n) -> const std::string& { return s.deficits[n].kind; }},
      {"comparison.final_value",
       {{"last"}, {"median", {"comparison.final_count"}}, {"best"}},
       [](const S& s, std::size_t) -> const std::string& { return s.comparison.final_value; }},
      {"range_test.start",
       {{"continued"}, {"fresh", {"range_test.saturation"}}},
       [](const S& s, std::size_t) -> const std::string& { return s.range_test.start; }},
  };
  return choices;
}

const std::vector<std::string>& kind_names(std::string_view field) {
  static const auto names = [] {
    std::map<std::string, std::vector<std::string>, std::less<>> found;
    for (const KindChoice& choice : kind_choices())
      for (const Kind& kind : choice.kinds) found[choice.field].push_back(kind.name);
    return found;
  }();
  return names.find(field)->second;
}

const Kind* find_kind(std::string_view field, std::string_view name) {
  const Kinds& kinds = choice_of(field).kinds;
  const auto found = std::ranges::find(kinds, name, &Kind::name);
  return found == kinds.end() ? nullptr : &*found;
}

bool kind_reads(std::string_view field, std::string_view kind, std::string_view key) {
  const Kind* found = find_kind(field, kind);
  return found != nullptr && reads(*found, key);
}

bool is_read(const ExperimentSpec& spec, std::string_view key) {
  const std::string name = without_number(key);
  const std::size_t deficit = table_number(key, "deficit").value_or(0);
  for (const KindChoice& choice : kind_choices()) {
    const bool belongs = std::ranges::any_of(choice.kinds, [&](const Kind& kind) { return reads(kind, name); });
    if (!belongs) continue;
    if (name.starts_with("deficit.") && deficit >= spec.deficits.size()) return false;
    if (!kind_reads(choice.field, choice.chosen(spec, deficit), name)) return false;
  }
  return true;
}

}  // namespace imprint
