// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/models/form_layout.h"

#include <algorithm>
#include <functional>
#include <map>

#include "app/curves/ticks.h"
#include "core/base/error.h"
#include "core/schedule/precision_schedule.h"
#include "core/spec/baseline_spec.h"
#include "core/spec/kinds.h"
#include "core/spec/spec_probes.h"
#include "core/spec/spec_task.h"
#include "datasets/facts/dataset_facts.h"

namespace imprint::studio {
namespace {

using Spec = ExperimentSpec;
using Rule = std::function<bool(const Spec&)>;

/// All of it in every step: there are no batches.
bool reads_whole_graph(const Spec& s) {
  return kind_reads("dataset.name", s.dataset.name, "dataset.neighbours") &&
         s.dataset.options.get<std::vector<int>>("neighbours").empty();
}

bool has_samples(const Spec& s) { return !reads_whole_graph(s); }

bool has_deficits(const Spec& s) { return !s.deficits.empty(); }

bool continues(const Spec& s) { return is_on(s.continuation); }

/// Only Adam divides by what it keeps, and only pure training keeps it in 16 bits.
bool divides_in_halves(const Spec& s) {
  return continues(s) && !s.continuation.master_weights && s.training.optimizer == "adam";
}

/// Beside what the chosen kinds read (core/spec/kinds.h).
const std::map<std::string, Rule>& rules() {
  static const std::map<std::string, Rule> all = {
      {"training.batch_size", has_samples},
      {"probe.samples", has_samples},
      {"probe.hessian_samples", has_samples},
      {"training.epochs", [](const Spec& s) { return s.training.iterations == 0; }},
      {"training.budget", has_deficits},
      {"training.lr_clock", has_deficits},
      {"training.lr_restart", has_deficits},
      {"recovery.batch_norm", has_deficits},
      {"recovery.batches", [](const Spec& s) { return has_deficits(s) && re_estimates_batch_norm(s.recovery); }},
      {"recovery.activation_ranges", has_deficits},
      {"recovery.optimizer", has_deficits},
      {"comparison.baseline", is_treated},
      {"continuation.fit", [](const Spec& s) { return !s.continuation.from.empty(); }},
      {"continuation.onset", continues},
      {"continuation.unit", continues},
      {"continuation.master_weights", continues},
      {"continuation.loss_scale", [](const Spec& s) { return s.continuation.format == "fp16"; }},
      {"continuation.epsilon_guard", divides_in_halves},
      {"comparison.metric", [](const Spec& s) { return s.comparison.baseline; }},
  };
  return all;
}

std::string dataset_hint(const Spec& spec) {
  const DatasetFacts facts = facts_of(spec.dataset);
  const char* unless = facts.needs_root ? "" : " unless set";  // drawn as many as asked for
  const std::int64_t counted = facts.train_units > 0 ? facts.train_units : facts.train_samples;
  return facts.title + ", " + count_text(counted) + " " + task_facts(facts.task).samples + " for training" + unless;
}

void append_options(std::vector<std::string>& keys, const std::string& table, std::span<const Option> options) {
  for (const Option& option : options)
    if (const std::string key = table + option.field.key; std::ranges::find(keys, key) == keys.end())
      keys.push_back(key);
}

/// What the kinds of a field bring along stands below it.
std::vector<std::string> with_options(std::vector<std::string> keys, const std::string& field) {
  append_options(keys, field.substr(0, field.find('.') + 1), kind_options(field));
  return keys;
}

const std::vector<std::string>& main_probe_fields() {
  static const std::vector<std::string> keys = {"probe.fisher", "probe.hessian", "probe.every"};
  return keys;
}

/// All others, each probe's options below its switch.
std::vector<std::string> more_of_probes() {
  std::vector<std::string> keys = {"probe.per_layer", "probe.samples"};
  for (const ProbeFacts& facts : probe_facts()) append_options(keys, "probe.", facts.options);
  std::erase_if(keys, [](const std::string& key) { return std::ranges::count(main_probe_fields(), key) > 0; });
  return keys;
}

}  // namespace

std::span<const FormSection> form_sections() {
  static const std::vector<FormSection> sections = {
      {"Experiment", {"name", "seed"}, {"device", "threads"}},
      {"Data",
       with_options({"dataset.name", "dataset.root", "dataset.difficulty", "dataset.train_limit"}, "dataset.name"),
       {"dataset.test_limit", "dataset.augment"}},
      {"Model", with_options({"model.name"}, "model.name"), {}},
      {"Training",
       {"training.epochs", "training.batch_size", "training.learning_rate"},
       {"training.iterations", "training.optimizer", "training.momentum", "training.weight_decay",
        "training.lr_schedule", "training.lr_final", "training.lr_milestones", "training.lr_factor",
        "training.lr_decay", "training.lr_patience", "training.lr_warmup", "training.clip_norm", "training.budget",
        "training.lr_clock", "training.lr_restart"}},
      {"Precision",
       {"precision.schedule", "precision.cycles", "precision.min_bits", "precision.max_bits",
        "precision.backward_bits"},
       {"precision.ladder", "precision.weight_bits", "precision.activation_bits", "precision.layers",
        "precision.rex_constant", "precision.period", "precision.range_bias_correction", "precision.linear_granularity",
        "precision.executor", "precision.ramp", "precision.at_change"}},
      {"End of deficits",
       {},
       {"recovery.batch_norm", "recovery.batches", "recovery.activation_ranges", "recovery.optimizer"}},
      {"16-bit continuation",
       {"continuation.format", "continuation.onset", "continuation.unit"},
       {"continuation.from", "continuation.fit", "continuation.master_weights", "continuation.loss_scale",
        "continuation.epsilon_guard"}},
      {"Comparison",
       {"comparison.baseline"},
       {"comparison.metric", "comparison.final_value", "comparison.final_count"}},
      {"Curvature", main_probe_fields(), more_of_probes()},
      {"Evaluation", {"evaluation.every", "evaluation.precision"}, {}},
      {"Storage", {}, {"checkpoint.every", "checkpoint.keep", "record.every"}}};
  return sections;
}

std::span<const std::string> deficit_field_names() {
  static const std::vector<std::string> names = {"kind",   "onset",       "length",          "unit",
                                                 "bits",   "weight_bits", "activation_bits", "backward_bits",
                                                 "format", "layers",      "share",           "resampling"};
  return names;
}

bool has_own_page(const std::string& key) {
  return key.starts_with("precision.curve.") || key.starts_with("precision.backward_curve.") ||
         key.starts_with("range_test.");
}

bool field_applies(const ExperimentSpec& spec, const std::string& key) {
  if (!is_read(spec, key)) return false;
  const auto rule = rules().find(key);
  return rule == rules().end() || rule->second(spec);
}

std::string field_hint(const ExperimentSpec& spec, const std::string& key) {
  try {
    if (key == "precision.schedule") return named_schedule(spec.precision.schedule).description;
    if (key == "dataset.name") return dataset_hint(spec);
  } catch (const InputError&) {
    // The field itself says that there is no such name.
  }
  return {};
}

}  // namespace imprint::studio
